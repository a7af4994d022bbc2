package dev.longhand.core.engine;

/**
 * Where the time of one generation went, in milliseconds of the wall clock, not negative.
 *
 * @param promptMillis from the start to the end of prompt processing
 * @param firstTokenMillis from the start to the first token; 0 if there was none
 * @param generationMillis from the end of prompt processing to the end
 */
public record Timings(double promptMillis, double firstTokenMillis, double generationMillis) {
    public static final Timings NONE = new Timings(0, 0, 0);

    /** The times of a text that was generated in two goes: the first token is the first go's. */
    public Timings plus(Timings next) {
        return new Timings(
                promptMillis + next.promptMillis, firstTokenMillis, generationMillis + next.generationMillis);
    }

    /** Tokens per second for {@code tokens} that took {@code millis}; 0 where no time passed. */
    public static double perSecond(int tokens, double millis) {
        return millis <= 0 ? 0 : tokens * 1000.0 / millis;
    }
}
