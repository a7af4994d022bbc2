package dev.longhand.project.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million characters in 20,000 lines: whatever was done to them, taking it in is a matter of a second. */
class LargeMergeTest {
    private static final int LINES = 20_000;
    private static final int CHUNKS = 2_000;
    private static final int WORDS_A_LINE = 17;
    /** Of processor time; a comparison without bounds takes minutes. */
    private static final long MOST_MILLISECONDS = 5_000;

    private static final Map<String, Object> FIGURES = new LinkedHashMap<>();

    private enum Change {
        NOTHING, ONE_LINE, SCATTERED_LINES, MOVED_PARTS, EVERYTHING, EVERYTHING_IN_ONE_LINE, TWO_ENDS_OF_ONE_LINE,
        SCATTERED_IN_ONE_LINE, FEW_DIFFERENT_LINES, EVERY_LINE_A_LITTLE, OTHER_LINE_ENDS
    }

    @ParameterizedTest
    @EnumSource
    void takesASecondAtMost(Change change) {
        Random random = new Random(7);
        String base = change == Change.FEW_DIFFERENT_LINES ? fewDifferentLines(random) : prose(random);
        if (change.name().endsWith("ONE_LINE") && change != Change.ONE_LINE) {
            base = base.replace('\n', ' ');
        }
        String theirs = changed(base, change, random);
        String ours = base.substring(0, base.length() / 2) + "written here" + base.substring(base.length() / 2);
        TextMerge.of(base, base, theirs); // the first one finds the code not yet compiled

        long start = processorTime();
        TextMerge merge = TextMerge.of(base, base, theirs);
        long merged = processorTime();
        TextMerge three = TextMerge.of(base, ours, theirs);
        long both = processorTime();
        Document document = new Document(Brief.titled("Long"), new Outline(List.of()), base);
        long opened = processorTime();
        document.reconcile(merge.edits());
        long taken = processorTime();

        assertThat(document.text().toString()).isEqualTo(TextMerge.plain(theirs));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("edits", merge.edits().size());
        figures.put("removed", merge.edits().stream().mapToInt(e -> e.removed().length()).sum());
        figures.put("mergeMs", (merged - start) / 1_000_000);
        figures.put("threeWayMs", (both - merged) / 1_000_000);
        figures.put("conflicts", three.conflicts().size());
        figures.put("reconcileMs", (taken - opened) / 1_000_000);
        FIGURES.put(change.name(), figures);
        assertThat((both - start) / 2_000_000).isLessThan(MOST_MILLISECONDS);
    }

    /** Every chunk has to be looked for in the whole text, as its own text is gone. */
    @ParameterizedTest
    @EnumSource(names = {"SCATTERED_LINES", "MOVED_PARTS", "EVERYTHING"})
    void findsTwoThousandChunksAgain(Change change) {
        Random random = new Random(7);
        Document document = chunks(random);
        String base = document.text().toString();
        String theirs = changed(base, change, random);
        TextMerge merge = TextMerge.of(base, base, theirs);

        long start = processorTime();
        document.reconcile(merge.edits());
        long taken = processorTime();
        int kept = document.keptChunks().size();
        document.undo();
        long undone = processorTime();

        assertThat(document.text().toString()).isEqualTo(base);
        assertThat(document.keptChunks()).hasSize(CHUNKS);
        FIGURES.put(change + " in " + CHUNKS + " chunks", Map.of(
                "edits", merge.edits().size(), "stillKept", kept,
                "reconcileMs", (taken - start) / 1_000_000, "undoMs", (undone - taken) / 1_000_000));
        assertThat((taken - start) / 1_000_000).isLessThan(MOST_MILLISECONDS);
    }

    private static Document chunks(Random random) {
        Document document = new Document(Brief.titled("Long"), new Outline(List.of()));
        for (int i = 0; i < CHUNKS; i++) {
            Chunk chunk = document.open(
                    document.text().length(), OptionalInt.empty(), ChunkKind.CONTINUATION, 100, "");
            String text = IntStream.range(0, LINES / 2 / CHUNKS)
                    .mapToObj(l -> line(random) + "\n").collect(Collectors.joining());
            document.add(chunk.id(), new Candidate(
                    1, text, Optional.empty(), TokenCount.exactly(text.length()),
                    new StopReason.EndOfText(Optional.empty()), TokenUsage.NONE, Timings.NONE,
                    new Provenance("m", "f", "e", Sampling.STANDARD, 1, StopRules.limit(10), "",
                            Provenance.Derivation.GENERATED, OptionalInt.empty()),
                    OptionalInt.empty()));
            document.keep(chunk.id(), 1);
        }
        return document;
    }

    @AfterAll
    static void record() {
        Endurance.record("large-merge", FIGURES);
    }

    /** Of this thread, in nanoseconds: the test may share the machine. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String changed(String base, Change change, Random random) {
        String[] lines = base.split("(?<=\n)");
        return switch (change) {
            case NOTHING -> base;
            case ONE_LINE -> base.substring(0, 600_000) + "typo" + base.substring(600_001);
            case SCATTERED_LINES -> {
                for (int i = 0; i < 2_000; i++) {
                    int at = random.nextInt(lines.length);
                    lines[at] = random.nextInt(4) == 0 ? line(random) : lines[at].replaceFirst("\\w+", "changed");
                }
                yield String.join("", lines);
            }
            case MOVED_PARTS -> {
                List<String> all = new ArrayList<>(Arrays.asList(lines));
                for (int i = 0; i < 50; i++) {
                    List<String> part = all.subList(random.nextInt(5_000), 5_200);
                    List<String> moved = List.copyOf(part);
                    part.clear();
                    all.addAll(random.nextInt(all.size()), moved);
                }
                yield String.join("", all);
            }
            case EVERYTHING -> prose(random);
            case EVERYTHING_IN_ONE_LINE -> prose(random).replace('\n', ' ');
            case TWO_ENDS_OF_ONE_LINE -> "new " + base + " new";
            case SCATTERED_IN_ONE_LINE -> {
                StringBuilder out = new StringBuilder(base);
                for (int i = 0; i < 2_000; i++) {
                    out.setCharAt(random.nextInt(out.length()), (char) ('a' + random.nextInt(26)));
                }
                yield out.toString();
            }
            case FEW_DIFFERENT_LINES -> fewDifferentLines(random);
            case EVERY_LINE_A_LITTLE -> base.replace("0", "1");
            case OTHER_LINE_ENDS -> "\uFEFF" + base.replace("\n", "\r\n");
        };
    }

    /** Every second line is empty; a thousand words come back all the time. */
    private static String prose(Random random) {
        return IntStream.range(0, LINES / 2).mapToObj(i -> line(random) + "\n").collect(Collectors.joining());
    }

    private static String line(Random random) {
        return random.ints(WORDS_A_LINE, 0, 1_000).mapToObj(w -> "word" + w).collect(Collectors.joining(" ")) + ".\n";
    }

    private static String fewDifferentLines(Random random) {
        return random.ints(LINES, 0, 10).mapToObj(i -> "This line comes back again and again, with the number " + i + "\n")
                .collect(Collectors.joining());
    }
}
