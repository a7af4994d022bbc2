package dev.longhand.cli.stops;

import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.StopReason;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares how a case ended with how it had to end.
 *
 * @param heard what came
 * @param rehearsal the text written without rules, where token places matter
 * @param tokens after how many tokens limit or window end the text, where token places matter
 */
record Verdict(StopCheck check, Hearing.Heard heard, Optional<Hearing> rehearsal, int tokens) {
    private static final int LONGEST_QUOTE = 60;

    StopCheckResult result() {
        return new StopCheckResult(inShort(check.expect()), inShort(reason()), difference());
    }

    /** The model wrote something else, though a grammar held it. */
    static StopCheckResult otherText(StopCheck check, String written) {
        return new StopCheckResult(
                inShort(check.expect()),
                "other text",
                Optional.of("The model was held to " + quoted(check.wholeText()) + " and wrote " + quoted(written) + "."));
    }

    private Optional<String> difference() {
        StopCheck.Expected expect = check.expect();
        String text = heard.result().text();
        return Stream.of(
                        when(reason().type() != expect.reason() || !carries(expect), "It ended as " + reason() + "."),
                        differs("The text", text, expect.text().or(this::textAtTokens)),
                        when(
                                !text.startsWith(expect.textBegins().orElse("")),
                                "The text begins with " + quoted(text) + "."),
                        when(
                                !check.wholeText().startsWith(text) && check.grammar().isEmpty(),
                                "The text is not what the model was held to: " + quoted(text) + "."),
                        when(
                                heard.hearing().finishedCalls() != 1,
                                "The end was told " + heard.hearing().finishedCalls() + " times."),
                        differs("What was streamed", heard.hearing().text(), Optional.of(text)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether the reason carries what is expected. */
    private boolean carries(StopCheck.Expected expect) {
        String text = heard.result().text();
        return switch (reason()) {
            case StopReason.StopStringMatched matched ->
                expect.stop().equals(Optional.of(matched.stop().text())) && matched.position() == text.length();
            case StopReason.TokenLimit limit -> limit.boundary().equals(expect.boundary());
            case StopReason.Loop loop ->
                expect.passage().map(loop.passage()::equals).orElse(true)
                        && expect.beganAfter()
                                .map(before -> Math.max(0, loop.beganAt()) == before.length())
                                .orElse(true);
            case StopReason.Failed failed ->
                expect.code().equals(Optional.of(failed.code())) && !failed.message().isBlank();
            default -> true;
        };
    }

    /** A text that ends by a number of tokens ends where the same tokens ended it without rules. */
    private Optional<String> textAtTokens() {
        StopCheck.Expected expect = check.expect();
        boolean byTokens = expect.reason() == StopReason.Type.TOKEN_LIMIT && expect.boundary().isEmpty()
                || expect.reason() == StopReason.Type.CONTEXT_FULL;
        return byTokens && expect.textBegins().isEmpty()
                ? rehearsal.map(written -> written.textAt(tokens))
                : Optional.empty();
    }

    private StopReason reason() {
        GenerationResult result = heard.result();
        return result.stopReason();
    }

    private static Optional<String> when(boolean wrong, String sentence) {
        return wrong ? Optional.of(sentence) : Optional.empty();
    }

    private static Optional<String> differs(String what, String got, Optional<String> expected) {
        return expected.filter(text -> !text.equals(got))
                .map(text -> what + " is " + quoted(got) + " instead of " + quoted(text) + ".");
    }

    private static String inShort(StopCheck.Expected expect) {
        return expect.reason()
                + expect.stop().map(stop -> " " + quoted(stop)).orElse("")
                + expect.boundary().map(boundary -> " " + boundary).orElse("")
                + expect.code().map(code -> " " + code).orElse("");
    }

    private static String inShort(StopReason reason) {
        return reason.type()
                + switch (reason) {
                    case StopReason.StopStringMatched matched -> " " + quoted(matched.stop().text());
                    case StopReason.TokenLimit limit ->
                        limit.boundary().map(boundary -> " " + boundary).orElse("");
                    case StopReason.Failed failed -> " " + failed.code();
                    default -> "";
                };
    }

    /** In quotes, with line feeds as {@code \n}; of a long text the end. */
    private static String quoted(String text) {
        String line = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\"", "\\\"");
        int from = Math.max(0, line.length() - LONGEST_QUOTE);
        from += from > 0 && Character.isLowSurrogate(line.charAt(from)) ? 1 : 0;
        return "\"" + (from > 0 ? "…" : "") + line.substring(from) + "\"";
    }
}
