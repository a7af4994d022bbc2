package dev.longhand.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds in a text whatever spells a special token, and cuts there. Immutable. */
final class SpecialSpellings {
    /** By their first character; longer ones are of no matter, for every cut lies after the first character. */
    private final Map<Character, List<String>> byFirst = new HashMap<>();

    SpecialSpellings(List<String> spellings) {
        for (String spelling : spellings) {
            byFirst.computeIfAbsent(spelling.charAt(0), _ -> new ArrayList<>()).add(spelling);
        }
        byFirst.values().forEach(list -> list.sort(Comparator.comparingInt(String::length)));
    }

    /**
     * The text in pieces of which none contains a spelling of more than one character: it is cut after the first
     * character of every spelling in it, those that overlap too.
     */
    List<String> cut(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            int cut = at + Character.charCount(text.codePointAt(at));
            if (spellingBeginsAt(text, at) && cut < text.length()) {
                pieces.add(text.substring(from, cut));
                from = cut;
            }
        }
        if (from < text.length()) {
            pieces.add(text.substring(from));
        }
        return pieces;
    }

    private boolean spellingBeginsAt(String text, int at) {
        List<String> candidates = byFirst.get(text.charAt(at));
        if (candidates == null) {
            return false;
        }
        for (String spelling : candidates) {
            if (text.startsWith(spelling, at)) {
                return true;
            }
        }
        return false;
    }
}
