package dev.longhand.project;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A brief as it was read from a file: Markdown in UTF-8 with YAML front matter, free text whose paragraphs and list
 * items become notes, and at the end, if the writer wishes, a numbered list of headings as outline.
 *
 * @param brief what the writer asks for
 * @param outline the sections; empty if the file has no outline
 * @param notices what was ignored or may be a mistake, a sentence each
 */
public record BriefFile(Brief brief, Outline outline, List<String> notices) {
    /** The largest file that is read, in bytes. */
    public static final int MOST_BYTES = 1_000_000;

    private static final String FIX =
            "begin the file with a line ---, a line “title: Your title” and another line ---";

    public BriefFile {
        notices = List.copyOf(notices);
    }

    /**
     * Reads a brief.
     *
     * @throws BriefException if there is no such file, or what is in it is no brief
     */
    public static BriefFile read(Path file) throws BriefException {
        String name = "The brief " + file;
        String text = decoded(name, bytes(name, file));
        if (text.isBlank()) {
            throw new BriefException(name + " is empty; " + FIX + ".");
        }
        return parse(name, text);
    }

    /** @param name how messages call the brief */
    static BriefFile parse(String name, String text) throws BriefException {
        List<String> lines = lines(text);
        int open = firstWithText(lines);
        if (open == lines.size() || !lines.get(open).stripTrailing().equals("---")) {
            throw new BriefException(name + " has no title; " + FIX + ".");
        }
        int close = closing(name, lines, open);
        FrontMatter front = FrontMatter.parse(name, lines.subList(open + 1, close), open + 2);
        BriefBody body = BriefBody.parse(name, lines.subList(close + 1, lines.size()), close + 2);
        if (front.value("title").isEmpty()) {
            throw new BriefException(name + " has no title; write a line “title: Your title” into its front matter.");
        }
        Brief brief = new Brief(
                front.value("title"),
                front.value("audience"),
                front.value("purpose"),
                front.value("style"),
                body.notes(),
                language(name, front.value("language"), text));
        List<String> notices = new ArrayList<>(front.notices());
        notices.addAll(body.notices());
        return new BriefFile(brief, body.outline(), notices);
    }

    /** The line of the file, from 0, at which the outline of a brief begins; nothing if it has none. */
    static OptionalInt outlineLine(String name, String text) throws BriefException {
        List<String> lines = lines(text);
        int body = closing(name, lines, firstWithText(lines)) + 1;
        OptionalInt line = BriefBody.parse(name, lines.subList(body, lines.size()), body + 1).outlineLine();
        return line.isPresent() ? OptionalInt.of(body + line.getAsInt()) : line;
    }

    private static List<String> lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').lines().toList();
    }

    static byte[] bytes(String name, Path file) throws BriefException {
        if (Files.isDirectory(file)) {
            throw new BriefException(name + " is a folder; name a Markdown file in it.");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException absent) {
            throw new BriefException(name + " does not exist; check the path.");
        } catch (AccessDeniedException denied) {
            throw new BriefException(name + " may not be read; check its permissions.");
        } catch (IOException failed) {
            throw new BriefException(name + " cannot be read: " + failed.getMessage() + ".");
        }
        if (bytes.length > MOST_BYTES) {
            throw new BriefException(name + " is larger than 1 MB; a brief is a page or two, so shorten it.");
        }
        return bytes;
    }

    static String decoded(String name, byte[] bytes) throws BriefException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            return PlainCharacters.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            // The decoder stops in front of the bytes it cannot read.
            long line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new BriefException(name + " is not UTF-8 text (line " + line + "); save it as UTF-8.");
        }
    }

    private static int firstWithText(List<String> lines) {
        int i = 0;
        while (i < lines.size() && lines.get(i).isBlank()) {
            i++;
        }
        return i;
    }

    private static int closing(String name, List<String> lines, int open) throws BriefException {
        for (int i = open + 1; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                return i;
            }
        }
        throw new BriefException(name + " has front matter that does not end; close it with a line ---.");
    }

    private static Language language(String name, String value, String text) throws BriefException {
        if (value.isEmpty()) {
            return Language.of(text);
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.matches("en([-_].*)?|english")) {
            return Language.ENGLISH;
        }
        if (lower.matches("zh([-_].*)?|chinese|中文|汉语|简体中文")) {
            return Language.CHINESE;
        }
        throw new BriefException(name + " asks for the language “" + value
                + "”, for which Longhand has no prompts; write “language: en” or “language: zh”, or leave it out.");
    }
}
