package dev.longhand.project;

import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes an outline into a brief's file. All else in it stays as it is, byte for byte; what stood there before is kept as
 * {@code .bak}. A file that was changed since it was opened here is left alone. Not thread-safe.
 */
public final class BriefOutline {
    private static final String BY_HAND = "write it into the brief by hand.";

    private final String name;
    private final WholeFile file;
    private final byte[] before;
    private final OptionalInt line;

    private BriefOutline(String name, WholeFile file, byte[] before, OptionalInt line) {
        this.name = name;
        this.file = file;
        this.before = before;
        this.line = line;
    }

    /**
     * The outline of the brief in {@code path}; nothing is written yet.
     *
     * @throws BriefException if there is no brief
     * @throws FileProblem if it cannot be written
     */
    public static BriefOutline of(Path path) throws BriefException, FileProblem {
        String name = "The brief " + path;
        byte[] bytes = BriefFile.bytes(name, path);
        String text = BriefFile.decoded(name, bytes);
        BriefFile.parse(name, text);
        return new BriefOutline(name, WholeFile.at(path), bytes, BriefFile.outlineLine(name, text));
    }

    /** The brief's file. */
    public Path path() {
        return file.path();
    }

    /** The file that will have what stood in the brief before. */
    public Path backup() {
        return file.backup();
    }

    /** Whether the brief has an outline already. */
    public boolean exists() {
        return line.isPresent();
    }

    /**
     * Makes {@code outline} the brief's, in place of the one that stands there, if any.
     *
     * @throws BriefException if the file was changed meanwhile, or the outline could not be read back from it
     * @throws FileProblem if it cannot be written; the file is then as it was
     */
    public void write(Outline outline) throws BriefException, FileProblem {
        if (!Arrays.equals(before, BriefFile.bytes(name, file.path()))) {
            throw new BriefException(name + " was changed while the outline was made; nothing was written, " + BY_HAND);
        }
        String text = with(outline);
        file.backUp();
        file.write(text);
    }

    /** The new text: with the list alone, or under a heading of its own where the text before would swallow it. */
    private String with(Outline outline) throws BriefException {
        String text = new String(before, StandardCharsets.UTF_8);
        String end = text.contains("\r\n") ? "\r\n" : text.contains("\n") ? "\n" : "\r";
        String rest = text.substring(0, line.isPresent() ? startOf(line.getAsInt(), text) : text.length()).stripTrailing();
        String list = list(outline, end);
        for (String label : List.of("", "## Outline" + end + end)) {
            String all = rest + end + end + label + list;
            if (readsAs(all, outline)) {
                return all;
            }
        }
        throw new BriefException(name + " ends in a way that an outline after it could not be told from; " + BY_HAND);
    }

    /** Whether a reader of the new text would find this outline, and all else as before. */
    private boolean readsAs(String text, Outline outline) throws BriefException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BriefFile.MOST_BYTES) {
            throw new BriefException(name + " would be larger than 1 MB with the outline; shorten it.");
        }
        try {
            BriefFile was = BriefFile.parse(name, BriefFile.decoded(name, before));
            BriefFile is = BriefFile.parse(name, BriefFile.decoded(name, bytes));
            return is.outline().equals(outline) && is.brief().equals(was.brief());
        } catch (BriefException unreadable) {
            return false;
        }
    }

    private static String list(Outline outline, String end) {
        StringBuilder list = new StringBuilder();
        int number = 0;
        for (Section section : outline.sections()) {
            list.append(++number).append(". ").append(section.heading());
            section.targetTokens().ifPresent(tokens -> list.append(" (").append(tokens).append(')'));
            list.append(end);
            if (!section.goal().isBlank()) {
                list.append("   ").append(section.goal()).append(end);
            }
        }
        return list.toString();
    }

    /** Where a line (from 0) begins; lines end with a line feed, a carriage return, or both. */
    private static int startOf(int line, String text) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            while (text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
            at += text.startsWith("\r\n", at) ? 2 : 1;
        }
        return at;
    }
}
