package dev.longhand.model;

/**
 * One entry of a header's tensor list.
 *
 * @param name such as {@code blk.0.attn_q.weight}
 * @param type how its weights are stored
 * @param weights number of weights, at least 1
 * @param rowWeights how many of them make a row: its first dimension
 * @param bytes its size in the file
 * @param offset where it begins, from the start of the tensor data
 */
public record GgufTensor(String name, TensorType type, long weights, long rowWeights, long bytes, long offset) {}
