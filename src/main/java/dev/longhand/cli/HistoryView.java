package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the candidates of chunks: how each came to be, its numbers, and which of them is kept. */
final class HistoryView {
    private final Document document;
    private final int chunkTokens;
    private final LiveLine live;

    /** @param chunkTokens the chunk limit that the writer set */
    HistoryView(Document document, int chunkTokens, LiveLine live) {
        this.document = document;
        this.chunkTokens = chunkTokens;
        this.live = live;
    }

    /** A line for the chunk and one for each of its candidates. */
    void show(Chunk chunk) {
        head(chunk);
        document.candidates(chunk.id()).forEach(candidate -> line(chunk, candidate));
    }

    /** As {@link #show}, with every candidate's text. */
    void showWhole(Chunk chunk) {
        head(chunk);
        for (Candidate candidate : document.candidates(chunk.id())) {
            line(chunk, candidate);
            text(candidate.text());
        }
        if (ReplacedText.wasEdited(document, chunk)) {
            live.print("     in the document, edited:");
            text(document.textOf(chunk));
        }
    }

    private void head(Chunk chunk) {
        List<String> parts = new ArrayList<>();
        parts.add("%3d  %s".formatted(chunk.id(), ChunkText.padded(ChunkText.heading(document, chunk))));
        parts.add(chunk.kept().isPresent()
                ? "candidate " + chunk.kept().getAsInt() + " is kept"
                : chunk.status().name().toLowerCase(Locale.ROOT));
        if (ReplacedText.wasEdited(document, chunk)) {
            parts.add("and edited");
        }
        if (chunk.isWrittenAfterAnotherText()) {
            parts.add("(written after another text)");
        }
        live.print(parts);
    }

    private void line(Chunk chunk, Candidate candidate) {
        Provenance how = candidate.provenance();
        boolean isKept = chunk.kept().isPresent() && chunk.kept().getAsInt() == candidate.number();
        double speed = Timings.perSecond(
                candidate.usage().generated().value(), candidate.timings().generationMillis());
        List<String> parts = new ArrayList<>();
        parts.add("  %s %3d  %6s tokens of %s generated, %s tokens/s;".formatted(
                isKept ? "*" : " ", candidate.number(), Numbers.count(candidate.keptTokens()),
                Numbers.count(candidate.usage().generated()), Numbers.tenths(speed)));
        parts.add(LimitText.reason(chunk, candidate, chunkTokens) + ";");
        parts.add("prompt %s, %s reused;".formatted(
                Numbers.count(candidate.usage().prompt()), Numbers.count(candidate.usage().reused())));
        parts.add("seed %d, %s, %s%s".formatted(how.seed(), how.model(), how.engine(), from(candidate)));
        if (!how.direction().isBlank()) {
            parts.add("; direction: " + how.direction());
        }
        live.print(parts);
    }

    private static String from(Candidate candidate) {
        Provenance how = candidate.provenance();
        String made = how.derivation() == Derivation.GENERATED || how.basedOn().isEmpty()
                ? ""
                : "; " + how.derivation().name().toLowerCase(Locale.ROOT) + " from candidate " + how.basedOn().getAsInt();
        return candidate.sameTextAs().isPresent()
                ? made + "; the same text as candidate " + candidate.sameTextAs().getAsInt()
                : made;
    }

    private void text(String text) {
        live.print("");
        text.lines().forEach(live::print);
        live.print("");
    }
}
