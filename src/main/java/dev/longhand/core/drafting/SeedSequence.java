package dev.longhand.core.drafting;

/**
 * Gives each candidate a seed of its own, the same whenever the draft is made again: derived from the document's seed,
 * the chunk and the candidate's number by the mixing function of SplitMix64 (Steele, Lea, Flood 2014).
 *
 * @param documentSeed any number
 */
public record SeedSequence(long documentSeed) {
    /** A seed from 0 to 2^31 - 1. */
    public long seed(int chunk, int candidate) {
        long mixed = mix(mix(mix(documentSeed) + chunk) + candidate);
        return mixed >>> 33;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
