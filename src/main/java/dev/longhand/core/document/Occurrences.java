package dev.longhand.core.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Finds where each of many texts stands in a long one, in one pass over it (the rolling hash of Karp and Rabin). */
final class Occurrences {
    static final int NONE = -1;
    /** A shorter text may stand anywhere by chance; in characters. */
    static final int SHORTEST = 8;

    /** How many characters at the beginning of a text are hashed: the most of these that it has. */
    private static final int[] KEYS = {32, 16, SHORTEST};
    private static final int FACTOR = 0x01000193;
    /** A text whose first characters come back more often than this is not looked for any further. */
    private static final int MOST_TRIES = 1_000;

    private static final class Part {
        final String text;
        final int index;
        int tries;
        int at = NONE;

        Part(String text, int index) {
            this.text = text;
            this.index = index;
        }
    }

    private Occurrences() {}

    /** For each of {@code parts} where it stands in {@code text}; NONE if nowhere, at several places, or too short. */
    static int[] ofThoseThatStandOnce(String text, List<String> parts) {
        int[] found = new int[parts.size()];
        Arrays.fill(found, NONE);
        int longest = Integer.MAX_VALUE;
        for (int key : KEYS) {
            Map<Integer, List<Part>> byHash = new HashMap<>();
            for (int i = 0; i < found.length; i++) {
                int length = parts.get(i).length();
                if (length >= key && length < longest) {
                    Part part = new Part(parts.get(i), i);
                    byHash.computeIfAbsent(hash(part.text, key), h -> new ArrayList<>()).add(part);
                }
            }
            if (!byHash.isEmpty()) {
                search(text, byHash, key);
                byHash.values().forEach(rest -> rest.forEach(part -> found[part.index] = part.at));
            }
            longest = key;
        }
        return found;
    }

    private static int hash(String text, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * FACTOR + text.charAt(i);
        }
        return hash;
    }

    private static void search(String text, Map<Integer, List<Part>> byHash, int key) {
        if (text.length() < key) {
            return;
        }
        boolean[] likely = new boolean[1 << 16];
        byHash.keySet().forEach(h -> likely[h >>> 16] = true);
        int leaving = 1;
        for (int i = 1; i < key; i++) {
            leaving *= FACTOR;
        }
        int hash = hash(text, key);
        for (int at = 0; ; at++) {
            if (likely[hash >>> 16]) {
                look(text, at, byHash.getOrDefault(hash, List.of()));
            }
            if (at + key == text.length()) {
                return;
            }
            hash = (hash - text.charAt(at) * leaving) * FACTOR + text.charAt(at + key);
        }
    }

    /** Takes those out of {@code parts} that stand at a second place. */
    private static void look(String text, int at, List<Part> parts) {
        for (Iterator<Part> rest = parts.iterator(); rest.hasNext(); ) {
            Part part = rest.next();
            boolean here = text.startsWith(part.text, at);
            if (here && part.at != NONE || ++part.tries > MOST_TRIES) {
                rest.remove();
            } else if (here) {
                part.at = at;
            }
        }
    }
}
