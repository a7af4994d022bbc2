package dev.longhand.model;

/** How keys and values are stored; sizes are those of ggml's blocks. */
public enum KvType {
    /** What every engine takes by itself. */
    F16(1, 2),
    /** About half of f16; 32 numbers share a scale. */
    Q8_0(32, 34);

    private final int blockNumbers;
    private final int blockBytes;

    KvType(int blockNumbers, int blockBytes) {
        this.blockNumbers = blockNumbers;
        this.blockBytes = blockBytes;
    }

    /** Bytes of {@code numbers} that lie side by side, rounded up to whole blocks. */
    long bytes(long numbers) {
        return Math.ceilDiv(numbers, blockNumbers) * blockBytes;
    }
}
