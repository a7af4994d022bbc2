package dev.longhand.core.stop;

/**
 * Cuts a text that arrives character by character into words, numbers and signs, the same ones however the text was
 * split. White space only separates, except that a line feed is a sign and a long run of spaces is a sign for every 16.
 * A run of one sign is thinned out, so that a ruled line is short. Not thread-safe.
 */
final class Lexemes {
    /** Letters or digits after which each further one is a lexeme of its own: an endless word must be seen to loop. */
    private static final int LONGEST_WORD = 24;

    private static final int SPACES_PER_SIGN = 16;
    /** Of a run of one sign the first three count, then every eighth. */
    private static final int DENSE_SIGNS = 3;

    private static final int SPARSE_SIGNS = 8;
    private static final int LETTERS_PER_TOKEN = 4;
    private static final int TOKENS_PER_IDEOGRAPH = 2;

    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final long HASH_FACTOR = 0x100000001b3L;
    private static final long ANY_NUMBER = HASH_START + 1;
    private static final long LIST_NUMBER = HASH_START + 2;
    private static final long SPACES = HASH_START + 3;

    private final Sink sink;

    private Run run = Run.NONE;
    private int runLength;
    private int runStart;
    private long runHash;
    /** What the run of signs is made of. */
    private int runSign;
    /** True if nothing but white space stands before the run in its line. */
    private boolean runBeginsLine;

    private boolean lineIsBlank = true;
    private int position;
    private char highSurrogate;

    /** What the characters just before belong to. */
    private enum Run {
        NONE,
        WORD,
        NUMBER,
        SIGNS,
        SPACE
    }

    /** Where a lexeme ends what a reader takes in at once. */
    enum Pause {
        NONE,
        SENTENCE,
        LINE
    }

    /** Takes the lexemes in order. */
    interface Sink {
        /**
         * @param exact equal for equal lexemes
         * @param folded the same, but equal for all numbers
         * @param size estimated tokens
         * @param start where it begins
         * @param end where it ends
         */
        void lexeme(long exact, long folded, int size, int start, int end, Pause pause);
    }

    /** @param position the position of the first character that will be fed */
    Lexemes(Sink sink, int position) {
        this.sink = sink;
        this.position = position;
    }

    void feed(char c) {
        position++;
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
            return;
        }
        boolean pair = Character.isLowSurrogate(c) && highSurrogate != 0;
        take(pair ? Character.toCodePoint(highSurrogate, c) : c, position - (pair ? 2 : 1));
        highSurrogate = 0;
    }

    /** Takes the word or number that the text ends with as complete. */
    void finish() {
        finishRun(0, position);
    }

    private void take(int c, int start) {
        if (c == '\n') {
            finishRun(c, start);
            emit(c, 1, start, Pause.LINE);
            lineIsBlank = true;
            return;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            extend(Run.SPACE, c, start);
            if (runLength % SPACES_PER_SIGN == 0) {
                emit(SPACES, 1, start, Pause.NONE);
            }
            return;
        }
        if (standsAlone(c)) {
            finishRun(c, start);
            emit(c, TOKENS_PER_IDEOGRAPH, start, Pause.NONE);
        } else if (Character.isDigit(c)) {
            takeLetter(Run.NUMBER, c, start);
        } else if (Character.isLetter(c) || isMark(c)) {
            takeLetter(Run.WORD, c, start);
        } else {
            takeSign(c, start);
        }
        lineIsBlank = false;
    }

    private void takeLetter(Run kind, int c, int start) {
        extend(kind, c, start);
        if (runLength == LONGEST_WORD) {
            emitRun(c, position);
        } else if (runLength > LONGEST_WORD) {
            long exact = hash(HASH_START, c);
            sink.lexeme(exact, kind == Run.NUMBER ? ANY_NUMBER : exact, 1, start, position, Pause.NONE);
        }
    }

    private void takeSign(int c, int start) {
        if (run == Run.SIGNS && runSign != c) {
            run = Run.NONE;
        }
        extend(Run.SIGNS, c, start);
        runSign = c;
        if (runLength <= DENSE_SIGNS || runLength % SPARSE_SIGNS == 0) {
            emit(c, 1, start, ".!?。！？…".indexOf(c) >= 0 ? Pause.SENTENCE : Pause.NONE);
        }
    }

    private void extend(Run kind, int c, int start) {
        if (run != kind) {
            finishRun(c, start);
            run = kind;
            runStart = start;
            runHash = HASH_START;
            runBeginsLine = lineIsBlank;
        }
        runLength++;
        runHash = hash(runHash, c);
    }

    private void finishRun(int next, int end) {
        if ((run == Run.WORD || run == Run.NUMBER) && runLength < LONGEST_WORD) {
            emitRun(next, end);
        }
        run = Run.NONE;
        runLength = 0;
    }

    private void emitRun(int next, int end) {
        if (run == Run.WORD) {
            int size = (runLength + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
            sink.lexeme(runHash, runHash, size, runStart, end, Pause.NONE);
        } else {
            // The number of a list item says nothing: "1. Stir. 2. Stir. 3. Stir." is as much of a loop as without.
            boolean listNumber = runBeginsLine && ".)、．".indexOf(next) >= 0;
            sink.lexeme(listNumber ? LIST_NUMBER : runHash, ANY_NUMBER, runLength, runStart, end, Pause.NONE);
        }
    }

    private void emit(long sign, int size, int start, Pause pause) {
        long key = hash(HASH_START, sign);
        sink.lexeme(key, key, size, start, position, pause);
    }

    private static long hash(long before, long c) {
        return (before ^ c) * HASH_FACTOR;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** True for characters of scripts that are written without spaces between words. */
    private static boolean standsAlone(int c) {
        return c >= 0x2E80
                && (Character.isIdeographic(c)
                        || switch (Character.UnicodeScript.of(c)) {
                            case HIRAGANA, KATAKANA -> true;
                            default -> false;
                        });
    }
}
