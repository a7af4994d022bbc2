package dev.longhand.project.format;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopOrigin;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.ArrayList;
import java.util.List;

/** What was asked of an engine, and its numbers, as JSON. */
final class EngineJson {
    private EngineJson() {}

    static JsonTree.Members of(Sampling sampling) {
        return JsonTree.Members.with()
                .real("temperature", sampling.temperature())
                .number("topK", sampling.topK())
                .real("topP", sampling.topP())
                .real("minP", sampling.minP())
                .real("repeatPenalty", sampling.repeatPenalty())
                .number("repeatLastTokens", sampling.repeatLastTokens())
                .build();
    }

    static Sampling sampling(Fields from) throws FormatException {
        double temperature = from.real("temperature");
        int topK = from.whole("topK");
        double topP = from.real("topP");
        double minP = from.real("minP");
        double repeatPenalty = from.real("repeatPenalty");
        int repeatLastTokens = from.whole("repeatLastTokens");
        return from.made(() -> new Sampling(temperature, topK, topP, minP, repeatPenalty, repeatLastTokens));
    }

    static JsonTree.Members of(StopRules rules) {
        return JsonTree.Members.with()
                .elements("stopStrings", rules.stopStrings().stream().map(EngineJson::of).toList())
                .number("tokenLimit", rules.tokenLimit())
                .number("minimumTokens", rules.minimumTokens())
                .name("chunkEnd", rules.chunkEnd())
                .member("loops", of(rules.loops()))
                .build();
    }

    static StopRules stopRules(Fields from) throws FormatException {
        List<StopString> stopStrings = new ArrayList<>();
        for (Fields string : from.objects("stopStrings")) {
            stopStrings.add(stopString(string));
        }
        int tokenLimit = from.whole("tokenLimit");
        int minimumTokens = from.whole("minimumTokens");
        ChunkEnd chunkEnd = from.name("chunkEnd", ChunkEnd.class);
        LoopRule loops = loopRule(from.object("loops"));
        return from.made(() -> new StopRules(stopStrings, tokenLimit, minimumTokens, chunkEnd, loops));
    }

    static JsonTree.Members of(StopString string) {
        return JsonTree.Members.with()
                .text("text", string.text())
                .name("origin", string.origin())
                .flag("headingOnly", string.headingOnly())
                .build();
    }

    static StopString stopString(Fields from) throws FormatException {
        String text = from.text("text");
        StopOrigin origin = from.name("origin", StopOrigin.class);
        boolean headingOnly = from.flag("headingOnly");
        return from.made(() -> new StopString(text, origin, headingOnly));
    }

    static JsonTree.Members of(LoopRule rule) {
        return JsonTree.Members.with()
                .flag("enabled", rule.enabled())
                .number("longestUnit", rule.longestUnit())
                .number("repeats", rule.repeats())
                .number("passage", rule.passage())
                .number("countingLength", rule.countingLength())
                .number("countingLinesLength", rule.countingLinesLength())
                .number("countingTableLength", rule.countingTableLength())
                .build();
    }

    static LoopRule loopRule(Fields from) throws FormatException {
        boolean enabled = from.flag("enabled");
        int longestUnit = from.whole("longestUnit");
        int repeats = from.whole("repeats");
        int passage = from.whole("passage");
        int length = from.whole("countingLength");
        int linesLength = from.whole("countingLinesLength");
        int tableLength = from.whole("countingTableLength");
        return from.made(
                () -> new LoopRule(enabled, longestUnit, repeats, passage, length, linesLength, tableLength));
    }

    static JsonTree.Members of(TokenCount count) {
        return JsonTree.Members.with()
                .number("value", count.value())
                .flag("exact", count.exact())
                .build();
    }

    static TokenCount tokenCount(Fields from) throws FormatException {
        return new TokenCount(from.whole("value", 0), from.flag("exact"));
    }

    static JsonTree.Members of(TokenUsage usage) {
        return JsonTree.Members.with()
                .member("prompt", of(usage.prompt()))
                .member("reused", of(usage.reused()))
                .member("evaluated", of(usage.evaluated()))
                .member("generated", of(usage.generated()))
                .build();
    }

    static TokenUsage usage(Fields from) throws FormatException {
        TokenCount prompt = tokenCount(from.object("prompt"));
        TokenCount reused = tokenCount(from.object("reused"));
        TokenCount evaluated = tokenCount(from.object("evaluated"));
        TokenCount generated = tokenCount(from.object("generated"));
        return from.made(() -> new TokenUsage(prompt, reused, evaluated, generated));
    }

    static JsonTree.Members of(Timings timings) {
        return JsonTree.Members.with()
                .real("promptMillis", timings.promptMillis())
                .real("firstTokenMillis", timings.firstTokenMillis())
                .real("generationMillis", timings.generationMillis())
                .build();
    }

    static Timings timings(Fields from) throws FormatException {
        return new Timings(
                from.real("promptMillis"), from.real("firstTokenMillis"), from.real("generationMillis"));
    }

    /**
     * A text's tokens: their ids, and for each how many characters of the text it completes.
     *
     * @param known text that the reader has already; the tokens' own text is written only if it is another
     */
    static JsonTree.Members of(TokenizedText tokens, String known) {
        JsonTree.Builder members = JsonTree.Members.with();
        if (!tokens.text().equals(known)) {
            members.text("text", tokens.text());
        }
        int[] lengths = tokens.ends();
        for (int i = lengths.length - 1; i > 0; i--) {
            lengths[i] -= lengths[i - 1];
        }
        return members.member("ids", new JsonTree.Ints(tokens.ids().toArray()))
                .member("lengths", new JsonTree.Ints(lengths))
                .build();
    }

    static TokenizedText tokens(Fields from, String known) throws FormatException {
        String text = from.optionalText("text").orElse(known);
        TokenIds ids = TokenIds.of(from.ints("ids"));
        int[] ends = from.ints("lengths").clone();
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += ends[i];
            if (end > text.length()) {
                throw from.wrong("lengths", "must not go beyond the end of the text");
            }
            ends[i] = (int) end;
        }
        return from.made(() -> new TokenizedText(text, ids, ends));
    }
}
