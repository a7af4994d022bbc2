package dev.longhand.model;

/**
 * Estimates the memory that a model and its context take.
 *
 * @param weightBytes the weights; mapped from the file, so they count once, however many sessions read them
 * @param kvBytesPerToken keys and values of one token; 0 if the header does not say
 * @param computeBytes buffers for the computation, estimated
 */
public record MemoryNeed(long weightBytes, long kvBytesPerToken, long computeBytes) {
    /** No model's window is larger; keeps the arithmetic far from overflow. */
    private static final int LARGEST_CONTEXT = 1 << 24;

    /** A batch of 512 tokens, each with its logits and its activations, and what any process needs. */
    private static final long BATCH_TOKENS = 512;

    private static final long BASE_BYTES = 64L << 20;

    /** With keys and values as f16. */
    public static MemoryNeed of(GgufHeader header) {
        return of(header, KvType.F16);
    }

    public static MemoryNeed of(GgufHeader header, KvType kv) {
        long logits = BATCH_TOKENS * header.vocabulary().size() * Float.BYTES;
        long activations = BATCH_TOKENS * header.bounded("embedding_length") * Float.BYTES * 8;
        return new MemoryNeed(header.weightBytes(), header.kvBytesPerToken(kv), BASE_BYTES + logits + activations);
    }

    /** Bytes for one session with a window of {@code context} tokens; {@link Long#MAX_VALUE} if no number says it. */
    public long bytes(int context) {
        return sum(sum(weightBytes, computeBytes), kvBytes(context));
    }

    /** Bytes of the keys and values of {@code context} tokens. */
    public long kvBytes(int context) {
        long high = Math.multiplyHigh(context, kvBytesPerToken);
        long low = context * kvBytesPerToken;
        return high != 0 || low < 0 ? Long.MAX_VALUE : low;
    }

    /** Whether a window of {@code context} tokens fits {@code availableBytes}. */
    public MemoryFit fit(int context, long availableBytes) {
        return new MemoryFit(context, bytes(context), availableBytes);
    }

    /**
     * The largest context, in tokens, with which everything takes at most {@link MemoryFit#COMFORTABLE_SHARE} of
     * {@code availableBytes}; a multiple of 256, and 0 if not even that many fit.
     */
    public int largestContext(long availableBytes) {
        double left = availableBytes * MemoryFit.COMFORTABLE_SHARE - weightBytes - computeBytes;
        if (left <= 0) {
            return 0;
        }
        if (kvBytesPerToken <= 0) {
            return LARGEST_CONTEXT;
        }
        return (int) Math.min(LARGEST_CONTEXT, left / kvBytesPerToken) / 256 * 256;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
