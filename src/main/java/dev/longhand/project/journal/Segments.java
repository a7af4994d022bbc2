package dev.longhand.project.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Cuts a file at its line feeds, one piece after another, with bounded memory whatever it holds. Not thread-safe. */
final class Segments {
    /** A journal is rotated long before; what lies beyond is not read. */
    static final long MOST_BYTES = 1L << 30;

    private static final int PIECE = 1 << 20;

    /**
     * What stands between two line feeds.
     *
     * @param offset in the file
     * @param bytes without the line feed; empty if there are more than {@link LineFormat#LONGEST}
     * @param ended whether a line feed follows
     * @param tooLong whether there are more than {@link LineFormat#LONGEST}
     */
    record Segment(long offset, byte[] bytes, boolean ended, boolean tooLong) {}

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Source {
        /** At most {@code bytes} bytes from {@code from} on; none at the end. */
        byte[] read(long from, int bytes) throws IOException;
    }

    private final Source source;
    private final Deque<Segment> returned = new ArrayDeque<>();
    private byte[] piece = {};
    private int at;
    private long pieceOffset;

    Segments(Source source) {
        this.source = source;
    }

    /** The next segment; null at the end. A file that ends with a line feed has no empty one after it. */
    @Nullable Segment next() throws IOException {
        return returned.isEmpty() ? cut() : returned.pop();
    }

    /** Has {@link #next} give this one before all others. */
    void giveBack(Segment segment) {
        returned.push(segment);
    }

    /** Whether {@link #MOST_BYTES} were read; more may follow. */
    boolean full() {
        return pieceOffset + at >= MOST_BYTES;
    }

    private @Nullable Segment cut() throws IOException {
        if (!more()) {
            return null;
        }
        long offset = pieceOffset + at;
        ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
        boolean tooLong = false;
        do {
            int end = at;
            while (end < piece.length && piece[end] != LineFormat.LINE_FEED) {
                end++;
            }
            tooLong |= begun.size() + (end - at) > LineFormat.LONGEST;
            if (tooLong) {
                begun = new ByteArrayOutputStream(0);
            } else {
                begun.write(piece, at, end - at);
            }
            at = end;
            if (end < piece.length) {
                at++;
                return new Segment(offset, begun.toByteArray(), true, tooLong);
            }
        } while (more());
        return new Segment(offset, begun.toByteArray(), false, tooLong);
    }

    private boolean more() throws IOException {
        if (at < piece.length) {
            return true;
        }
        pieceOffset += piece.length;
        at = 0;
        piece = pieceOffset >= MOST_BYTES ? new byte[0] : source.read(pieceOffset, PIECE);
        return piece.length > 0;
    }
}
