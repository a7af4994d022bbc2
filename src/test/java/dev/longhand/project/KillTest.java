package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.StopReason;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed again and again while a writer works on a document of 1,000,000 characters. Afterwards the
 * document must be as it was after some step of the writer's: not before the last that was safe, nor more than a second
 * before the end.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class KillTest {
    private static final int KILLS = Endurance.full() ? 1_000 : 20;
    /** How long typed text may be in memory only. */
    private static final long SECOND = 1_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("longhand.seed", 4));
    private final Map<String, Integer> figures = new HashMap<>();
    private long longestLag;

    /**
     * What is known of a process that was killed.
     *
     * @param steps when each step began, in milliseconds of the clock
     * @param safe the last step that is certain
     * @param unfinished the steps that asked for files to be written which were not when the process ended
     */
    private record Witness(List<Long> steps, int safe, SortedSet<Integer> unfinished, List<String> wrong) {
        static Witness of(Path file) throws Exception {
            String text = Files.exists(file) ? Files.readString(file) : "";
            List<Long> steps = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            SortedSet<Integer> unfinished = new TreeSet<>();
            int safe = 0;
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "asked" -> unfinished.add(Integer.parseInt(words[1]));
                    case "safe" -> {
                        safe = Math.max(safe, Integer.parseInt(words[1]));
                        unfinished.remove(Integer.parseInt(words[1]));
                    }
                    case "wrong" -> wrong.add(words[1]);
                    default -> steps.add(Long.parseLong(words[1]));
                }
            }
            return new Witness(steps, safe, unfinished, wrong);
        }

        /**
         * The step before which nothing may be lost when the process was killed at {@code time}. While files are being
         * written the journal waits for them.
         */
        int due(long time) {
            long end = unfinished.isEmpty() ? time : Math.min(time, steps.get(unfinished.first() - 1));
            int old = (int) steps.stream().filter(began -> began < end - SECOND).count();
            // The last of them may have begun, and not have come to the document.
            return Math.max(safe, old - 1);
        }
    }

    @Test
    void nothingKeptIsLostAndOfWhatIsTypedAtMostTheLastSecond() throws Exception {
        Path file = folder.resolve("Long.md");
        Document document = LongDocument.of(500, 1, 500);
        assertThat(document.text().length()).isGreaterThan(1_000_000);
        try (Project created = Project.create(file, document, ProjectSettings.STANDARD, workplace())) {
            created.checkpointNow();
        }
        DocumentSnapshot before = document.snapshot();
        WriterProcess next = WriterProcess.start();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                WriterProcess process = next;
                // The next one starts meanwhile.
                next = WriterProcess.start();
                before = survives(file, before, process, kill);
            }
        } finally {
            next.close();
        }
        Map<String, Object> all = new HashMap<>(figures);
        all.put("kills", KILLS);
        all.put("longestLagMillis", longestLag);
        Endurance.record("kill", all);
    }

    private DocumentSnapshot survives(Path file, DocumentSnapshot before, WriterProcess process, int kill)
            throws Exception {
        long seed = random.nextLong();
        Path witnessed = folder.resolve("witness-" + kill);
        process.works(file, seed, witnessed);
        assertThat(process.line()).isEqualTo("opening");
        assertThat(process.line()).isEqualTo("begun");
        assertThat(process.goesOnFor(moment(kill))).isTrue();
        long killed = System.currentTimeMillis();
        process.close();
        if (kill % 5 == 4) {
            killsWhileItOpens(file);
        }
        Witness witness = Witness.of(witnessed);
        assertThat(witness.wrong()).isEmpty();
        try (Project project = Project.open(file, workplace())) {
            DocumentSnapshot after = project.document().snapshot();
            assertThat(project.notices())
                    .extracting(Notice::code)
                    .isSubsetOf(Notice.Code.RECOVERED, Notice.Code.INTERRUPTED);
            checkSteps(before, after, seed, witness, killed, "kill " + kill + " of seed " + seed);
            String text = after.text();
            assertThat(Files.readString(file)).isEqualTo(text.endsWith("\n") ? text : text + "\n");
            checkFiles();
            return after;
        } finally {
            Files.delete(witnessed);
        }
    }

    /** Mostly soon, so that many are in the middle of something; some only after a second, so that text becomes old. */
    private Duration moment(int kill) {
        return Duration.ofMillis(kill % 4 == 3 ? 1_100 + random.nextInt(900) : random.nextInt(500));
    }

    private void killsWhileItOpens(Path file) throws Exception {
        try (WriterProcess process = WriterProcess.start()) {
            process.opens(file);
            assertThat(process.line()).isEqualTo("opening");
            process.goesOnFor(Duration.ofMillis(random.nextInt(600)));
        }
    }

    private void checkSteps(
            DocumentSnapshot before, DocumentSnapshot after, long seed, Witness witness, long killed, String which)
            throws Exception {
        int due = witness.due(killed);
        Document document = Document.of(before);
        SeededWriter writer = new SeededWriter(document, new DraftListener() {}, SeededWriter.Files.NONE, seed);
        Optional<SeededWriter.Running> atDue = Optional.empty();
        Optional<SeededWriter.Running> found = Optional.empty();
        int last = -1;
        for (int step = 0; step <= witness.steps().size(); step++) {
            if (step > 0) {
                writer.step();
            }
            if (step == due) {
                atDue = writer.running();
            }
            if (step >= witness.safe()
                    && settled(after, writer.running()).equals(settled(document.snapshot(), Optional.empty()))) {
                last = step;
                found = writer.running();
            }
        }
        assertThat(last).as("%s: the step after which the document stands", which).isBetween(due, witness.steps().size());
        Optional<SeededWriter.Running> running = found;
        int streamed = atDue.filter(d -> running.filter(r -> isSame(r, d)).isPresent())
                .map(SeededWriter.Running::streamed)
                .orElse(0);
        interrupted(after, running)
                .ifPresentOrElse(candidate -> {
                    int tokens = candidate.usage().generated().value();
                    assertThat(tokens).as(which).isBetween(Math.max(1, streamed), running.orElseThrow().pieces().size());
                    assertThat(candidate.text()).as(which).isEqualTo(running.orElseThrow().text(tokens));
                    count("interrupted");
                }, () -> assertThat(streamed).as("%s: tokens of a candidate that is gone", which).isZero());
        if (last < witness.steps().size()) {
            longestLag = Math.max(longestLag, killed - witness.steps().get(last));
            count("withTheLastMomentLost");
        }
        figures.merge("steps", witness.steps().size(), Integer::sum);
    }

    private static boolean isSame(SeededWriter.Running one, SeededWriter.Running other) {
        return one.chunk() == other.chunk() && one.number() == other.number();
    }

    private static Optional<Candidate> interrupted(DocumentSnapshot document, Optional<SeededWriter.Running> running) {
        return running.map(r -> document.candidates().getOrDefault(r.chunk(), List.of()))
                .filter(all -> all.size() == running.orElseThrow().number())
                .map(List::getLast)
                .filter(candidate -> candidate.stopReason() instanceof StopReason.Interrupted);
    }

    /** A document without the candidate that came of a running generation, and without chunks that wait for their first. */
    private static DocumentSnapshot settled(DocumentSnapshot document, Optional<SeededWriter.Running> running) {
        Map<Integer, List<Candidate>> candidates = new HashMap<>(document.candidates());
        interrupted(document, running).ifPresent(candidate -> {
            List<Candidate> all = document.candidates().get(running.orElseThrow().chunk());
            candidates.put(running.orElseThrow().chunk(), all.subList(0, all.size() - 1));
        });
        candidates.values().removeIf(List::isEmpty);
        List<Chunk> chunks = document.chunks().stream()
                .filter(c -> c.status() != Chunk.Status.OPEN || candidates.containsKey(c.id()))
                .toList();
        return new DocumentSnapshot(
                document.brief(), document.outline(), document.paragraphs(), chunks, document.lastChunk(), candidates);
    }

    private void checkFiles() throws Exception {
        assertThat(names(folder)).allMatch(name -> name.matches("Long\\.md(\\.bak)?|Long\\.longhand|witness-\\d+"));
        assertThat(names(folder.resolve("Long.longhand")))
                .allMatch(name -> name.matches(
                        "lock|history\\.jsonl|project\\.json(\\.bak)?|journal(\\.previous)?\\.jsonl|text-\\d+\\.md"))
                .filteredOn(name -> name.startsWith("text-"))
                .hasSizeLessThanOrEqualTo(2);
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static Workplace workplace() {
        return Workplace.of(Runnable::run, ProjectListener.NONE, "Longhand test").withPatience(Duration.ofSeconds(5));
    }

    private void count(String what) {
        figures.merge(what, 1, Integer::sum);
    }
}
