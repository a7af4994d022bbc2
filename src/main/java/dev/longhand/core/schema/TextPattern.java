package dev.longhand.core.schema;

import dev.longhand.core.schema.CharacterSet.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The patterns that a grammar covers: the whole string, as characters and classes one after another, each as often as a
 * quantifier says. {@code ^[A-Z][a-z]{2,20}$} and {@code ^\d{4}-\d{2}$} are such; groups and {@code |} are not.
 *
 * @param runs what stands one after another
 */
public record TextPattern(List<Run> runs) {
    /**
     * Characters of one set.
     *
     * @param set never empty
     * @param least how many, 0 or more
     * @param most how many, at least {@code least}
     */
    record Run(CharacterSet set, int least, OptionalInt most) {
        Run {
            Limits.check(least, most);
        }
    }

    private static final CharacterSet DIGITS = CharacterSet.of(List.of(new Range('0', '9')));
    private static final CharacterSet WORD = CharacterSet.of(
            List.of(new Range('0', '9'), new Range('A', 'Z'), new Range('_', '_'), new Range('a', 'z')));

    public TextPattern {
        runs = List.copyOf(runs);
    }

    /**
     * Reads a regular expression.
     *
     * @throws IllegalArgumentException if it is not one of those that are covered; the message says why
     */
    public static TextPattern parse(String expression) {
        return new Parser(expression).parse();
    }

    /** Whether single strings can be excluded from it: all but its last run are single characters. */
    boolean excludes() {
        return !runs.isEmpty()
                && runs.subList(0, runs.size() - 1).stream().allMatch(r -> r.least() == 1 && r.most().equals(OptionalInt.of(1)));
    }

    /** What may follow the first {@code characters} of a text that fits; of a pattern that {@link #excludes}. */
    List<Run> after(int characters) {
        int singles = runs.size() - 1;
        if (characters <= singles) {
            return runs.subList(characters, runs.size());
        }
        Run last = runs.getLast();
        int gone = characters - singles;
        OptionalInt most = last.most().isPresent() ? OptionalInt.of(Math.max(0, last.most().getAsInt() - gone)) : last.most();
        return List.of(new Run(last.set(), Math.max(0, last.least() - gone), most));
    }

    /** Whether the whole of {@code text} fits. */
    boolean fits(String text) {
        StringBuilder regex = new StringBuilder();
        for (Run run : runs) {
            regex.append('[');
            run.set().ranges().forEach(r -> regex.append("\\x{%x}-\\x{%x}".formatted(r.first(), r.last())));
            regex.append("]{").append(run.least()).append(',');
            run.most().ifPresent(regex::append);
            regex.append('}');
        }
        return Pattern.compile(regex.toString()).matcher(text).matches();
    }

    /** Reads one expression, code point by code point. */
    private static final class Parser {
        private static final int MOST_DIGITS = 6;

        private final int[] text;
        private int at;

        Parser(String expression) {
            text = expression.codePoints().toArray();
        }

        TextPattern parse() {
            if (text.length < 2 || text[0] != '^' || text[text.length - 1] != '$') {
                throw new IllegalArgumentException("begins with ^ and ends with $");
            }
            at = 1;
            List<Run> runs = new ArrayList<>();
            while (at < text.length - 1) {
                CharacterSet set = one();
                if (set.isEmpty()) {
                    throw new IllegalArgumentException("has no empty class");
                }
                runs.add(quantified(set));
            }
            if (at != text.length - 1) {
                throw new IllegalArgumentException("ends with an unescaped $");
            }
            return new TextPattern(runs);
        }

        private int next() {
            return at < text.length ? text[at] : -1;
        }

        private CharacterSet one() {
            int c = text[at++];
            return switch (c) {
                case '[' -> characterClass();
                case '\\' -> escape();
                case '.' -> CharacterSet.of(List.of(
                                new Range('\n', '\n'), new Range('\r', '\r'), new Range(0x2028, 0x2029)))
                        .complement();
                case '(', ')', '|', '*', '+', '?', '{', '}', ']', '^', '$' ->
                    throw new IllegalArgumentException("has no groups, alternatives or anchors inside");
                default -> CharacterSet.of(c);
            };
        }

