package dev.longhand.project;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The content of a Markdown file: its text, and how the file writes it. A file keeps the line ends and the byte order
 * mark that it came with, so that only what the writer changed is changed.
 *
 * @param text lines ended by {@code \n}
 * @param style how the file writes it
 */
record MarkdownText(String text, Style style) {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * How a file writes text.
     *
     * @param crlf lines end with {@code \r\n}
     * @param bom the file begins with a byte order mark
     */
    record Style(boolean crlf, boolean bom) {
        static final Style PLAIN = new Style(false, false);

        /** The whole file: the text in UTF-8 with a line break at its end. No text is no line. */
        byte[] bytes(String text) {
            String whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            byte[] content = (crlf ? whole.replace("\n", "\r\n") : whole).getBytes(StandardCharsets.UTF_8);
            if (!bom) {
                return content;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + MARK.length);
            out.writeBytes(MARK);
            out.writeBytes(content);
            return out.toByteArray();
        }
    }

    /** @throws CharacterCodingException if the bytes are not UTF-8 */
    static MarkdownText of(byte[] file) throws CharacterCodingException {
        boolean bom = file.length >= MARK.length
                && file[0] == MARK[0] && file[1] == MARK[1] && file[2] == MARK[2];
        int from = bom ? MARK.length : 0;
        String raw = StandardCharsets.UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(file, from, file.length - from))
                .toString();
        boolean crlf = isCrlf(raw);
        String text = crlf ? raw.replace("\r\n", "\n") : raw;
        return new MarkdownText(text, new Style(crlf, bom));
    }

    /** Where line ends are mixed the carriage returns are characters like others, so that no line changes. */
    private static boolean isCrlf(String raw) {
        int feed = raw.indexOf('\n');
        if (feed < 0) {
            return false;
        }
        while (feed > 0 && raw.charAt(feed - 1) == '\r') {
            feed = raw.indexOf('\n', feed + 1);
        }
        return feed < 0;
    }
}
