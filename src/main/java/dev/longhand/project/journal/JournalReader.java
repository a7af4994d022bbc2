package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal and says what is wrong with it. Content never makes it throw.
 *
 * <p>A line that was written in part only is dropped: the last one, and one in the middle that was written again after
 * it. A line with one wrong byte is mended, wherever that byte is: in the text, the number or the checksum, a line feed
 * between two lines, or one that came to stand inside a line. Where a line is missing for good, reading ends, and the
 * valid lines after it are given apart.
 */
public final class JournalReader {
    private final Segments segments;
    private final long after;
    private final List<JournalLine> lines = new ArrayList<>();
    private final List<JournalLine> salvage = new ArrayList<>();
    /** The number of the last line read; as far as is known the file may begin anywhere up to {@link #after}. */
    private long last;

    private boolean begun;
    private int repaired;
    private boolean torn;
    private Segments.@Nullable Segment doubtful;
    private @Nullable Gap gap;

    private JournalReader(Segments segments, long after) {
        this.segments = segments;
        this.after = after;
    }

    private record Gap(long offset, long number) {}

    /**
     * Reads a journal and, where it begins too late, the one before its last rotation.
     *
     * @param after the number of the last entry that the checkpoint contains, 0 if there is none: only later lines are
     *     given, and only they can be missing
     * @throws IOException if a file is there and cannot be read
     */
    public static JournalContent read(Disk disk, Path file, long after) throws IOException {
        JournalContent current = readOne(disk, file, after);
        if (!current.lines().isEmpty()) {
            return current;
        }
        JournalContent previous = readOne(disk, previous(file), after);
        if (previous.damage().isPresent()) {
            return withSalvage(previous, current);
        }
        if (previous.lines().isEmpty()) {
            return current;
        }
        // A rotation was cut short, or the checkpoint that it came with is not the one that was read.
        return joined(previous, readOne(disk, file, previous.lines().getLast().number()));
    }

    /** Reads the bytes of one journal. @param after as in {@link #read(Disk, Path, long)} */
    public static JournalContent read(byte[] journal, long after) {
        Segments.Source source = (from, bytes) -> from >= journal.length
                ? new byte[0]
                : Arrays.copyOfRange(journal, (int) from, (int) Math.min(journal.length, from + bytes));
        try {
            return new JournalReader(new Segments(source), after).read();
        } catch (IOException impossible) {
            throw new AssertionError("Bytes in memory can be read.", impossible);
        }
    }

    /** The name under which a rotation keeps the journal before. */
    public static Path previous(Path file) {
        return file.resolveSibling("journal.previous.jsonl");
    }

    private static JournalContent readOne(Disk disk, Path file, long after) throws IOException {
        return disk.status(file).isEmpty()
                ? new JournalContent(List.of(), false, 0, Optional.empty())
                : new JournalReader(new Segments((from, bytes) -> disk.read(file, from, bytes)), after).read();
    }

    private static JournalContent joined(JournalContent previous, JournalContent current) {
        return new JournalContent(
                together(previous.lines(), current.lines()),
                previous.torn() || current.torn(),
                previous.repaired() + current.repaired(),
                current.damage());
    }

    /** What comes after the damage in the file before is salvage too. */
    private static JournalContent withSalvage(JournalContent previous, JournalContent current) {
        List<JournalLine> later = current.damage().map(JournalDamage::salvage).orElse(List.of());
        Optional<JournalDamage> damage = previous.damage()
                .map(at -> new JournalDamage(at.offset(), at.number(), together(at.salvage(), later)));
        return new JournalContent(
                previous.lines(), previous.torn() || current.torn(), previous.repaired() + current.repaired(), damage);
    }

    private static List<JournalLine> together(List<JournalLine> first, List<JournalLine> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private JournalContent read() throws IOException {
        for (Segments.Segment segment = segments.next(); segment != null; segment = segments.next()) {
            JournalLine line = LineFormat.parse(segment.bytes());
            if (line != null) {
                take(line, segment);
            } else if (gap == null) {
                mend(segment);
            }
        }
        if (gap == null && doubtful != null) {
            giveUp(doubtful);
        } else if (gap == null && segments.full()) {
            gap = new Gap(Segments.MOST_BYTES, last + 1);
        }
        Optional<JournalDamage> damage =
                Optional.ofNullable(gap).map(at -> new JournalDamage(at.offset(), at.number(), salvage));
        return new JournalContent(lines, torn, repaired, damage);
    }

    private void take(JournalLine line, Segments.Segment segment) {
        if (gap != null) {
            salvage.add(line);
        } else if (line.number() == last + 1 || (line.number() > last && line.number() <= after + 1)) {
            last = line.number();
            begun = true;
            doubtful = null;
            if (last > after) {
                lines.add(line);
            }
        } else if (!repeats(line)) {
            Segments.Segment at = doubtful == null ? segment : doubtful;
            gap = new Gap(at.offset(), last + 1);
            salvage.add(line);
        }
    }

    /** A write that failed may have reached the disk all the same before it was repeated. */
    private boolean repeats(JournalLine line) {
        return line.number() <= after
                || (line.number() <= last && lines.get((int) (line.number() - after - 1)).equals(line));
    }

    private void mend(Segments.Segment segment) throws IOException {
        byte[] bytes = segment.bytes();
        if (LineFormat.wholeLine(bytes, 0) > 0) {
            splitMerged(segment);
            return;
        }
        LongPredicate expected = number -> number == last + 1 || (!begun && number >= 1 && number <= after + 1);
        JournalLine line = segment.ended() ? LineRepair.inPlace(bytes, expected) : null;
        if (line == null && segment.ended()) {
            line = joinedWithNext(segment, expected);
        }
        if (line != null) {
            repaired++;
            take(line, segment);
        } else if (bytes.length > 0 || segment.tooLong()) {
            // One that begins as the expected line does takes the place of an attempt that was torn before it.
            doubtful = doubtful == null || LineFormat.begins(bytes, last + 1) ? segment : doubtful;
        }
    }

    /** Line feeds became other bytes: what stands between them are lines, what comes after may be one. */
    private void splitMerged(Segments.Segment segment) {
        byte[] bytes = segment.bytes();
        int from = 0;
        for (int end = LineFormat.wholeLine(bytes, from); end > from; end = LineFormat.wholeLine(bytes, from)) {
            JournalLine line = LineFormat.parse(Arrays.copyOfRange(bytes, from, end));
            if (line != null) {
                take(line, segment);
            }
            repaired++;
            from = LineFormat.beginsAt(bytes, end) ? end : end + 1;
        }
        if (from < bytes.length) {
            byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
            segments.giveBack(new Segments.Segment(segment.offset() + from, rest, segment.ended(), false));
        }
    }

    private @Nullable JournalLine joinedWithNext(Segments.Segment segment, LongPredicate expected) throws IOException {
        Segments.Segment next = segments.next();
        if (next == null) {
            return null;
        }
        JournalLine line = LineFormat.parse(next.bytes()) == null && !segment.tooLong() && !next.tooLong()
                ? LineRepair.joined(segment.bytes(), next.bytes(), expected)
                : null;
        if (line == null) {
            segments.giveBack(next);
        }
        return line;
    }

    /** The end of the file without the line that was expected: one torn line, or damage. */
    private void giveUp(Segments.Segment from) {
        if (from.ended() || from.tooLong()) {
            gap = new Gap(from.offset(), last + 1);
        } else {
            torn = true;
        }
    }
}
