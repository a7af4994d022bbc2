package dev.longhand.engine.scripted;

import dev.longhand.core.engine.TokenIds;
import java.util.Iterator;
import java.util.List;

/**
 * Writes prose the way a very small model would: each token depends on the last tokens of the context and on chance, so
 * that the same seed gives the same text, a text goes on over a seam as if there were none, and greedy text needs no
 * seed. Now and then there is an emoji, a character of four tokens.
 */
final class Prose implements Iterator<Step> {
    private static final List<String> WORDS = List.of(
            ("air all amber arch bank basin beam bed bell bolt bore brick cable canal cell chalk clay coil crane dam"
                            + " deck depth door drain dust edge engine fan field filter flow frame fuel gate gauge"
                            + " grain hall heat hinge joint keel lamp lever light load mast meter mill motor oil pump"
                            + " rail ridge river roof rope sand screw seal shaft slope spring steam stone tank tide"
                            + " tower valve wall water weir well wheel wind wire wood yard")
                    .split(" "));
    private static final int[] EMOJI = Vocabulary.tokenize("🌱").toArray();
    private static final int FULL_STOP = only(".");
    private static final int COMMA = only(",");
    private static final int NEW_LINE = only("\n");
    /** How many tokens the next one depends on. */
    private static final int MEMORY = 8;

    private final int[] tail = new int[MEMORY];
    private final Scene scene;
    private final boolean ends;
    /** Whether it has just ended and is asked to go on all the same. */
    private boolean ended;


    /** @param ends whether it may end its answer, at the end of a sentence */
    Prose(Scene scene, boolean ends) {
        this.scene = scene;
        this.ends = ends;
        TokenIds prompt = scene.prompt();
        for (int i = Math.max(0, prompt.size() - MEMORY); i < prompt.size(); i++) {
            remember(prompt.get(i));
        }
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Step next() {
        long chance = chance();
        if (ends && !ended && last(0) == FULL_STOP && below(chance, 23) == 0) {
            ended = true;
            return new Step.End();
        }
        ended = false;
        int token = token(chance);
        remember(token);
        return new Step.Write(TokenIds.of(token));
    }

    private int token(long chance) {
        for (int i = 0; i < EMOJI.length - 1; i++) {
            if (last(0) == EMOJI[i]) {
                return EMOJI[i + 1];
            }
        }
        if (last(0) == FULL_STOP) {
            return below(chance, 6) == 0 ? NEW_LINE : word(chance, true, true);
        }
        if (last(0) == NEW_LINE) {
            return last(1) == FULL_STOP ? NEW_LINE : word(chance, false, true);
        }
        if (last(0) == Vocabulary.TURN_ENDS || last(0) == Vocabulary.TURN_BEGINS) {
            return word(chance, false, true);
        }
        return switch (below(chance, 24)) {
            case 0, 1 -> FULL_STOP;
            case 2 -> last(0) == COMMA ? word(chance, true, false) : COMMA;
            case 3 -> last(0) == COMMA ? word(chance, true, false) : EMOJI[0];
            default -> word(chance, true, false);
        };
    }

    private static int word(long chance, boolean space, boolean capital) {
        String word = WORDS.get(below(chance >>> 20, WORDS.size()));
        String written = capital ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word;
        return only(space ? " " + written : written);
    }

    /** A number that depends on the last tokens and, unless greedy, on the scene's chance. */
    private long chance() {
        long hash = scene.greedy() ? 0 : scene.random().nextLong();
        for (int id : tail) {
            hash = mix(hash + id);
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private static int below(long chance, int bound) {
        return (int) Long.remainderUnsigned(chance, bound);
    }

    private static int only(String text) {
        return Vocabulary.tokenize(text).get(0);
    }

    /** The token that stands {@code back} before the last one. */
    private int last(int back) {
        return tail[MEMORY - 1 - back];
    }

    private void remember(int token) {
        System.arraycopy(tail, 1, tail, 0, MEMORY - 1);
        tail[MEMORY - 1] = token;
    }
}
