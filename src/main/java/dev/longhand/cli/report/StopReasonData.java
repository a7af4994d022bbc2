package dev.longhand.cli.report;

import dev.longhand.core.engine.StopReason;
import dev.longhand.core.stop.StopReasonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stop reason as data: its type, its words, and what it carries. */
final class StopReasonData {
    private StopReasonData() {}

    static Map<String, Object> of(StopReason reason) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", reason.type().name());
        data.put("words", StopReasonText.ENGLISH.name(reason));
        switch (reason) {
            case StopReason.EndOfText end -> end.token().ifPresent(token -> {
                data.put("tokenId", token.id());
                data.put("token", token.spelling());
            });
            case StopReason.StopStringMatched matched -> {
                data.put("string", matched.stop().text());
                data.put("origin", matched.stop().origin().name());
                data.put("position", matched.position());
            }
            case StopReason.TokenLimit limit -> {
                data.put("limit", limit.limit());
                limit.boundary().ifPresent(boundary -> data.put("boundary", boundary.name()));
            }
            case StopReason.ContextFull full -> {
                data.put("window", full.window());
                data.put("prompt", full.prompt());
                data.put("generated", full.generated());
            }
            case StopReason.Cancelled cancelled -> {}
            case StopReason.Loop loop -> {
                data.put("passage", loop.passage());
                data.put("beganAt", loop.beganAt());
            }
            case StopReason.TimedOut timedOut -> data.put("idleMillis", timedOut.idle().toMillis());
            case StopReason.Interrupted interrupted -> data.put("recovered", interrupted.recovered().value());
            case StopReason.Failed failed -> {
                data.put("code", failed.code());
                data.put("message", failed.message());
            }
        }
        return data;
    }
}
