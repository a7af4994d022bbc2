package dev.longhand.project;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.journal.Journal;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A document that is open for writing, and its files. Whatever happens to the document goes into its journal by itself,
 * at the latest a second later; the Markdown file is written by {@link #save}. Confined to the owner's thread, as the
 * document is. Nothing waits for the disk except the methods whose name ends with {@code Now}, and {@link #close}.
 */
public final class Project implements AutoCloseable {
    /** After so many entries the journal is rotated, so that opening the document replays little. */
    private static final int ENTRIES_PER_CHECKPOINT = 4_000;

    private final OpenFiles files;
    private final Workplace workplace;
    private final Document document;
    private final Recorder recorder;
    private final Merging merging;
    private final List<Notice> notices;
    private ProjectSettings settings;
    /** What came since the last checkpoint. */
    private int entries;
    /** So many ask for the next one; more after one that failed, so that not every entry asks again. */
    private int enough = ENTRIES_PER_CHECKPOINT;
    private boolean checkpointing;
    private boolean closed;

    Project(
            OpenFiles files, Workplace workplace, Document document, ProjectSettings settings, List<Notice> notices) {
        this.files = files;
        this.workplace = workplace;
        this.document = document;
        this.settings = settings;
        this.notices = List.copyOf(notices);
        this.merging = new Merging(document, files);
        this.recorder = new Recorder(new Recorder.Sink() {
            @Override
            public void append(Supplier<JournalEntry> entry) {
                appended(entry);
            }

            @Override
            public void commit() {
                files.commit();
            }
        });
        document.addListener(recorder);
    }

    /**
     * Opens a document with all that its journal has. A document without a sidecar gets one.
     *
     * @throws FileProblem if it cannot be read, or not be written; nothing has changed then
     * @throws InUseException if it is open elsewhere
     */
    public static Project open(Path markdown, Workplace workplace) throws FileProblem, InUseException {
        return Opening.of(markdown, workplace).open();
    }

    /**
     * Makes a new document at {@code markdown}. What stands there stays until the first {@link #save}, which keeps it as
     * {@code .bak}; the sidecar of an earlier document of that name becomes {@code NAME.longhand.bak}.
     *
     * @throws FileProblem if it cannot be written
     * @throws InUseException if an earlier document of that name is open
     */
    public static Project create(
            Path markdown, Document document, ProjectSettings settings, Workplace workplace)
            throws FileProblem, InUseException {
        return Opening.of(markdown, workplace).create(document, settings);
    }

    /**
     * Looks whether {@link #create} could be done at {@code markdown} just now.
     *
     * @throws FileProblem if the sidecar of an earlier document of that name cannot be used
     * @throws InUseException if that document is open
     */
    public static void checkFree(Path markdown, Disk disk) throws FileProblem, InUseException {
        Opening.of(markdown, new Workplace(disk, Runnable::run, ProjectListener.NONE, "", Duration.ZERO)).checkFree();
    }

    /**
     * Reads a document with all that its journal has. Takes no lock and writes nothing; may be called on any thread.
     *
     * @throws FileProblem if it cannot be read
     */
    public static ReadDocument look(Path markdown, Disk disk) throws FileProblem {
        return ReadDocument.of(disk, DocumentFiles.of(disk, markdown));
    }

    /** Where the document lies, absolute. */
    public Path path() {
        return files.markdown();
    }

    public Document document() {
        return document;
    }

    public ProjectSettings settings() {
        return settings;
    }

    /** Sets what holds from now on. */
    public void settings(ProjectSettings newSettings) {
        if (!newSettings.equals(settings)) {
            settings = newSettings;
            appended(() -> new JournalEntry.Configured(newSettings));
        }
    }

    /** What was found when the document was opened. */
    public List<Notice> notices() {
        return notices;
    }

    /** Writes down what a drafter's model says while it says it; to be the first of the drafter's listeners. */
    public DraftListener recorder() {
        return recorder;
    }

    /** Done when everything that happened until now is on the disk. Fails if the document is closed before it is. */
    public CompletableFuture<Void> commit() {
        return files.commit();
    }

    /** {@link #commit}, waiting for it. @throws FileProblem if it cannot be written; it stays in memory */
    public void commitNow() throws FileProblem {
        unlessLost(files::commitNow);
    }

    /** Something that the journal does while it is there. */
    private interface Request {
        void now() throws FileProblem;
    }

    /** Where the sidecar has gone, or lacks something, only a checkpoint makes anything safe. */
    private void unlessLost(Request request) throws FileProblem {
        try {
            request.now();
        } catch (FileProblem failed) {
            if (!failed.code().equals(Journal.LOST)) {
                throw failed;
            }
            checkpointNow();
        }
    }

    /**
     * Writes the Markdown file. If another program changed it meanwhile, its changes come into the document first, as one
     * action that can be undone.
     *
     * @return done when it is written; fails with a {@link FileProblem} as its cause
     */
    public CompletableFuture<Void> save() {
        return settled(() -> files.save(document.snapshot(), merging.merged()), Merging.MOST_TRIES);
    }

    /** {@link #save}, waiting for it. */
    public void saveNow() throws FileProblem {
        unlessLost(() -> settledNow(() -> OpenFiles.now(files.save(document.snapshot(), merging.merged()))));
    }

    /** Writes the Markdown file and all of the sidecar, so that the next opening has nothing to replay. */
    public CompletableFuture<Void> checkpoint() {
        checkpointing = true;
        int before = entries;
        return settled(this::checkpointed, Merging.MOST_TRIES).whenComplete((done, failed) -> {
            checkpointing = false;
            if (failed == null) {
                isCheckpointed(before);
            }
        });
    }

    /** {@link #checkpoint}, waiting for it. */
    public void checkpointNow() throws FileProblem {
        int before = entries;
        settledNow(() -> OpenFiles.now(checkpointed()));
        isCheckpointed(before);
    }

    private void isCheckpointed(int number) {
        entries -= number;
        enough = ENTRIES_PER_CHECKPOINT;
    }

    /** The sidecar has gone: everything is written again. */
    void lost() {
        if (!closed) {
            checkpoint().whenCompleteAsync((done, failed) -> {
                if (failed != null) {
                    workplace.listener().failing(OpenFiles.problem(failed));
                }
            }, workplace.owner());
        }
    }

    private CompletableFuture<SaveResult> checkpointed() {
        enough = entries + ENTRIES_PER_CHECKPOINT;
        return files.checkpoint(document.snapshot(), merging.merged(), settings, recorder.restated());
    }

    /**
     * Writes everything and gives the document free for others. A generation that was not waited for comes back as an
     * INTERRUPTED candidate. Waits for the disk.
     *
     * @throws FileProblem if the Markdown file could not be written; what was kept or typed is in the journal then, as
     *     far as the disk allowed, and comes back at the next opening
     */
    @Override
    public void close() throws FileProblem {
        if (closed) {
            return;
        }
        closed = true;
        recorder.unfinished()
                .flatMap(generation -> generation.candidate(document))
                .ifPresent(added -> document.add(added.chunk(), added.candidate()));
        document.removeListener(recorder);
        try {
            if (entries > 0) {
                checkpointNow();
            }
            files.close();
        } finally {
            files.abandon();
        }
    }

    /** Gives up an opening that failed: nothing is written any more. */
    void abandon() {
        closed = true;
        document.removeListener(recorder);
        files.abandon();
    }

    /** Puts right what an interrupted run left: its candidate comes back, and chunks without any are withdrawn. */
    void takeUp(Optional<UnfinishedGeneration> unfinished) {
        unfinished
                .flatMap(generation -> generation.candidate(document))
                .ifPresent(added -> document.add(added.chunk(), added.candidate()));
        document.chunks().stream()
                .filter(chunk -> chunk.status() == Chunk.Status.OPEN && document.candidates(chunk.id()).isEmpty())
                .map(Chunk::id)
                .forEach(document::withdraw);
    }

    private void appended(Supplier<JournalEntry> entry) {
        files.append(entry);
        entries++;
        if (entries > enough && !checkpointing) {
            checkpointing = true;
            workplace.owner().execute(this::checkpoint);
        }
    }

    private CompletableFuture<Void> settled(Supplier<CompletableFuture<SaveResult>> attempt, int tries) {
        return attempt.get().thenComposeAsync(result -> switch (result) {
            case SaveResult.Saved saved -> {
                told(saved);
                yield CompletableFuture.completedFuture(null);
            }
            case SaveResult.ChangedElsewhere changed when tries == 1 ->
                CompletableFuture.failedFuture(Merging.changesAllTheTime(files.markdown()));
            case SaveResult.ChangedElsewhere changed -> merging.take(changed)
                    .thenComposeAsync(notice -> {
                        workplace.listener().noticed(notice);
                        return settled(attempt, tries - 1);
                    }, workplace.owner());
        }, workplace.owner());
    }

    /** One attempt to write the Markdown file, waited for. */
    private interface Attempt {
        SaveResult now() throws FileProblem;
    }

    private void settledNow(Attempt attempt) throws FileProblem {
        for (int tries = Merging.MOST_TRIES; tries > 0; tries--) {
            switch (attempt.now()) {
                case SaveResult.Saved saved -> {
                    told(saved);
                    return;
                }
                case SaveResult.ChangedElsewhere changed ->
                    workplace.listener().noticed(OpenFiles.now(merging.take(changed)));
            }
        }
        throw Merging.changesAllTheTime(files.markdown());
    }

    private void told(SaveResult.Saved saved) {
        merging.done();
        if (saved.wasGone()) {
            workplace.listener().noticed(new Notice(Notice.Code.MISSING,
                    files.markdown() + " was moved or deleted by another program; it was written again."));
        }
    }
}
