package dev.longhand.core.document;

import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One generated text for a chunk. Immutable; an edit or a cut makes another candidate.
 *
 * @param number in its chunk, from 1
 * @param text what would be kept
 * @param tokens the text with the tokens it was sampled as, where they are known; they may cover only its beginning
 * @param keptTokens tokens of {@code text}
 * @param stopReason the one cause that ended it
 * @param usage tokens of its generation
 * @param timings of its generation
 * @param provenance how it came to be
 * @param sameTextAs number of an earlier candidate of the chunk with exactly this text, if there is one
 */
public record Candidate(
        int number,
        String text,
        Optional<TokenizedText> tokens,
        TokenCount keptTokens,
        StopReason stopReason,
        TokenUsage usage,
        Timings timings,
        Provenance provenance,
        OptionalInt sameTextAs) {

    /** Whether the model wrote bytes that are no character: each is shown as U+FFFD. */
    public boolean hasBrokenCharacter() {
        return text.indexOf('\ufffd') >= 0;
    }

    /**
     * This candidate with another text, as number {@code newNumber}; the tokens before the first change stay known.
     *
     * @param how {@link Derivation#EDITED} or {@link Derivation#CUT}
     */
    public Candidate changed(int newNumber, String newText, TokenCount newKeptTokens, Derivation how) {
        return new Candidate(
                newNumber, newText, tokensOf(newText), newKeptTokens, stopReason, usage, timings,
                provenance.derived(how, number), OptionalInt.empty());
    }

    /**
     * What was on the disk of a generation when the program ended in its middle.
     *
     * @param base the candidate that it lengthened
     * @param streamed text that came after {@code base}'s
     * @param recovered how many tokens that was
     */
    public static Candidate interrupted(
            int number, Optional<Candidate> base, String streamed, TokenCount recovered, Provenance provenance) {
        String text = base.map(Candidate::text).orElse("") + streamed;
        TokenCount before = base.map(Candidate::keptTokens).orElse(TokenCount.ZERO);
        TokenUsage usage = new TokenUsage(TokenCount.ZERO, TokenCount.ZERO, TokenCount.ZERO, recovered);
        return new Candidate(
                number, text, base.flatMap(b -> b.tokensOf(text)), before.plus(recovered),
                new StopReason.Interrupted(recovered), usage, Timings.NONE, provenance, OptionalInt.empty());
    }

    /** The tokens of {@code other} as far as it begins like this candidate's text. */
    public Optional<TokenizedText> tokensOf(String other) {
        return tokens.map(known -> {
            int same = commonPrefix(known.text(), other);
            TokenizedText begin = known.prefix(same);
            int[] ends = begin.ends();
            return new TokenizedText(other, begin.ids(), ends);
        });
    }

    private static int commonPrefix(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int i = 0;
        while (i < most && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
