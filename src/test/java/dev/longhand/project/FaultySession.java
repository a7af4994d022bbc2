package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes a document on a disk on which something fails, and remembers what was promised: what every call
 * that returned as it should made safe. One thread is the owner of the document.
 */
final class FaultySession implements ProjectListener {
    static final Path FOLDER = Path.of("/texts").toAbsolutePath();
    static final Path REPORT = FOLDER.resolve("Report.md");
    static final String TITLE = "# Pumps\n\n";
    static final String TYPED = "By hand.";

    private final MemoryDisk memory;
    private final FaultyDisk disk;
    /** How often something is asked for that fails; the last time it must not fail. 0 if it may fail for ever. */
    private int tries;

    private final Beginning beginning;
    private final Lasting lasting;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<FileProblem> problems = new ArrayList<>();
    private final List<DocumentSnapshot> states = new ArrayList<>();
    private final List<String> theirs = new ArrayList<>();
    private Promise promise;
    private Optional<Streamed> running = Optional.empty();
    private Optional<Aftermath> atFirstFailure = Optional.empty();
    private @Nullable Writer writer;

    /** How long what fails goes on failing. */
    enum Lasting {
        ONCE,
        UNTIL_MENDED,
        FOR_GOOD
    }

    /** The text that had come of a candidate. */
    record Streamed(int chunk, int number, String text) {}

    /**
     * What must be there, whatever happens.
     *
     * @param committed index of the state that is safe, at least; -1 if nothing is
     * @param saved index of the state that the Markdown file has, at least; -1 if it was never written
     * @param streamed what is safe of a generation under way
     */
    record Promise(int committed, int saved, Optional<Streamed> streamed) {}

    FaultySession(Beginning beginning, MemoryDisk memory, FaultyDisk disk, Lasting lasting) {
        this.beginning = beginning;
        this.memory = memory;
        this.disk = disk;
        this.lasting = lasting;
        this.tries = lasting == Lasting.ONCE ? 2 : 0;
        this.states.addAll(beginning.states());
        this.promise = new Promise(states.size() - 1, -1, beginning.streamed());
    }

    /** Something done to files. */
    interface Step {
        void run() throws FileProblem, InUseException;
    }

    @Override
    public void failing(FileProblem problem) {
        heard(problem);
    }

    @Override
    public void noticed(Notice notice) {
        Sentences.check(notice.code().name(), notice.sentence());
    }

    private void heard(FileProblem problem) {
        problems.add(problem);
        if (isDead(problem)) {
            return; // Nobody hears it.
        }
        Sentences.check(problem.code(), problem.sentence());
        if (problem.getCause() != null) {
            assertThat(problem.getCause()).as(problem.sentence()).isInstanceOf(IOException.class).hasNoCause();
        }
    }

    private static boolean isDead(@Nullable Throwable thrown) {
        return thrown != null && (thrown instanceof FaultyDisk.ProcessDied || isDead(thrown.getCause()));
    }

    /** Whether a document is open. */
    boolean isOpen() {
        return writer != null;
    }

    Writer writer() {
        return Objects.requireNonNull(writer);
    }

    Document document() {
        return writer().document();
    }

    /** What has happened until now, and what of it is safe. */
    Aftermath now() {
        List<DocumentSnapshot> all = new ArrayList<>(states);
        if (isOpen()) {
            all.add(document().snapshot()); // A merge may have changed it.
        }
        return new Aftermath(beginning, memory.kill(), all, List.copyOf(theirs), promise);
    }

    /** How it was when something failed for the first time, as soon as that call had returned. */
    Optional<Aftermath> atFirstFailure() {
        return atFirstFailure;
    }

    /** How often somebody was told of a failure. */
    int problems() {
        return problems.size();
    }

    /** The disk works again, if it does not fail for good. */
    void mends() {
        if (lasting == Lasting.UNTIL_MENDED) {
            disk.mend();
            tries = 2;
        }
    }

    void creates() {
        opening(() -> Project.create(
                REPORT, new Document(Brief.titled("Pumps"), Writer.OUTLINE), ProjectSettings.STANDARD, workplace()));
    }

    void opens() {
        opening(() -> Project.open(REPORT, workplace()));
    }

    private Workplace workplace() {
        return new Workplace(disk, tasks::add, this, "Longhand test", Duration.ZERO);
    }

    /** Something that opens a document. */
    private interface Door {
        Project open() throws FileProblem, InUseException;
    }

