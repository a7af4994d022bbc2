package dev.longhand.engine.scripted;

import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.ChatMl;
import dev.longhand.engine.Utf8Pieces;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The scripted engine's tokens: up to six letters of a word, with the space before it; any other character of the basic
 * plane alone, so each Chinese character is one token; and single bytes, four of them for an emoji. A token's id is
 * computed from its text and the text from the id, so that ids mean the same in every process.
 */
final class Vocabulary {
    static final int END_OF_TEXT = 256;
    static final int TURN_BEGINS = 257;
    static final int TURN_ENDS = 258;

    private static final Map<String, Integer> SPECIALS =
            Map.of("<|endoftext|>", END_OF_TEXT, ChatMl.TURN_BEGINS, TURN_BEGINS, ChatMl.TURN_ENDS, TURN_ENDS);
    private static final Pattern SPECIAL =
            Pattern.compile(String.join("|", SPECIALS.keySet().stream().map(Pattern::quote).toList()));
    private static final int BYTES = 256;
    /** Ids of single characters: this and the character. */
    private static final int CHARACTERS = 1024;
    /** Ids of words: this and four times the letters' rank, and two bits for a space before and a capital. */
    private static final int WORDS = 1 << 17;
    private static final int SPACE_BIT = 1;
    private static final int CAPITAL_BIT = 2;
    private static final int LONGEST_WORD = 6;
    private static final int ALPHABET = 26;
    private static final int LAST_WORD = WORDS + 4 * rank("zzzzzz") + SPACE_BIT + CAPITAL_BIT;
    /** Bytes of the longest character in UTF-8. */
    private static final int LONGEST_CHARACTER = 4;

    private static final char REPLACEMENT = '\uFFFD';

    private Vocabulary() {}

    static int size() {
        return LAST_WORD + 1;
    }

    static boolean contains(int id) {
        if (id >= WORDS) {
            return id >= WORDS + 4 && id <= LAST_WORD;
        }
        if (id >= CHARACTERS) {
            int character = id - CHARACTERS;
            return character > 0 && character <= Character.MAX_VALUE && !Character.isSurrogate((char) character);
        }
        return id >= 0 && id <= TURN_ENDS;
    }

    /** The tokens of plain text; spellings of special tokens are characters like any other. */
    static TokenIds tokenize(String text) {
        IntStream.Builder ids = IntStream.builder();
        int at = 0;
        while (at < text.length()) {
            int word = text.charAt(at) == ' ' ? at + 1 : at;
            int end = endOfWord(text, word);
            if (end > word) {
                ids.add(wordId(text.substring(word, end), word > at));
                at = end;
            } else {
                int character = text.codePointAt(at);
                addCharacter(character, ids);
                at += Character.charCount(character);
            }
        }
        return TokenIds.of(ids.build().toArray());
    }

    /** The tokens of a template: spellings of special tokens become these tokens. */
    static TokenIds tokenizeTemplate(String template) {
        TokenIds ids = TokenIds.NONE;
        Matcher special = SPECIAL.matcher(template);
        int at = 0;
        while (special.find()) {
            ids = ids.then(tokenize(template.substring(at, special.start())))
                    .then(TokenIds.of(SPECIALS.getOrDefault(special.group(), END_OF_TEXT)));
            at = special.end();
        }
        return ids.then(tokenize(template.substring(at)));
    }

    static String detokenize(TokenIds ids) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        ids.stream().forEach(id -> text.append(pieces.accept(bytes(id))));
        return text.append(pieces.finish()).toString();
    }

    /** The text of tokens without the bytes of a character that is unfinished at its end. */
    static String completeText(TokenIds ids) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        ids.stream().forEach(id -> text.append(pieces.accept(bytes(id))));
        return text.toString();
    }

    /** The tokens at the end of {@code ids} that are bytes of an unfinished character. */
    static TokenIds unfinished(TokenIds ids) {
        Utf8Pieces pieces = piecesAfter(ids);
        return ids.slice(ids.size() - pieces.pending().length, ids.size());
    }

    /** What turns the tokens after {@code ids} into text: it completes a character that these begin. */
    static Utf8Pieces piecesAfter(TokenIds ids) {
        Utf8Pieces pieces = new Utf8Pieces();
        ids.slice(Math.max(0, ids.size() - LONGEST_CHARACTER), ids.size())
                .stream()
                .forEach(id -> pieces.accept(bytes(id)));
        return pieces;
    }

    static String spelling(int special) {
        return SPECIALS.entrySet().stream()
                .filter(entry -> entry.getValue() == special)
                .map(Map.Entry::getKey)
                .findAny()
                .orElseThrow();
    }

    /** The bytes a token adds to the text, in UTF-8. */
    static byte[] bytes(int id) {
        if (!contains(id)) {
            return String.valueOf(REPLACEMENT).getBytes(StandardCharsets.UTF_8);
        }
        if (id < BYTES) {
            return new byte[] {(byte) id};
        }
        String text = id >= WORDS
                ? word(id - WORDS)
                : id >= CHARACTERS ? String.valueOf((char) (id - CHARACTERS)) : spelling(id);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void addCharacter(int character, IntStream.Builder ids) {
        boolean broken = character == 0
                || character <= Character.MAX_VALUE && Character.isSurrogate((char) character);
        if (broken) {
            ids.add(CHARACTERS + REPLACEMENT);
        } else if (Character.isBmpCodePoint(character)) {
            ids.add(CHARACTERS + character);
        } else {
            for (byte next : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                ids.add(Byte.toUnsignedInt(next));
            }
        }
    }

    /** Where the word token that begins at {@code from} ends: a letter and lower-case letters, or nothing. */
    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length()
                && end - from < LONGEST_WORD
                && (isLowerCase(text.charAt(end)) || end == from && isCapital(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static int wordId(String letters, boolean space) {
        int bits = (space ? SPACE_BIT : 0) + (isCapital(letters.charAt(0)) ? CAPITAL_BIT : 0);
        return WORDS + 4 * rank(letters) + bits;
    }

    /** Letters as a number to the base 26 with the digits 1 to 26, in which every number is one word. */
    private static int rank(String letters) {
        int rank = 0;
        for (int i = 0; i < letters.length(); i++) {
            rank = rank * ALPHABET + (letters.charAt(i) | ' ') - 'a' + 1;
        }
        return rank;
    }

    private static String word(int code) {
        char[] letters = new char[LONGEST_WORD + 1];
        int at = letters.length;
        for (int rank = code >> 2; rank > 0; rank = (rank - 1) / ALPHABET) {
            letters[--at] = (char) ('a' + (rank - 1) % ALPHABET);
        }
        if ((code & CAPITAL_BIT) != 0) {
            letters[at] -= 'a' - 'A';
        }
        if ((code & SPACE_BIT) != 0) {
            letters[--at] = ' ';
        }
        return new String(Arrays.copyOfRange(letters, at, letters.length));
    }
}
