package dev.longhand.model;

/**
 * Estimates the memory that a model and its context take.
 *
 * @param weightBytes the weights; mapped from the file, so several sessions share them
 * @param kvBytesPerToken keys and values of one token; 0 if the header does not say
 * @param computeBytes buffers for the computation, estimated
 */
public record MemoryNeed(long weightBytes, long kvBytesPerToken, long computeBytes) {
    /** The share of the available memory that a context chosen by the program may fill. */
    public static final double COMFORTABLE_SHARE = 0.8;

    /** No model's window is larger; keeps the arithmetic far from overflow. */
    private static final int LARGEST_CONTEXT = 1 << 24;

    /** A batch of 512 tokens, each with its logits and its activations, and what any process needs. */
    private static final long BATCH_TOKENS = 512;

    private static final long BASE_BYTES = 64L << 20;

    public static MemoryNeed of(GgufHeader header) {
        long logits = BATCH_TOKENS * header.vocabulary().size() * Float.BYTES;
        long activations = BATCH_TOKENS * header.bounded("embedding_length") * Float.BYTES * 8;
        return new MemoryNeed(header.weightBytes(), header.kvBytesPerToken(), BASE_BYTES + logits + activations);
    }

    /** Bytes for one session with a window of {@code context} tokens. */
    public long bytes(int context) {
        return weightBytes + computeBytes + (long) context * kvBytesPerToken;
    }

    /**
     * The largest context, in tokens, with which everything takes at most 80 % of {@code availableBytes}; a multiple of
     * 256, and 0 if not even that many fit.
     */
    public int largestContext(long availableBytes) {
        double left = availableBytes * COMFORTABLE_SHARE - weightBytes - computeBytes;
        if (left <= 0) {
            return 0;
        }
        if (kvBytesPerToken <= 0) {
            return LARGEST_CONTEXT;
        }
        return (int) Math.min(LARGEST_CONTEXT, left / kvBytesPerToken) / 256 * 256;
    }
}
