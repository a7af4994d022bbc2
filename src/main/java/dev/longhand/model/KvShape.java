package dev.longhand.model;

import java.util.List;

/**
 * What a model keeps of each token while it reads and writes.
 *
 * @param numbersPerToken numbers in the keys and values of one token; 0 if the header does not say
 */
record KvShape(long numbersPerToken) {
    private static final int MOST_BLOCKS = 4096;
    private static final int LARGEST = 1 << 20;

    /**
     * Per block, (key size + value size) times the number of key-value heads, as llama.cpp allocates it for attention
     * without a sliding window; so it is an upper bound for models with one.
     */
    static KvShape of(GgufHeader header) {
        int blocks = header.bounded("block_count");
        int embedding = header.bounded("embedding_length");
        List<Long> heads = header.wholes(header.architecture() + ".attention.head_count");
        List<Long> kvHeads = header.wholes(header.architecture() + ".attention.head_count_kv");
        if (blocks < 1 || blocks > MOST_BLOCKS || heads.isEmpty()) {
            return new KvShape(0);
        }
        long perToken = 0;
        for (int block = 0; block < blocks; block++) {
            long headsHere = at(heads, block);
            long kvHeadsHere = kvHeads.isEmpty() ? headsHere : at(kvHeads, block);
            long headSize = headsHere > 0 ? embedding / headsHere : 0;
            long keySize = or(header.bounded("attention.key_length"), headSize);
            long valueSize = or(header.bounded("attention.value_length"), headSize);
            if (!sensible(kvHeadsHere) || !sensible(keySize) || !sensible(valueSize)) {
                return new KvShape(0);
            }
            perToken += kvHeadsHere * (keySize + valueSize);
        }
        return new KvShape(perToken);
    }

    private static long at(List<Long> values, int block) {
        return values.get(Math.min(block, values.size() - 1));
    }

    private static long or(long value, long otherwise) {
        return value > 0 ? value : otherwise;
    }

    private static boolean sensible(long size) {
        return size >= 0 && size <= LARGEST;
    }
}
