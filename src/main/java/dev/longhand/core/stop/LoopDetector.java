package dev.longhand.core.stop;

import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.StopReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a text that arrives character by character begins to repeat itself ({@link LoopRule}). It sees words and
 * signs, not tokens, so that it means the same for every engine; what it finds does not depend on how the text was
 * split. Not thread-safe.
 *
 * <p>For every possible length of a unit it counts how many words and signs in a row equal the one a unit earlier: once
 * exactly, once with all numbers taken as equal. Only units that end with the same word can go on, so the work per word is
 * the number of times it stands within the longest unit; the memory is bounded by the rule.
 */
public final class LoopDetector {
    /** How much of the text before the candidate is looked at, in characters. */
    private static final int SEAM_CHARACTERS = 8_192;
    /** How much text is kept to quote the repeated passage from, in characters. */
    private static final int QUOTED_CHARACTERS = 16_384;

    private final LoopRule rule;
    private final CodeFences lines = new CodeFences();
    private final Lexemes lexemes;
    private final Trail trail;
    private final StringBuilder recent = new StringBuilder();
    /** By the length of a unit: how many lexemes in a row equal the one a unit earlier. */
    private final int[] exactRuns;
    /** The same with all numbers taken as equal. */
    private final int[] foldedRuns;

    /** The number of lexemes there were when this was last counted; the runs are void if it was not the last one. */
    private final int[] repeatedAt;

    private final int shortestCounting;

    private int position;
    private boolean watching;
    private @Nullable Found found;

    /**
     * A loop that was found.
     *
     * @param reason what repeats and where it began
     * @param end where the word or sign ends that made it certain, in characters of the candidate
     */
    public record Found(StopReason.Loop reason, int end) {}

    /**
     * @param rule what counts as a loop
     * @param precedingText the end of the text before the candidate: a loop may have begun there, but is only reported
     *     if the candidate goes on with it
     */
    public LoopDetector(LoopRule rule, String precedingText) {
        this.rule = rule;
        int longest = rule.longestUnit();
        exactRuns = new int[longest + 1];
        foldedRuns = new int[longest + 1];
        repeatedAt = new int[longest + 1];
        shortestCounting = Math.min(
                rule.countingTableLength(), Math.min(rule.countingLength(), rule.countingLinesLength()));
        int total = Math.max(rule.repeats() * Math.max(longest, rule.passage()), rule.countingTableLength());
        trail = new Trail(Math.min(total + 2 * longest, 1 << 16));
        String seam = precedingText.substring(Math.max(0, precedingText.length() - SEAM_CHARACTERS));
        position = -seam.length();
        lexemes = new Lexemes(this::follow, position);
        lines.feed(precedingText.substring(0, precedingText.length() - seam.length()));
        for (int i = 0; i < seam.length(); i++) {
            feed(seam.charAt(i));
        }
        watching = true;
    }

    /**
     * Takes the next character.
     *
     * @return the loop that is certain with it; feed nothing more then
     */
    public Optional<Found> feed(char c) {
        if (!rule.enabled()) {
            return Optional.empty();
        }
        keep(c);
        if (c == '\n') {
            lexemes.feed(c);
            lines.feed(c);
        } else {
            lines.feed(c);
            lexemes.feed(c);
        }
        return Optional.ofNullable(found);
    }

    /** Takes the word that the text ends with as complete; feed nothing more. @return the loop that is certain now */
    public Optional<Found> finish() {
        lexemes.finish();
        return Optional.ofNullable(found);
    }

    private void keep(char c) {
        position++;
        recent.append(c);
        if (recent.length() > 2 * QUOTED_CHARACTERS) {
            recent.delete(0, recent.length() - QUOTED_CHARACTERS);
        }
    }

    private void follow(long exact, long folded, int size, int start, int end, Lexemes.Pause pause) {
        trail.add(exact, folded, size, start, end, pause);
        for (int unit = trail.olderLike(0); unit <= rule.longestUnit(); unit = trail.olderLike(unit)) {
            if (trail.folded(unit) == folded) {
                countRepetition(unit, trail.exact(unit) == exact);
                if (watching && found == null) {
                    look(unit);
                }
            }
        }
    }

    private void countRepetition(int unit, boolean exactly) {
        boolean goesOn = repeatedAt[unit] == trail.count() - 1;
        repeatedAt[unit] = trail.count();
        foldedRuns[unit] = goesOn ? foldedRuns[unit] + 1 : 1;
        exactRuns[unit] = !exactly ? 0 : goesOn ? exactRuns[unit] + 1 : 1;
    }

    private void look(int unit) {
        if (repeatsExactly(unit)) {
            found = found(unit, exactRuns[unit]);
        } else if (repeatsCounting(unit)) {
            found = found(unit, foldedRuns[unit]);
        }
    }

    /** One word less than all is taken for enough: the last repetition may end inside a word. */
    private boolean repeatsExactly(int unit) {
        int total = exactRuns[unit] + unit;
        if (total + 1 < rule.repeats() * unit) {
            return false;
        }
        int expected = trail.size(unit) - trail.size(unit - 1);
        return trail.size(total) + expected >= rule.repeats() * rule.passage();
    }

    private boolean repeatsCounting(int unit) {
        int total = foldedRuns[unit] + unit;
        if (total < rule.repeats() * unit || total < shortestCounting) {
            return false;
        }
        boolean table = lines.inCode() || lines.firstSign() == '|';
        int lists = trail.hasLineFeed(unit) ? rule.countingLinesLength() : rule.countingLength();
        return total >= (table ? rule.countingTableLength() : lists);
    }

    private Found found(int unit, int run) {
        int firstEnd = trail.endOfFirst(unit, run);
        int lastEnd = firstEnd % unit;
        int passageStart = trail.start(lastEnd + unit - 1);
        int passageEnd = trail.end(lastEnd);
        int kept = position - recent.length();
        String passage = recent.substring(Math.max(0, passageStart - kept), Math.max(0, passageEnd - kept));
        return new Found(new StopReason.Loop(passage, trail.end(firstEnd)), trail.end(0));
    }
}
