package dev.longhand.cli.stops;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopString;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A case of the suite: a text that the model is made to write, the rules under which it writes, and how it must end.
 * Places are named by text, never by a number of tokens, so that a case means the same for every tokenizer.
 *
 * @param name short, unique in its file
 * @param why what it shows, in a sentence
 * @param writes what the model writes
 * @param repeats what it writes after that, again and again
 * @param preceding the kept text it goes on from
 * @param stops the stop strings
 * @param limit the token limit
 * @param limitAt the token limit is as many tokens as bring this much of the text
 * @param limitPlus so many tokens more
 * @param windowAt the window is full after as many tokens as bring this much of the text
 * @param chunkEnd where a chunk that reached its limit ends, {@code HARD} if absent
 * @param loops whether loops are looked for, true if absent
 * @param cancelAfter the writer cancels as soon as this much of the text was streamed
 * @param grammar a grammar to ask for in place of the text
 * @param emptyPrompt whether the model gets nothing to go on from
 * @param expect how it must end
 */
public record StopCheck(
        String name,
        String why,
        String writes,
        Optional<Repeats> repeats,
        Optional<String> preceding,
        Optional<List<Stop>> stops,
        Optional<Integer> limit,
        Optional<String> limitAt,
        Optional<Integer> limitPlus,
        Optional<String> windowAt,
        Optional<ChunkEnd> chunkEnd,
        Optional<Boolean> loops,
        Optional<String> cancelAfter,
        Optional<String> grammar,
        Optional<Boolean> emptyPrompt,
        Expected expect) {
    public StopCheck {
        Objects.requireNonNull(name, "A case needs a name");
        Objects.requireNonNull(writes, "A case needs a text that the model writes");
        Objects.requireNonNull(expect, "A case needs an end that is expected");
    }

    /**
     * A repeated text.
     *
     * @param text once; {@code {}} stands for a number that counts up
     * @param times how often
     * @param from the first number
     */
    public record Repeats(String text, int times, Optional<Integer> from) {}

    /**
     * A stop string.
     *
     * @param heading whether it is the beginning of the outline's next heading; otherwise the writer asked for it
     */
    public record Stop(String text, Optional<Boolean> heading) {
        StopString rule() {
            return heading.orElse(false) ? StopString.nextHeading(text) : StopString.writer(text);
        }
    }

    /**
     * How a case must end.
     *
     * @param reason the stop reason
     * @param text all the text
     * @param textBegins how the text begins, where its end depends on the engine
     * @param stop the stop string that matched
     * @param boundary the boundary that was found after the limit
     * @param passage the passage that was repeated
     * @param beganAfter the text up to where the loop began; empty if that lies before the text
     * @param code the code of the failure
     */
    public record Expected(
            StopReason.Type reason,
            Optional<String> text,
            Optional<String> textBegins,
            Optional<String> stop,
            Optional<ChunkEnd> boundary,
            Optional<String> passage,
            Optional<String> beganAfter,
            Optional<String> code) {
        public Expected {
            Objects.requireNonNull(reason, "A case needs a reason that is expected");
        }
    }

    /** All that the model is made to write. */
    String wholeText() {
        StringBuilder text = new StringBuilder(writes);
        repeats.ifPresent(again -> {
            int first = again.from().orElse(1);
            for (int i = 0; i < again.times(); i++) {
                text.append(again.text().replace("{}", Integer.toString(first + i)));
            }
        });
        return text.toString();
    }

    /** Whether it must be known how many tokens bring how much of the text. */
    boolean needsTokenPlaces() {
        return limitAt.isPresent() || windowAt.isPresent();
    }
}
