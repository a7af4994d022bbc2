package dev.longhand.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the writer's text files. */
final class TextFile {
    private static final int MOST_MEBIBYTES = 64;

    private TextFile() {}

    /**
     * The text of a UTF-8 file, without a byte order mark, lines ended as models end them: by a line feed.
     *
     * @throws BadInput if there is no such file, or it is no such text
     */
    static String read(Path file) throws BadInput {
        if (Files.isDirectory(file)) {
            throw new BadInput(file + " is a folder; name a text file in it.");
        }
        byte[] bytes = bytes(file);
        if (bytes.length > MOST_MEBIBYTES << 20) {
            throw new BadInput(file + " is larger than " + MOST_MEBIBYTES + " MiB; name a part of it.");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException notUtf8) {
            throw new BadInput(file + " is not UTF-8 text; save it as UTF-8.");
        }
    }

    private static byte[] bytes(Path file) throws BadInput {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((MOST_MEBIBYTES << 20) + 1);
        } catch (NoSuchFileException absent) {
            throw new BadInput(file + " does not exist; check the path.");
        } catch (AccessDeniedException denied) {
            throw new BadInput(file + " may not be read; check its permissions.");
        } catch (IOException failed) {
            throw new BadInput(file + " cannot be read: " + failed.getMessage() + ".");
        }
    }
}
