package dev.longhand.cli;

/** Stop strings as they are typed on a command line, where a line break is hard to type. */
final class StopText {
    private StopText() {}

    /**
     * The stop string that {@code typed} means: {@code \n}, {@code \r} and {@code \t} are control characters,
     * {@code \\} is a backslash, and a backslash before anything else is one too.
     */
    static String of(String typed) throws BadInput {
        if (typed.isEmpty()) {
            throw new BadInput("--stop needs at least one character, not an empty text.");
        }
        if (typed.contains("\uFFFD")) {
            throw new BadInput("--stop has a character that could not be read (U+FFFD);"
                    + " use a UTF-8 locale such as LC_ALL=C.UTF-8.");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char next = i + 1 < typed.length() ? typed.charAt(i + 1) : ' ';
            int escaped = typed.charAt(i) == '\\' ? "nrt\\".indexOf(next) : -1;
            text.append(escaped < 0 ? typed.charAt(i) : "\n\r\t\\".charAt(escaped));
            i += escaped < 0 ? 0 : 1;
        }
        return text.toString();
    }

    /** A stop string as it would be typed, in quotes. */
    static String shown(String text) {
        String typed = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
        return "\"" + TerminalText.oneLine(typed) + "\"";
    }
}