    private void opening(Door door) {
        int before = problems.size();
        done(() -> writer = new Writer(door.open()));
        if (isOpen()) {
            changed();
        }
        if (isOpen() && problems.size() == before) {
            promise = new Promise(states.size() - 1, promise.saved, beginning.streamed());
        }
    }

    /** The document has changed, in memory. */
    private void changed() {
        states.add(document().snapshot());
    }

    /** What the document is now is on the disk if this returns as it should. @return whether it did */
    private boolean commits() {
        boolean safe = done(() -> writer().project().commitNow());
        if (safe) {
            promise = new Promise(states.size() - 1, promise.saved, running.or(beginning::streamed));
        }
        return safe;
    }

    void drafts(int section, String... pieces) {
        Chunk chunk = starts(section);
        streams(chunk, pieces);
        ends(chunk);
    }

    Chunk starts(int section) {
        Chunk chunk = section < 0 ? writer().opensChunk() : writer().opensChunk(section);
        writer().starts(chunk);
        running = Optional.of(new Streamed(chunk.id(), 1, ""));
        changed();
        return chunk;
    }

    void streams(Chunk chunk, String... pieces) {
        for (String piece : pieces) {
            String all = running.orElseThrow().text() + piece;
            writer().streams(piece, all.length());
            running = Optional.of(new Streamed(chunk.id(), 1, all));
        }
    }

    void ends(Chunk chunk) {
        writer().gets(chunk, running.orElseThrow().text());
        running = Optional.empty();
        changed();
        keeps(chunk.id(), 1);
    }

    void rerolls(int chunk, String text) {
        writer().gets(document().chunk(chunk), text);
        changed();
        keeps(chunk, document().candidates(chunk).size());
    }

    void keeps(int chunk, int candidate) {
        document().keep(chunk, candidate);
        changed();
        commits();
    }

    /** Types letter by letter; nothing is promised of it. */
    void types(String text) {
        text.codePoints().forEach(c -> {
            writer().types(Character.toString(c));
            changed();
        });
    }

    void replaces(String what, String with) {
        int at = writer().text().indexOf(what);
        document().edit(at, at + what.length(), with);
        changed();
    }

    void undoes() {
        document().undo();
        changed();
    }

    void saves() {
        writes(() -> writer().project().saveNow());
    }

    void checkpoints() {
        writes(() -> writer().project().checkpointNow());
    }

    private void writes(Step step) {
        boolean written = done(step);
        changed(); // by a merge
        if (written) {
            int last = states.size() - 1;
            // The merge came before the file; what is streamed meanwhile is written with the journal.
            promise = new Promise(last, last, promise.streamed);
        }
    }

    /** Another program puts something at the beginning of the file while the document is open. */
    void isBegunElsewhere(String with) throws IOException {
        if (memory.status(REPORT).isPresent()) {
            theirs.add(with + memory.text(REPORT));
            memory.put(REPORT, theirs.getLast());
        }
    }

    /** Another program changes the file while the document is open. */
    void isReplacedElsewhere(String what, String with) throws IOException {
        if (memory.status(REPORT).isPresent() && memory.text(REPORT).contains(what)) {
            theirs.add(memory.text(REPORT).replace(what, with));
            memory.put(REPORT, theirs.getLast());
        }
    }

    void closes() {
        boolean closed = triedOnce(() -> writer().closes());
        changed();
        int last = states.size() - 1;
        if (closed) {
            promise = new Promise(last, last, beginning.streamed());
        } else if (tries > 0) {
            // The Markdown file may be behind, but the journal could be written.
            promise = new Promise(last, promise.saved, beginning.streamed());
        }
        writer = null;
    }

    private boolean triedOnce(Step step) {
        int before = tries;
        tries = 0;
        boolean done = done(step);
        tries = before;
        return done;
    }

    /** @return whether it was done at last */
    private boolean done(Step step) {
        boolean done = false;
        for (int attempt = 1; !done && attempt <= Math.max(1, tries); attempt++) {
            try {
                step.run();
                done = true;
            } catch (FileProblem problem) {
                heard(problem);
            } catch (InUseException inUse) {
                Sentences.check("IN-USE", inUse.sentence());
            } finally {
                pump();
                if (atFirstFailure.isEmpty() && disk.failed() > 0) {
                    atFirstFailure = Optional.of(now());
                }
            }
        }
        if (tries > 0) {
            assertThat(done).as("done, with %s", problems).isTrue();
        }
        return done;
    }

    private void pump() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
