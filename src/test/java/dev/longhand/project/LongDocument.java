package dev.longhand.project;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Section;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Documents as long as they get, and texts as models write them; the same from the same seed. */
final class LongDocument {
    private static final int SECTIONS = 50;
    private static final int VOCABULARY = 150_000;
    private static final List<String> ENGLISH = List.of(
            " the", " pump", " turn", "s", " valve", ".", " water", " in", " slow", "ly", ",", " check", "ing",
            " twice", " a", " day", " and", " press", "ure", " -", " falls", " below", " three", " bar", "’s", ".\n\n");
    private static final List<String> CHINESE =
            List.of("水泵", "每天", "检查", "，", "阀门", "两次", "。", "压力", "低于", "三", "巴", "慢慢", "𠮷", "。\n\n");

    private LongDocument() {}

    /** A document of {@code chunks} kept chunks with {@code candidates} each, {@code tokens} tokens of 4 characters long. */
    static Document of(int chunks, int candidates, int tokens) {
        Random random = new Random(1);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < SECTIONS; i++) {
            sections.add(Section.of("Section " + (i + 1)));
        }
        Document document = new Document(Brief.titled("Pumps"), new Outline(sections));
        for (int i = 0; i < chunks; i++) {
            boolean begins = i * SECTIONS / chunks > (i - 1) * SECTIONS / chunks || i == 0;
            Chunk chunk = document.open(
                    document.text().length(), OptionalInt.of(i * SECTIONS / chunks),
                    begins ? ChunkKind.SECTION : ChunkKind.EXTENSION, tokens, "");
            for (int number = 1; number <= candidates; number++) {
                document.add(chunk.id(), candidate(number, text(random, tokens, 4 * tokens)));
            }
            document.keep(chunk.id(), candidates);
        }
        return document;
    }

    /** Tokens of a text, one piece each; in one of ten texts Chinese ones. */
    static List<String> pieces(Random random, int tokens) {
        List<String> words = random.nextInt(10) == 0 ? CHINESE : ENGLISH;
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            pieces.add(words.get(random.nextInt(words.size())));
        }
        return pieces;
    }

    private static TokenizedText text(Random random, int tokens, int length) {
        TokenizedText.Builder text = new TokenizedText.Builder();
        int rest = length;
        for (String piece : pieces(random, tokens - 1)) {
            text.add(random.nextInt(VOCABULARY), piece);
            rest -= piece.length();
        }
        text.add(random.nextInt(VOCABULARY), "x".repeat(Math.max(1, rest)));
        return text.build();
    }

    static Candidate candidate(int number, TokenizedText text) {
        TokenCount tokens = TokenCount.exactly(text.ids().size());
        TokenUsage usage = new TokenUsage(
                TokenCount.exactly(4_000), TokenCount.exactly(3_900), TokenCount.exactly(100), tokens);
        return new Candidate(
                number, text.text(), Optional.of(text), tokens, new StopReason.EndOfText(Optional.empty()), usage,
                new Timings(812.25, 841.5, 9_214.75), provenance(number, OptionalInt.empty()), OptionalInt.empty());
    }

    static Provenance provenance(long seed, OptionalInt base) {
        return new Provenance(
                "longhand-practice.gguf", "sha256-of-head:1f0c9e6b0a52", "scripted 1", Sampling.STANDARD, seed,
                StopRules.limit(500), "",
                base.isPresent() ? Provenance.Derivation.CONTINUED : Provenance.Derivation.GENERATED, base);
    }
}
