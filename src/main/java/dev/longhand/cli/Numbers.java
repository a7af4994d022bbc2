package dev.longhand.cli;

import dev.longhand.core.document.Language;
import dev.longhand.core.engine.TokenCount;
import java.util.Locale;

/** Numbers as the commands print them. */
final class Numbers {
    private Numbers() {}

    /** With a comma between thousands: {@code 1,024}. */
    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As {@link #whole}, with "≈" before a count that is not exact. */
    static String count(TokenCount count) {
        return (count.exact() ? "" : "≈") + whole(count.value());
    }

    /** With one digit after the point: {@code 148.3}. */
    static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    /** {@code 1 chunk}, {@code 2 chunks}. */
    static String of(long number, String thing) {
        return whole(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** A number of words as writers count them: {@code 2 words}, in Chinese {@code 2 characters}. */
    static String words(long number, Language language) {
        return of(number, language == Language.CHINESE ? "character" : "word");
    }

    /** A time span: {@code 0.8 s}, {@code 42 s}, {@code 3 min 20 s}. */
    static String span(double millis) {
        if (millis < 10_000) {
            return tenths(millis / 1000) + " s";
        }
        long seconds = Math.round(millis / 1000);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
