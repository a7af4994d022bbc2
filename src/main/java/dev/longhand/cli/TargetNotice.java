package dev.longhand.cli;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import java.util.Optional;

/** Says that a target is too short for an outline: every section is written, however little is left for it. */
final class TargetNotice {
    /** What a section takes when nothing is left of the target, in tokens: a sentence or two. */
    private static final int LEAST = 24;
    private static final int MOST = 48;

    private TargetNotice() {}

    /** A sentence, if one is needed. Words are reckoned as the usual number of tokens. */
    static Optional<String> of(Brief brief, Outline outline, DraftTarget target) {
        double perWord = brief.language() == Language.CHINESE ? 0.9 : 1.4;
        double tokens = target.amount() * (target.unit() == DraftTarget.Unit.WORDS ? perWord : 1);
        int sections = outline.sections().size();
        if (tokens >= (double) LEAST * sections) {
            return Optional.empty();
        }
        String amount = target.unit() == DraftTarget.Unit.WORDS
                ? Numbers.words(target.amount(), brief.language())
                : Numbers.of(target.amount(), "token");
        return Optional.of("The target of %s is too small for %s, which take about %d to %d tokens each; %s.".formatted(
                amount, Numbers.of(sections, "section"), LEAST, MOST, "the document will be longer"));
    }
}
