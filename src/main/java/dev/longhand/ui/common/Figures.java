package dev.longhand.ui.common;

import dev.longhand.core.engine.TokenCount;
import java.util.Locale;

/** Numbers as the screen shows them: with thousands separators, and "≈" before one that is not exact. */
public final class Figures {
    private Figures() {}

    public static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String count(TokenCount count) {
        return (count.exact() ? "" : "≈") + whole(count.value());
    }

    /** With one decimal, such as {@code 41.2}. */
    public static String tenths(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }

    /** A time of so many milliseconds: {@code 28 ms}, {@code 1.4 s}. */
    public static String millis(double millis) {
        return millis < 1_000 ? whole(Math.round(millis)) + " ms" : tenths(millis / 1_000) + " s";
    }
}
