package dev.longhand.project.state;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Section;
import dev.longhand.core.document.TextEdit;
import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Everything that a sidecar may hold, in every shape that its types allow. Outermost values come by themselves: jqwik
 * would combine the edge cases of all parts, which takes for ever.
 */
public final class StateArbitraries {
    /** What files, encodings and JSON have trouble with. */
    private static final List<String> NASTY = List.of(
            "\0", "\u0001\u001f\u007f\u0085\u009f", "\u2028\u2029", "\ufeff", "\ud800", "\udc00", "x\udbff", "\udfff\ud800y",
            "\ud83d\ude00", "\ud83d\ud83d\ude00\ude00", "\\ud800", "\\", "\"", "\"}]", "\r\n", "\n\n", "\t", "泵站维护手册。", "ﬁ", "\ufffe\uffff");

    private StateArbitraries() {}

    /** A text with any characters at all, halves of surrogate pairs among them. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.chars().all().list().ofMaxSize(8).map(chars -> {
            StringBuilder text = new StringBuilder();
            chars.forEach(text::append);
            return text.toString();
        });
        Arbitrary<String> plain = Arbitraries.strings().alpha().ofMaxLength(20);
        return Arbitraries.oneOf(List.of(any, plain, Arbitraries.of(NASTY)))
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts))
                .withoutEdgeCases();
    }

    /** Any journal entry. */
    public static Arbitrary<JournalEntry> entries() {
        Arbitrary<Integer> chunk = EngineArbitraries.from(1);
        Arbitrary<Integer> number = EngineArbitraries.from(1);
        return Arbitraries.oneOf(List.<Arbitrary<JournalEntry>>of(
                chunks().map(DocumentChange.Opened::new).map(JournalEntry.Changed::new),
                chunk.map(DocumentChange.Withdrawn::new).map(JournalEntry.Changed::new),
                added().map(JournalEntry.Changed::new),
                Combinators.combine(edits().list().ofMaxSize(4), chunks().list().ofMaxSize(3))
                        .as(DocumentChange.Edited::new)
                        .map(JournalEntry.Changed::new),
                Combinators.combine(chunk, number, provenances()).as(JournalEntry.Started::new),
                Combinators.combine(chunk, number, texts(), EngineArbitraries.tokenCounts())
                        .as(JournalEntry.Streamed::new),
                Combinators.combine(hashes().optional(), hashes()).as(JournalEntry.Writing::new),
                settings().map(JournalEntry.Configured::new)))
                .withoutEdgeCases();
    }

    /** Any candidate of any chunk. */
    public static Arbitrary<DocumentChange.Added> added() {
        return Combinators.combine(EngineArbitraries.from(1), candidates()).as(DocumentChange.Added::new).withoutEdgeCases();
    }

    /** Any candidate. */
    public static Arbitrary<Candidate> candidates() {
        return texts().flatMap(text -> Combinators.combine(
                        EngineArbitraries.from(1),
                        Arbitraries.oneOf(List.of(EngineArbitraries.tokens(text), texts().flatMap(EngineArbitraries::tokens)))
                                .optional(),
                        EngineArbitraries.tokenCounts(),
                        stopReasons(),
                        EngineArbitraries.usages(),
                        EngineArbitraries.timings(),
                        provenances(),
                        optional(EngineArbitraries.from(1)))
                .as((number, tokens, kept, reason, usage, timings, provenance, same) ->
                        new Candidate(number, text, tokens, kept, reason, usage, timings, provenance, same)))
                .withoutEdgeCases();
    }

    /** Any provenance. */
    public static Arbitrary<Provenance> provenances() {
        Arbitrary<List<String>> names = texts().list().ofSize(4);
        return Combinators.combine(
                        names,
                        EngineArbitraries.samplings(),
                        EngineArbitraries.longs(),
                        EngineArbitraries.stopRules(),
                        Arbitraries.of(Provenance.Derivation.class),
                        optional(EngineArbitraries.from(1)))
                .as((texts, sampling, seed, rules, derivation, basedOn) -> new Provenance(
                        texts.get(0), texts.get(1), texts.get(2), sampling, seed, rules, texts.get(3), derivation, basedOn))
                .withoutEdgeCases();
    }

