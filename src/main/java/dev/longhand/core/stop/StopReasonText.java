package dev.longhand.core.stop;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopOrigin;
import dev.longhand.core.engine.StopReason;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Stop reasons in words for people. The words stand in {@code StopReasonText.properties}. Thread-safe. */
public final class StopReasonText {
    /** English, the language of the command line. */
    public static final StopReasonText ENGLISH = new StopReasonText(Locale.ENGLISH);

    private static final int LONGEST_QUOTE = 60;

    private final ResourceBundle words;
    private final Locale locale;

    /** The words of {@code locale}, English where there are none. */
    public StopReasonText(Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                StopReasonText.class.getName(), locale, ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The name of the reason, a few words: "Chunk limit reached". */
    public String name(StopReason reason) {
        return switch (reason) {
            case StopReason.StopStringMatched matched when isNextHeading(matched) -> say("NEXT_HEADING");
            case StopReason.TimedOut timedOut -> say("TIMED_OUT", timedOut.idle().toSeconds());
            default -> say(reason.type().name());
        };
    }

    /** The reason with what it carries, in one line: "Chunk limit reached (1,024 tokens)". */
    public String full(StopReason reason) {
        return switch (reason) {
            case StopReason.EndOfText end when end.token().isPresent() ->
                say("END_OF_TEXT.token", end.token().get().spelling());
            case StopReason.StopStringMatched matched when !isNextHeading(matched) ->
                say("STOP_STRING.full", quoted(matched.stop().text()));
            case StopReason.TokenLimit limit ->
                say("TOKEN_LIMIT." + limit.boundary()
                        .filter(boundary -> boundary != ChunkEnd.HARD)
                        .map(ChunkEnd::name)
                        .orElse("full"), limit.limit());
            case StopReason.ContextFull full ->
                say("CONTEXT_FULL.full", full.window(), full.prompt(), full.generated());
            case StopReason.Loop loop -> say("LOOP.full", quoted(loop.passage()));
            case StopReason.Interrupted interrupted ->
                say("INTERRUPTED.full", interrupted.recovered().toString());
            case StopReason.Failed failed -> say("FAILED.full", failed.code(), failed.message());
            default -> name(reason);
        };
    }

    private static boolean isNextHeading(StopReason.StopStringMatched matched) {
        return matched.stop().origin() == StopOrigin.OUTLINE;
    }

    /** In quotes, on one line: line breaks are shown as {@code \n}, and a long text only begins. */
    private static String quoted(String text) {
        String line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        int most = line.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, line.codePointCount(0, line.length())));
        return "“" + (most < line.length() ? line.substring(0, most) + "…" : line) + "”";
    }

    private String say(String key, Object... carried) {
        return new MessageFormat(words.getString(key), locale).format(carried);
    }
}
