package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a journal, and the lines that are not safe in it yet. After a failure the next try goes on where the file
 * is whole: lines are kept until they were forced to the disk, because what the system took before a failed force may be
 * gone. Not thread-safe.
 */
final class JournalFile {
    /** Bytes; only what waited through a long outage is more. */
    private static final int MOST_AT_ONCE = 16 << 20;

    private final Disk disk;
    private final Path file;
    /** Lines that were not forced to the disk yet; the first {@link #written} of them stand in the file. */
    private final List<byte[]> lines = new ArrayList<>();

    private int written;
    private Disk.@Nullable Appending out;
    private Optional<Object> key = Optional.empty();
    /** Where the last line that counts as written ends. */
    private long end;
    /** Whether a part of a line stands before {@link #end}, so that the next one begins after a line feed. */
    private boolean partBefore;
    /** The same two as of the last force. */
    private long forcedEnd;

    private boolean partBeforeForced;
    /** Whether more than what counts as written may stand in the file. */
    private boolean uncut;
    /** Whether a rotation has moved the file away and has not made the new one yet. */
    private boolean movedAside;

    private JournalFile(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** Opens a journal to append to; makes it if there is none. A part of a line at its end stays and counts as none. */
    static JournalFile open(Disk disk, Path file) throws IOException {
        JournalFile journal = new JournalFile(disk, file);
        try {
            journal.begin();
            return journal;
        } catch (IOException failed) {
            journal.close();
            throw failed;
        }
    }

    /** Adds a line, with its line feed, to those that are to be written. */
    void add(byte[] line) {
        lines.add(line);
    }

    /** How many lines were not forced to the disk. */
    int unforced() {
        return lines.size();
    }

    /** Whether lines stand in the file that were not forced. */
    boolean needsForce() {
        return written > 0;
    }

    /** Writes all lines that are not in the file, together. If that fails, whole ones stay and count as written. */
    void write() throws IOException {
        while (written < lines.size()) {
            Disk.Appending open = ready();
            ByteBuffer batch = batch();
            try {
                open.writeAll(batch);
            } catch (Throwable failed) {
                count(batch.position());
                cutQuietly(open);
                throw failed;
            }
            count(batch.limit());
        }
    }

    /**
     * Returns when all lines are on the disk itself; they must have been written.
     *
     * @throws JournalLostException if the file is not there any more, or is another one
     */
    void force() throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        Disk.Appending open = ready();
        if (!isOurs()) {
            throw new JournalLostException();
        }
        try {
            open.force();
        } catch (Throwable failed) {
            // The system may have dropped what it could not bring to the disk, and a second try may not say so.
            written = 0;
            end = forcedEnd;
            partBefore = partBeforeForced;
            uncut = true;
            throw failed;
        }
        lines.clear();
        written = 0;
        forcedEnd = end;
        partBeforeForced = false;
    }

    /** Forgets the lines that were not forced: whoever calls has them in a checkpoint. */
    void forget() {
        lines.clear();
        written = 0;
    }

    /**
     * Begins a new file, after {@link #forget}; the one so far is kept under a second name until the next time. After a
     * failure it is called again; lines that were added meanwhile are for the new file.
     */
    void renew() throws IOException {
        if (!movedAside) {
            close();
            if (disk.status(file).isPresent()) {
                disk.move(file, JournalReader.previous(file));
            }
            movedAside = true;
        }
        begin();
        movedAside = false;
    }

    /** Closes the file; what was not forced may be lost. */
    void close() {
        Disk.Appending open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException closedAllTheSame) {
                // What matters was forced before, or is still in memory.
            }
        }
    }

    private void begin() throws IOException {
        close();
        Disk.Appending open = disk.append(file);
        out = open;
        end = open.size();
        partBefore = end > 0 && disk.read(file, end - 1, 1)[0] != LineFormat.LINE_FEED;
        forcedEnd = end;
        partBeforeForced = partBefore;
        uncut = false;
        key = disk.status(file).flatMap(Disk.Status::key);
        disk.forceFolder(folder());
    }

    /** The file, open, and ended where the last line that counts ends, or else with a part of a line. */
    private Disk.Appending ready() throws IOException {
        Disk.Appending open = out;
        if (open == null) {
            Optional<Disk.Status> status = disk.status(file);
            if (status.isEmpty() || !status.get().key().equals(key) || status.get().bytes() < end) {
                throw new JournalLostException();
            }
            open = disk.append(file);
            out = open;
        }
        if (uncut) {
            cut(open);
        }
        return open;
    }

    private void cut(Disk.Appending open) throws IOException {
        try {
            open.truncate(end);
        } catch (IOException notPossible) {
            // Lines that stand there already are then written twice, which the reader knows.
            long size = open.size();
            if (size < end) {
                throw new JournalLostException();
            }
            partBefore |= size > end;
            end = size;
        }
        uncut = false;
    }

    private void cutQuietly(Disk.Appending open) {
        try {
            open.truncate(end);
        } catch (IOException later) {
            uncut = true;
            close();
        }
    }

    private ByteBuffer batch() {
        int lead = partBefore ? 1 : 0;
        int until = written;
        int bytes = lead;
        while (until < lines.size() && (until == written || bytes + lines.get(until).length <= MOST_AT_ONCE)) {
            bytes += lines.get(until++).length;
        }
        ByteBuffer batch = ByteBuffer.allocate(bytes);
        if (lead > 0) {
            batch.put(LineFormat.LINE_FEED);
        }
        lines.subList(written, until).forEach(batch::put);
        return batch.flip();
    }

    /** Counts the whole lines among the first bytes of a batch. */
    private void count(int bytes) {
        int rest = bytes - (partBefore ? 1 : 0);
        while (written < lines.size() && lines.get(written).length <= rest) {
            end += lines.get(written).length + (partBefore ? 1 : 0);
            rest -= lines.get(written).length;
            partBefore = false;
            written++;
        }
    }

    private boolean isOurs() throws IOException {
        Optional<Disk.Status> status = disk.status(file);
        return status.isPresent()
                && status.get().kind() == Disk.Kind.FILE
                && status.get().bytes() == end
                && status.get().key().equals(key);
    }

    private Path folder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it stands in no folder");
        }
        return folder;
    }
}