    /** Any stop reason. */
    public static Arbitrary<StopReason> stopReasons() {
        Arbitrary<Integer> tokens = EngineArbitraries.from(0);
        return Arbitraries.oneOf(List.<Arbitrary<StopReason>>of(
                Combinators.combine(tokens, texts()).as(StopReason.EndToken::new).optional().map(StopReason.EndOfText::new),
                Combinators.combine(EngineArbitraries.stopStrings(), tokens).as(StopReason.StopStringMatched::new),
                Combinators.combine(tokens, Arbitraries.of(ChunkEnd.class).optional()).as(StopReason.TokenLimit::new),
                Combinators.combine(tokens, tokens, tokens).as(StopReason.ContextFull::new),
                Arbitraries.of(new StopReason.Cancelled()),
                Combinators.combine(texts(), Arbitraries.integers()).as(StopReason.Loop::new),
                Combinators.combine(Arbitraries.longs().between(0, 1L << 40), Arbitraries.integers().between(0, 999_999_999))
                        .as((seconds, nanos) -> new StopReason.TimedOut(Duration.ofSeconds(seconds, nanos))),
                EngineArbitraries.tokenCounts().map(StopReason.Interrupted::new),
                Combinators.combine(texts(), texts()).as(StopReason.Failed::new)))
                .withoutEdgeCases();
    }

    /** Any edit of a text. */
    public static Arbitrary<TextEdit> edits() {
        return Combinators.combine(EngineArbitraries.from(0), texts(), texts()).as(TextEdit::new).withoutEdgeCases();
    }

    /** Any chunk; its section need not be there. */
    public static Arbitrary<Chunk> chunks() {
        return EngineArbitraries.from(1).flatMap(id -> chunks(id, 1_000));
    }

    /** Any chunk of this id in an outline of {@code sections}. */
    public static Arbitrary<Chunk> chunks(int id, int sections) {
        Arbitrary<OptionalInt> section = sections == 0
                ? Arbitraries.just(OptionalInt.empty())
                : optional(Arbitraries.integers().between(0, sections - 1));
        return Combinators.combine(
                        section,
                        Arbitraries.of(ChunkKind.class),
                        EngineArbitraries.from(1),
                        texts(),
                        places(),
                        Arbitraries.of(Chunk.Status.class),
                        EngineArbitraries.from(1),
                        EngineArbitraries.from(0))
                .as((where, kind, asked, direction, place, status, kept, outdated) -> new Chunk(
                        id, where, kind, asked, direction, place, status,
                        status == Chunk.Status.KEPT ? OptionalInt.of(kept) : OptionalInt.empty(), outdated))
                .withoutEdgeCases();
    }

    /** Any place in a text. */
    public static Arbitrary<Place> places() {
        return EngineArbitraries.from(0).list().ofSize(3).map(positions -> {
            List<Integer> sorted = positions.stream().sorted().toList();
            return new Place(sorted.get(0), sorted.get(1), sorted.get(2));
        });
    }

    /** Any brief. */
    public static Arbitrary<Brief> briefs() {
        return Combinators.combine(
                        texts().filter(title -> !title.isBlank()),
                        texts(),
                        texts(),
                        texts(),
                        texts().list().ofMaxSize(3),
                        Arbitraries.of(Language.class))
                .as(Brief::new)
                .withoutEdgeCases();
    }

    /** Any outline. */
    public static Arbitrary<Outline> outlines() {
        Arbitrary<String> headings =
                texts().map(text -> text.replaceAll("[\\n\\r]", " ")).filter(text -> !text.isBlank());
        return Combinators.combine(headings, texts(), optional(EngineArbitraries.from(1)))
                .as(Section::new)
                .list()
                .ofMaxSize(4)
                .map(Outline::new)
                .withoutEdgeCases();
    }

    /** Any settings. */
    public static Arbitrary<ProjectSettings> settings() {
        Arbitrary<DraftTarget> targets = Combinators.combine(
                        EngineArbitraries.from(1), Arbitraries.of(DraftTarget.Unit.class))
                .as(DraftTarget::new);
        return Combinators.combine(
                        texts().optional(),
                        optional(EngineArbitraries.from(1)),
                        Arbitraries.of(DraftShape.class),
                        targets.optional(),
                        Arbitraries.of(AtEnd.class),
                        draftSettings())
                .as(ProjectSettings::new)
                .withoutEdgeCases();
    }

    private static Arbitrary<DraftSettings> draftSettings() {
        return Combinators.combine(
                        EngineArbitraries.samplings(),
                        EngineArbitraries.longs(),
                        EngineArbitraries.from(1),
                        Arbitraries.of(ChunkEnd.class),
                        texts().list().ofMaxSize(3),
                        EngineArbitraries.loopRules())
                .as(DraftSettings::new);
    }

    /** Any content's hash. */
    public static Arbitrary<ContentHash> hashes() {
        return Arbitraries.integers().map(i -> ContentHash.of(Integer.toString(i)));
    }

    static Arbitrary<OptionalInt> optional(Arbitrary<Integer> numbers) {
        return numbers.optional().map(o -> o.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /** An optional hash, as a checkpoint has it. */
    public static Arbitrary<Optional<ContentHash>> optionalHashes() {
        return hashes().optional();
    }
}
