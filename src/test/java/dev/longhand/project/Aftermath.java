package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.engine.StopReason;
import dev.longhand.project.FaultySession.Promise;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A disk that was left by a process, and what must be on it.
 *
 * @param beginning what was on it before
 * @param disk as the next process finds it
 * @param states what the document was like, one after another
 * @param theirs what another program wrote into the Markdown file, in this order
 */
record Aftermath(
        Beginning beginning, MemoryDisk disk, List<DocumentSnapshot> states, List<String> theirs, Promise promise) {
    private static final Path REPORT = FaultySession.REPORT;

    /** The same after a power cut. */
    Aftermath crashed(long seed) {
        return new Aftermath(beginning, disk.crash(seed), states, theirs, promise);
    }

    /** Opens the document on a disk that works; all that was promised must be there. @return it */
    Optional<DocumentSnapshot> check() throws Exception {
        checkMarkdown(Math.max(0, promise.saved()));
        if (promise.committed() < 0 && !isThere()) {
            return Optional.empty();
        }
        DocumentSnapshot looked = Project.look(REPORT, disk).document().snapshot();
        Writer.Told told = new Writer.Told();
        Writer writer = Writer.opens(disk, REPORT, told);
        DocumentSnapshot found = writer.document().snapshot();
        told.problems.forEach(problem -> assertThat(problem).isNull());
        Stream.concat(told.notices.stream(), writer.project().notices().stream()).forEach(notice -> {
            Sentences.check(notice.code().name(), notice.sentence());
            // A power cut may tear a line so that it looks like one with a damaged byte.
            assertThat(notice.code()).as(notice.sentence()).isNotEqualTo(Notice.Code.SET_ASIDE);
        });
        checkDocument(found);
        checkTheirs(found);
        writer.closes();
        if (!found.text().isEmpty()) {
            assertThat(disk.text(REPORT)).isEqualTo(markdown(found));
        }
        assertThat(disk.open()).as("open files").isZero();
        checkNames();
        checkReplaced();
        if (theirs.isEmpty()) {
            assertThat(reduced(looked)).as("looked at").isEqualTo(reduced(found));
        }
        checkOpensAsItIs(found);
        return Optional.of(found);
    }

    private boolean isThere() {
        try {
            Project.look(REPORT, disk);
            return true;
        } catch (FileProblem gone) {
            assertThat(gone.code()).isEqualTo("FILE-GONE");
            return false;
        }
    }

    private void checkMarkdown(int from) throws Exception {
        if (promise.saved() < 0 && disk.status(REPORT).isEmpty()) {
            return;
        }
        Set<String> whole = states.subList(Math.min(from, states.size()), states.size()).stream()
                .map(Aftermath::markdown)
                .collect(Collectors.toSet());
        whole.addAll(theirs);
        if (promise.saved() < 0) {
            beginning.markdown().ifPresent(whole::add);
        }
        assertThat(whole).as("whole texts").contains(disk.text(REPORT));
    }

    private void checkDocument(DocumentSnapshot found) {
        List<String> possible = new ArrayList<>();
        for (DocumentSnapshot state : states.subList(Math.max(0, promise.committed()), states.size())) {
            possible.addAll(merged(reduced(state)));
        }
        if (promise.committed() < 0) {
            possible.add(reduced(found)); // Nothing was promised.
        }
        assertThat(possible).as("what was promised, or came later").contains(reduced(found));
        promise.streamed().ifPresent(streamed -> {
            List<Candidate> all = found.candidates().getOrDefault(streamed.chunk(), List.of());
            assertThat(all).as("candidates that were streaming").hasSizeGreaterThanOrEqualTo(streamed.number());
            assertThat(all.get(streamed.number() - 1).text()).startsWith(streamed.text());
        });
    }

    /** A state with what another program did since. */
    private List<String> merged(String state) {
        return switch (theirs.size()) {
            case 0 -> List.of(state);
            case 1 -> List.of(titled(state));
            default -> List.of(titled(state), titled(state).replace("By hand", "By foot"));
        };
    }

    private static String titled(String state) {
        return state.startsWith(FaultySession.TITLE) ? state : FaultySession.TITLE + state;
    }

    /** What another program wrote is in the text, or stands whole beside it. */
    private void checkTheirs(DocumentSnapshot found) throws Exception {
        if (theirs.size() < 2 || found.text().contains("By foot")) {
            return;
        }
        List<String> others = new ArrayList<>();
        for (String name : disk.names(FaultySession.FOLDER)) {
            if (name.startsWith("Report (other ")) {
                others.add(disk.text(FaultySession.FOLDER.resolve(name)));
            }
        }
        assertThat(others).as("what was in conflict").contains(theirs.get(1));
    }

    /** The candidates of a document whose name another took are in its sidecar or in that one's backup. */
    private void checkReplaced() throws Exception {
        if (beginning.markdown().isEmpty() || !beginning.states().isEmpty()) {
            return;
        }
        List<String> histories = new ArrayList<>();
        for (String sidecar : List.of("Report.longhand", "Report.longhand.bak")) {
            Path history = FaultySession.FOLDER.resolve(sidecar).resolve("history.jsonl");
            if (disk.status(history).isPresent()) {
                histories.add(disk.text(history));
            }
        }
        assertThat(histories).as("histories").anyMatch(history -> history.contains(Beginning.OLD));
    }

    private void checkNames() throws Exception {
        Set<String> beside = Set.of("Report.md", "Report.md.bak", "Report.longhand", "Report.longhand.bak");
        assertThat(disk.names(FaultySession.FOLDER))
                .allMatch(name -> beside.contains(name) || name.matches("Report \\(other \\d\\)\\.md"));
        Set<String> inside = Set.of(
                "project.json", "project.json.bak", "history.jsonl", "journal.jsonl", "journal.previous.jsonl", "lock");
        List<String> names = disk.names(FaultySession.FOLDER.resolve("Report.longhand"));
        assertThat(names).allMatch(name -> inside.contains(name) || name.matches("text-\\d+\\.md"));
        assertThat(names.stream().filter(name -> name.startsWith("text-"))).as("texts in %s", names).hasSizeBetween(1, 2);
    }

    private void checkOpensAsItIs(DocumentSnapshot found) throws Exception {
        Writer.Told told = new Writer.Told();
        Writer again = Writer.opens(disk, REPORT, told);
        assertThat(again.document().snapshot()).isEqualTo(found);
        assertThat(again.project().notices()).isEmpty();
        again.closes();
        assertThat(told.notices).isEmpty();
    }

    static String markdown(DocumentSnapshot state) {
        return new String(MarkdownText.Style.PLAIN.bytes(state.text()), StandardCharsets.UTF_8);
    }

    /** What counts of a document: its text, and every chunk of which something came, with all that came of it. */
    static String reduced(DocumentSnapshot state) {
        return state.text() + "\n" + state.chunks().stream()
                .filter(chunk -> !whole(state, chunk.id()).isEmpty())
                .map(chunk -> chunk.id() + " " + chunk.status() + " " + chunk.kept() + " " + whole(state, chunk.id()))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> whole(DocumentSnapshot state, int chunk) {
        return state.candidates().getOrDefault(chunk, List.of()).stream()
                .filter(candidate -> !(candidate.stopReason() instanceof StopReason.Interrupted))
                .map(Candidate::text)
                .toList();
    }
}
