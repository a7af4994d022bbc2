package dev.longhand.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the values of options; what is wrong is said in one sentence that names the option. */
final class Checks {
    private Checks() {}

    static int atLeast(String option, int least, int value) throws BadInput {
        if (value < least) {
            throw new BadInput(option + " must be at least " + least + ", not " + value + ".");
        }
        return value;
    }

    static int between(String option, int least, int most, int value) throws BadInput {
        if (value > most) {
            throw new BadInput(option + " must be at most " + Numbers.whole(most) + ", not " + Numbers.whole(value) + ".");
        }
        return atLeast(option, least, value);
    }

    /** Refuses NaN and infinity too. */
    static double between(String option, double least, double most, double value) throws BadInput {
        if (!(value >= least && value <= most)) {
            throw new BadInput("%s must lie between %s and %s, not %s."
                    .formatted(option, plain(least), plain(most), plain(value)));
        }
        return value;
    }

    /** The constant that {@code typed} names, in small letters with hyphens; nothing if nothing was typed. */
    static <E extends Enum<E>> Optional<E> choice(String option, Class<E> type, @Nullable String typed)
            throws BadInput {
        if (typed == null) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equalsIgnoreCase(typed)) {
                return Optional.of(constant);
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants()).map(Checks::name).toList();
        String all = String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
        throw new BadInput(option + " must be " + all + ", not “" + typed + "”.");
    }

    /** {@code NEXT_SECTION} as {@code next-section}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
    }
}
