package dev.longhand.ui.shell;

import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.engine.EngineException;
import dev.longhand.project.BriefException;
import dev.longhand.project.BriefFile;
import dev.longhand.project.InUseException;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import dev.longhand.ui.desk.DeskFile;
import dev.longhand.ui.desk.DeskNotice;
import dev.longhand.ui.desk.DeskThread;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What the window is about: the document that is open, and the model that is loaded. Reading, writing and loading happen
 * on the thread for files. Has no nodes; JavaFX thread.
 */
public final class Studio implements AutoCloseable {
    /** A text larger than this is not read, in bytes. */
    private static final long MOST_BYTES = 64L << 20;

    private static final String DESK = "longhand-drafting";
    private static final Path PRACTICE = Path.of("samples", "practice-model", "longhand-practice.gguf");
    private static final Path SAMPLE = Path.of("samples", "briefs");

    private final DeskThread files = new DeskThread("longhand-files");
    private final EngineRoom engines;
    private final Executor window;
    private final Optional<Path> home;
    private final ObjectProperty<Optional<Workplace>> workplace = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<Double>> loading = new SimpleObjectProperty<>(Optional.empty());
    private Optional<Path> model;

    /**
     * What the writer should know.
     *
     * @param key of its words in the texts
     * @param carried what they carry
     * @param code short, for a problem; empty otherwise
     */
    public record Notice(String key, Object[] carried, String code) {
        static Notice of(String key, Object... carried) {
            return new Notice(key, carried, "");
        }

        /** A sentence that is complete already. */
        static Notice problem(String code, String sentence) {
            return new Notice("notice.sentence", new Object[] {sentence}, code);
        }
    }

    /**
     * @param home the folder that has {@code samples}, if it is known
     * @param window runs tasks on the JavaFX thread
     */
    public Studio(EngineRoom engines, Optional<Path> home, Executor window) {
        this.engines = engines;
        this.home = home;
        this.window = window;
        this.model = home.map(folder -> folder.resolve(PRACTICE)).filter(Files::isRegularFile);
    }

    public ReadOnlyObjectProperty<Optional<Workplace>> workplaceProperty() {
        return workplace;
    }

    public ReadOnlyObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }

    /** How far the loading of a model is, from 0 to 1, while one is being loaded. */
    ReadOnlyObjectProperty<Optional<Double>> loadingProperty() {
        return loading;
    }

    void say(Notice what) {
        notice.set(Optional.of(what));
    }

    void dismissNotice() {
        notice.set(Optional.empty());
    }

    /** The sample brief in the language of the window, if it is there. */
    Optional<Path> sample(boolean chinese) {
        return home.map(folder -> folder.resolve(SAMPLE).resolve(chinese ? "greenhouse-zh.md" : "field-guide.md"))
                .filter(Files::isRegularFile);
    }

    /** Opens a text; a brief, which begins with front matter, begins a new document. */
    public void open(Path file) {
        files.execute(() -> {
            try {
                String text = read(file);
                if (text.startsWith("---\n")) {
                    BriefFile brief = BriefFile.read(file);
                    window.execute(() -> open(new Document(brief.brief(), brief.outline())));
                } else {
                    take(file);
                }
            } catch (BriefException refused) {
                problem("BRIEF", refused.sentence());
            } catch (NoSuchFileException absent) {
                tell(Notice.of("notice.absent", file.toString()));
            } catch (CharacterCodingException notUtf8) {
                tell(Notice.of("notice.notUtf8", file.toString()));
            } catch (IOException unreadable) {
                tell(Notice.of("notice.unreadable", file.toString()));
            }
        });
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("too large");
        }
        String text = Files.readString(file).replace("\r\n", "\n").replace('\r', '\n');
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Opens a document with its files, on the thread of the desk that it will lie on. */
    private void take(Path file) {
        DeskThread thread = new DeskThread(DESK);
        thread.execute(() -> {
            try {
                DeskFile opened = DeskFile.open(thread, file);
                window.execute(() -> open(thread, opened.document(), opened));
            } catch (FileProblem refused) {
                problem("FILE", refused.sentence());
                thread.end();
            } catch (InUseException refused) {
                problem("IN-USE", refused.sentence());
                thread.end();
            }
        });
    }

    /** Puts a new document on the desk, which has no file yet. */
    public void open(Document document) {
        DeskThread thread = new DeskThread(DESK);
        open(thread, document, DeskFile.none(thread));
    }

    /** The model takes its seat when it is loaded. */
    private void open(DeskThread thread, Document document, DeskFile file) {
        workplace.get().ifPresent(this::leave);
        DraftSettings standard = DraftSettings.STANDARD;
        DraftSettings settings = file.settings().map(ProjectSettings::draft).orElse(new DraftSettings(
                standard.sampling(), ThreadLocalRandom.current().nextInt(10_000), standard.chunkTokens(),
                standard.chunkEnd(), standard.stopStrings(), standard.loops()));
        Workplace opened = new Workplace(thread, document, settings, file, window, this::heard);
        workplace.set(Optional.of(opened));
        dismissNotice();
        model.ifPresent(path -> seat(opened, path, false));
    }

    /** A document is closed on the thread for files, because its last write may take a while. */
    private void leave(Workplace left) {
        files.execute(left::close);
    }

    /** Loads a model and lets it draft the document that is open. */
    public void load(Path file) {
        model = Optional.of(file);
        if (workplace.get().isPresent()) {
            // Its session ends with the desk; the document stays.
            seat(workplace.get().get(), file, true);
        }
    }

    private void seat(Workplace place, Path file, boolean anew) {
        files.execute(() -> {
            try {
                if (anew) {
                    place.desk().stand();
                }
                if (anew || !engines.hasModel()) {
                    engines.load(file, share -> tellLoading(Optional.of(share)));
                }
                place.desk().sit(engines.seat());
            } catch (EngineException refused) {
                problem(refused.code(), refused.sentence());
            } finally {
                tellLoading(Optional.empty());
            }
        });
    }

    private void tellLoading(Optional<Double> share) {
        window.execute(() -> loading.set(share));
    }

    /** Keeps the document that is open at {@code file} from now on. */
    void saveTo(Path file) {
        workplace.get().ifPresent(place -> place.desk().saveTo(file));
    }

    private void heard(DeskNotice news) {
        say(switch (news) {
            case DeskNotice.ContextTooSmall small ->
                Notice.of("notice.contextTooSmall", small.window(), small.needed());
            case DeskNotice.TargetReached _ -> Notice.of("notice.targetReached");
            case DeskNotice.NotWhileWriting _ -> Notice.of("notice.notWhileWriting");
            case DeskNotice.AutoEnded(String sentence) when sentence.isEmpty() -> Notice.of("notice.autoReached");
            case DeskNotice.AutoEnded(String sentence) -> Notice.of("notice.autoEnded", sentence);
            case DeskNotice.Files(String code, String sentence) -> Notice.problem(code, sentence);
            case DeskNotice.Unexpected(String code) -> new Notice("notice.unexpected", new Object[] {code}, code);
        });
    }

    private void problem(String code, String sentence) {
        tell(Notice.problem(code, sentence));
    }

    private void tell(Notice what) {
        window.execute(() -> say(what));
    }

    /** Ends everything, and waits for it; not on the JavaFX thread. */
    @Override
    public void close() {
        workplace.get().ifPresent(Workplace::close);
        files.execute(engines::close);
        files.close();
    }
}
