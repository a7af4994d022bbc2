package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out what one generation needs from the order, the settings and the text around its place. */
record DraftRequest(
        Document document, DraftSettings settings, Chunk chunk, ChunkOrder order, Optional<Candidate> base) {

    /** The writer's stop strings and, in a section, the beginnings of the headings that are not the model's to write. */
    StopRules stopRules() {
        List<StopString> strings = new ArrayList<>();
        settings.stopStrings().forEach(text -> strings.add(StopString.writer(text)));
        if (chunk.section().isPresent()) {
            strings.add(StopString.nextHeading("# "));
            strings.add(StopString.nextHeading("## "));
        }
        return new StopRules(strings, order.limit(), order.minimum(), settings.chunkEnd(), settings.loops());
    }

    /** What the candidate already has, as it was sampled. */
    List<PromptPart> begun() {
        return base.map(candidate -> candidate.tokens().isPresent()
                        ? candidate.tokens().get().parts()
                        : text(candidate.text()))
                .orElse(List.of());
    }

    private static List<PromptPart> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new PromptPart.Text(text));
    }

    /** At most {@code most} characters that stand before the text to come. */
    String precedingText(int most) {
        int start = chunk.place().start();
        int from = Math.max(0, start - most);
        String all = document.text().substring(from, start)
                + document.leadFor(chunk)
                + base.map(Candidate::text).orElse("");
        int cut = Math.max(0, all.length() - most);
        return Character.isLowSurrogate(all.isEmpty() ? ' ' : all.charAt(cut)) ? all.substring(cut + 1)
                : all.substring(cut);
    }
}
