package dev.longhand.project.format;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** A stop reason as JSON: its type and all that it carries. */
final class StopReasonJson {
    private StopReasonJson() {}

    static JsonTree.Members of(StopReason reason) {
        JsonTree.Builder members = JsonTree.Members.with().name("type", reason.type());
        switch (reason) {
            case StopReason.EndOfText(var token) ->
                token.ifPresent(end -> members.member("token", JsonTree.Members.with()
                        .number("id", end.id())
                        .text("spelling", end.spelling())
                        .build()));
            case StopReason.StopStringMatched(var stop, int position) ->
                members.member("stop", EngineJson.of(stop)).number("position", position);
            case StopReason.TokenLimit(int limit, var boundary) -> {
                members.number("limit", limit);
                boundary.ifPresent(end -> members.name("boundary", end));
            }
            case StopReason.ContextFull(int window, int prompt, int generated) ->
                members.number("window", window).number("prompt", prompt).number("generated", generated);
            case StopReason.Cancelled() -> {}
            case StopReason.Loop(String passage, int beganAt) ->
                members.text("passage", passage).number("beganAt", beganAt);
            case StopReason.TimedOut(Duration idle) -> members.text("idle", idle.toString());
            case StopReason.Interrupted(var recovered) -> members.member("recovered", EngineJson.of(recovered));
            case StopReason.Failed(String code, String message) ->
                members.text("code", code).text("message", message);
        }
        return members.build();
    }

    static StopReason read(Fields from) throws FormatException {
        return switch (from.name("type", StopReason.Type.class)) {
            case END_OF_TEXT ->
                new StopReason.EndOfText(
                        from.has("token") ? Optional.of(endToken(from.object("token"))) : Optional.empty());
            case STOP_STRING ->
                new StopReason.StopStringMatched(
                        EngineJson.stopString(from.object("stop")), from.whole("position"));
            case TOKEN_LIMIT ->
                new StopReason.TokenLimit(from.whole("limit"), from.optionalName("boundary", ChunkEnd.class));
            case CONTEXT_FULL ->
                new StopReason.ContextFull(from.whole("window"), from.whole("prompt"), from.whole("generated"));
            case CANCELLED -> new StopReason.Cancelled();
            case LOOP -> new StopReason.Loop(from.text("passage"), from.whole("beganAt"));
            case TIMED_OUT -> new StopReason.TimedOut(duration(from, "idle"));
            case INTERRUPTED -> new StopReason.Interrupted(EngineJson.tokenCount(from.object("recovered")));
            case FAILED -> new StopReason.Failed(from.text("code"), from.text("message"));
        };
    }

    private static StopReason.EndToken endToken(Fields from) throws FormatException {
        return new StopReason.EndToken(from.whole("id"), from.text("spelling"));
    }

    private static Duration duration(Fields from, String member) throws FormatException {
        try {
            return Duration.parse(from.text(member));
        } catch (DateTimeException | ArithmeticException notOne) {
            throw from.wrong(member, "must be a duration such as PT30S");
        }
    }
}
