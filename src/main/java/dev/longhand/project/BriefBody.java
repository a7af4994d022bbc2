package dev.longhand.project;

import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows a brief's front matter. The outline is the numbered list that ends the file; a numbered list with
 * text after it belongs to the notes.
 *
 * @param notes a line per paragraph and list item
 * @param outline empty if no numbered list ends the file
 * @param outlineLine the line of its first heading, counted from 0 in the lines that were read
 * @param notices what may be a mistake
 */
record BriefBody(List<String> notes, Outline outline, OptionalInt outlineLine, List<String> notices) {
    private static final int MOST_SECTIONS = 500;
    private static final int MOST_TARGET = 100_000;
    private static final int MOST_HEADING = 300;

    /** {@code 2. Heading}, {@code 2) Heading}, {@code 2、标题} at the beginning of a line: what is indented is a goal. */
    private static final Pattern NUMBERED =
            Pattern.compile(" ?(\\d{1,3})(?:[.)](?:\\s+(.*))?|[、．]\\s*(.*))");
    private static final Pattern BULLET = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```+|~~~+).*");
    /** A heading that only says what comes: its text is no note. */
    private static final Pattern LABEL = Pattern.compile(
            "#{1,6}\\s+(?:outline|sections|notes|大纲|提纲|备注)\\s*:?：?\\s*", Pattern.CASE_INSENSITIVE);
    /** {@code Heading (600)}, {@code Heading (600 tokens): goal}, {@code 标题（600）：goal}. */
    private static final Pattern TARGET = Pattern.compile(
            "(.*?)\\s*[(（]\\s*(?:about\\s+|约\\s*)?(\\d{1,18})\\s*(?:tokens?|词元)?\\s*[)）]\\s*(?:(?:[:：]|[-–—]+\\s)\\s*(.*))?");

    /** A numbered line and where it stands; {@code goal} collects the indented lines below it. */
    private record Item(int line, int number, String text, StringBuilder goal) {}

    BriefBody {
        notes = List.copyOf(notes);
        notices = List.copyOf(notices);
    }

    /** @param firstLine number of the first of {@code lines} in the file, from 1 */
    static BriefBody parse(String name, List<String> lines, int firstLine) throws BriefException {
        List<List<Item>> lists = numberedLists(lines);
        List<Item> last = lists.isEmpty() ? List.of() : lists.getLast();
        boolean endsFile = !last.isEmpty() && restIsBlank(lines, endOf(lines, last));
        boolean isOutline = endsFile && last.getFirst().number() <= 1;
        List<String> notices = new ArrayList<>();
        if (!isOutline && last.size() > 1) {
            notices.add("The numbered list at line " + (firstLine + last.getFirst().line())
                    + " of the brief was read as notes, because it does not end the file or does not begin with 1;"
                    + " an outline does.");
        }
        Outline outline = isOutline ? outline(name, last, firstLine) : Outline.NONE;
        OptionalInt line = isOutline ? OptionalInt.of(last.getFirst().line()) : OptionalInt.empty();
        return new BriefBody(notes(lines.subList(0, line.orElse(lines.size()))), outline, line, notices);
    }

    /**
     * All numbered lists outside code blocks. Any other text, or a 1 after a blank line, begins a new list; but a list
     * that has nothing but ones is one list with wrong numbers.
     */
    private static List<List<Item>> numberedLists(List<String> lines) {
        List<List<Item>> lists = new ArrayList<>();
        boolean open = false;
        boolean afterBlank = false;
        boolean inCode = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher item = NUMBERED.matcher(line);
            boolean fence = FENCE.matcher(line).matches();
            if (!inCode && !fence && item.matches()) {
                int number = Integer.parseInt(item.group(1));
                if (!open || number == 1 && afterBlank && lists.getLast().getLast().number() != 1) {
                    lists.add(new ArrayList<>());
                }
                String text = item.group(2) != null ? item.group(2) : item.group(3) != null ? item.group(3) : "";
                lists.getLast().add(new Item(i, number, text.strip(), new StringBuilder()));
                open = true;
            } else if (open && !inCode && !fence && isIndented(line)) {
                lists.getLast().getLast().goal().append(' ').append(withoutBullet(line));
            } else if (!line.isBlank()) {
                open = false;
                inCode ^= fence;
            }
            afterBlank = line.isBlank();
        }
        return lists;
    }

    private static int endOf(List<String> lines, List<Item> list) {
        int i = list.getLast().line() + 1;
        while (i < lines.size() && (lines.get(i).isBlank() || isIndented(lines.get(i)))) {
            i++;
        }
        return i;
    }

    private static boolean restIsBlank(List<String> lines, int from) {
        return lines.subList(from, lines.size()).stream().allMatch(String::isBlank);
    }

    private static boolean isIndented(String line) {
        return !line.isBlank() && Character.isWhitespace(line.charAt(0));
    }

    private static Outline outline(String name, List<Item> list, int firstLine) throws BriefException {
        List<Section> sections = new ArrayList<>();
        for (Item item : list) {
            String where = name + " has an outline whose entry at line " + (firstLine + item.line());
            if (item.number() != sections.size() + 1) {
                throw new BriefException(where + " is numbered " + item.number() + " instead of "
                        + (sections.size() + 1) + "; number its headings 1, 2, 3 and so on.");
            }
            if (item.number() > MOST_SECTIONS) {
                throw new BriefException(where + " is one too many; an outline has at most " + MOST_SECTIONS + ".");
            }
            sections.add(section(where, item));
        }
        return new Outline(sections);
    }

    private static Section section(String where, Item item) throws BriefException {
        String heading = item.text();
        if (heading.length() > MOST_HEADING) {
            throw new BriefException(where + " is longer than " + MOST_HEADING
                    + " characters; keep the heading short and put its goal on an indented line below.");
        }
        String goal = item.goal().toString();
        OptionalInt target = OptionalInt.empty();
        Matcher matcher = TARGET.matcher(heading);
        if (matcher.matches()) {
            heading = matcher.group(1);
            goal = (matcher.group(3) == null ? "" : matcher.group(3)) + goal;
            long tokens = Long.parseLong(matcher.group(2));
            if (tokens < 1 || tokens > MOST_TARGET) {
                throw new BriefException(where + " has a target of " + tokens
                        + " tokens; write a number from 1 to " + MOST_TARGET + ".");
            }
            target = OptionalInt.of((int) tokens);
        }
        heading = PlainCharacters.oneLine(heading).replaceFirst("^#{1,6}\\s+", "");
        if (heading.isEmpty()) {
            throw new BriefException(where + " has no heading; write one after the number.");
        }
        return new Section(heading, PlainCharacters.oneLine(goal), target);
    }

    /** A note per paragraph and list item, in one line each. */
    private static List<String> notes(List<String> lines) {
        List<String> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean inCode = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            boolean begins = !inCode && (line.isBlank() || fence || line.startsWith("#") || BULLET.matcher(line).matches());
            if (begins) {
                finish(notes, note);
            }
            inCode ^= fence;
            if (!fence && !LABEL.matcher(line).matches()) {
                append(note, inCode ? line.strip() : withoutBullet(line));
            }
            if (fence && !inCode || !inCode && line.startsWith("#")) {
                finish(notes, note);
            }
        }
        finish(notes, note);
        return notes;
    }

    private static String withoutBullet(String line) {
        Matcher bullet = BULLET.matcher(line);
        return (bullet.matches() ? bullet.group(1) : line.replaceFirst("^#{1,6}\\s+", "")).strip();
    }

    /** A line break in Chinese is no space. */
    private static void append(StringBuilder note, String line) {
        boolean space = !note.isEmpty() && !line.isEmpty()
                && !(isIdeographic(note.codePointBefore(note.length())) && isIdeographic(line.codePointAt(0)));
        note.append(space ? " " : "").append(line);
    }

    private static boolean isIdeographic(int c) {
        return Character.isIdeographic(c) || c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFF60;
    }

    private static void finish(List<String> notes, StringBuilder note) {
        String text = PlainCharacters.oneLine(note.toString());
        if (!text.isEmpty()) {
            notes.add(text);
        }
        note.setLength(0);
    }
}
