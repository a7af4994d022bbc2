package dev.longhand.project.format;

/** What was read is not what it should be: one sentence that says which member is wrong, and how. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;
    /** What a file says is shown in a sentence up to this many characters. */
    private static final int MOST_SHOWN = 60;

    FormatException(String sentence) {
        super(sentence);
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** {@code text} from a file as it may stand in a sentence: short, and without characters that cannot be shown. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST_SHOWN).forEach(c -> shown.appendCodePoint(canBeShown(c) ? c : '?'));
        return "“" + shown + (text.codePointCount(0, text.length()) > MOST_SHOWN ? "…" : "") + "”";
    }

    private static boolean canBeShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
