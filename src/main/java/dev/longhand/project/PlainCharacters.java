package dev.longhand.project;

/** Keeps text to characters that every file and every engine can hold. */
final class PlainCharacters {
    private PlainCharacters() {}

    /** {@code text} with U+FFFD in place of every NUL and every surrogate without its partner. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** One line of {@link #of}: every run of white space becomes one space, none at either end. */
    static String oneLine(String text) {
        return of(text).replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }
}
