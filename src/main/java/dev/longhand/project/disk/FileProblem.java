package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file cannot be used: one sentence that says why and what to do, and a short code such as {@code FILE-FULL}. */
public final class FileProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public FileProblem(String code, String sentence) {
        this(code, sentence, null);
    }

    public FileProblem(String code, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    /**
     * What to tell of {@code failed}: {@code FILE-FULL}, {@code FILE-READ-ONLY}, {@code FILE-DENIED}, {@code FILE-GONE},
     * {@code FILE-NAME} (too long), {@code FILE-OPEN} (in another program), or {@code FILE-ERROR} for all else.
     *
     * @param what could not be done, such as “could not be written”
     */
    public static FileProblem of(Disk disk, Path file, String what, IOException failed) {
        Refusal refusal = Refusal.of(disk, file, failed);
        String detail = refusal == Refusal.OTHER ? " (" + detail(failed) + ")" : "";
        return new FileProblem(refusal.code(), file + " " + what + detail + ": " + refusal.advice() + ".", failed);
    }

    /** The system's own words, without the path that messages of Java begin with. */
    static String detail(IOException failed) {
        if (failed instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    public String code() {
        return code;
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