        private Run quantified(CharacterSet set) {
            Run run = switch (next()) {
                case '*' -> counted(set, 0, OptionalInt.empty());
                case '+' -> counted(set, 1, OptionalInt.empty());
                case '?' -> counted(set, 0, OptionalInt.of(1));
                case '{' -> braces(set);
                default -> new Run(set, 1, OptionalInt.of(1));
            };
            if (next() == '?' || next() == '*' || next() == '+' || next() == '{') {
                throw new IllegalArgumentException("has one quantifier after a character or class");
            }
            return run;
        }

        private Run counted(CharacterSet set, int least, OptionalInt most) {
            at++;
            return new Run(set, least, most);
        }

        private Run braces(CharacterSet set) {
            at++;
            int least = number();
            OptionalInt most = OptionalInt.of(least);
            if (next() == ',') {
                at++;
                most = next() == '}' ? OptionalInt.empty() : OptionalInt.of(number());
            }
            if (next() != '}' || most.isPresent() && most.getAsInt() < least) {
                throw new IllegalArgumentException("has quantifiers like {2} and {2,5}");
            }
            at++;
            return new Run(set, least, most);
        }

        private int number() {
            int from = at;
            int value = 0;
            while (next() >= '0' && next() <= '9' && at - from < MOST_DIGITS) {
                value = 10 * value + (text[at++] - '0');
            }
            if (at == from) {
                throw new IllegalArgumentException("has quantifiers like {2} and {2,5}");
            }
            return value;
        }

        private CharacterSet characterClass() {
            boolean negated = next() == '^';
            at += negated ? 1 : 0;
            List<Range> ranges = new ArrayList<>();
            while (next() != ']') {
                CharacterSet first = member();
                boolean isRange = next() == '-' && at + 1 < text.length && text[at + 1] != ']';
                if (!isRange) {
                    ranges.addAll(first.ranges());
                    continue;
                }
                at++;
                Optional<Integer> from = single(first);
                Optional<Integer> to = single(member());
                if (from.isEmpty() || to.isEmpty() || from.get() > to.get()) {
                    throw new IllegalArgumentException("has ranges from a character to a later one");
                }
                ranges.add(new Range(from.get(), to.get()));
            }
            at++;
            CharacterSet set = CharacterSet.of(ranges);
            return negated ? set.complement() : set;
        }

        private CharacterSet member() {
            if (at >= text.length) {
                throw new IllegalArgumentException("closes its classes");
            }
            int c = text[at++];
            return c == '\\' ? escape() : CharacterSet.of(c);
        }

        private static Optional<Integer> single(CharacterSet set) {
            return set.ranges().size() == 1 && set.ranges().getFirst().first() == set.ranges().getFirst().last()
                    ? Optional.of(set.ranges().getFirst().first())
                    : Optional.empty();
        }

        private CharacterSet escape() {
            int c = next();
            at++;
            return switch (c) {
                case 'd' -> DIGITS;
                case 'D' -> DIGITS.complement();
                case 'w' -> WORD;
                case 'W' -> WORD.complement();
                case 'n' -> CharacterSet.of('\n');
                case 'r' -> CharacterSet.of('\r');
                case 't' -> CharacterSet.of('\t');
                case 'u' -> CharacterSet.of(hex());
                default -> {
                    if (c < 0 || Character.isLetterOrDigit(c)) {
                        throw new IllegalArgumentException("has no escapes but \\d \\D \\w \\W \\n \\r \\t \\uXXXX and marks");
                    }
                    yield CharacterSet.of(c);
                }
            };
        }

        private int hex() {
            int value = 0;
            for (int i = 0; i < 4; i++) {
                int digit = next() < 0 ? -1 : Character.digit(next(), 16);
                if (digit < 0) {
                    throw new IllegalArgumentException("has four hexadecimal digits after \\u");
                }
                value = 16 * value + digit;
                at++;
            }
            return value;
        }
    }
}
