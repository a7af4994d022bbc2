package dev.longhand.core.engine;

/**
 * When a text counts as a loop: its last part is one unit that comes back again and again, digits taken as equal.
 * Lengths are in words and signs (a word, a run of digits, a punctuation mark or one Chinese character each count as
 * one), so that the rule means the same for every tokenizer.
 *
 * @param enabled whether loops are looked for at all
 * @param minimumUnit shortest unit, at least 1
 * @param maximumUnit longest unit
 * @param minimumRepeats how often the unit must stand in a row, at least 2
 * @param minimumLength how long all repetitions together must be
 */
public record LoopRule(
        boolean enabled, int minimumUnit, int maximumUnit, int minimumRepeats, int minimumLength) {
    public static final LoopRule STANDARD = new LoopRule(true, 3, 160, 3, 60);
    public static final LoopRule OFF = new LoopRule(false, 3, 160, 3, 60);

    public LoopRule {
        if (minimumUnit < 1 || maximumUnit < minimumUnit || minimumRepeats < 2 || minimumLength < 1) {
            throw new IllegalArgumentException("A loop rule out of range.");
        }
    }
}
