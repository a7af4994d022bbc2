package dev.longhand.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What to do so that a draft of a certain length comes out well with a model: which window, which quantization. The
 * rules for quantizations are what users of small models have found for long texts: f16, Q8_0 or Q6_K; Q4_K_M for everyday
 * use; never Q2_K beyond some 4,000 generated tokens.
 *
 * @param targetTokens how long the text shall be
 * @param neededContext tokens of a window that holds all of it, with the brief and the chunk being written
 */
public record DraftAdvice(int targetTokens, int neededContext) {
    /** From this length on, in generated tokens, coarse weights are heard. */
    private static final int LONG_TEXT = 4_096;

    private static final int STEP = 256;

    /** What brief, outline and requests take, and a chunk that is written anew. */
    private static final int ROOM = 1_024 + 1_280;

    private static final long MEBIBYTE = 1 << 20;

    public static DraftAdvice of(int targetTokens) {
        // One token in eight goes to the requests of sections and the marks of the chat template.
        long needed = targetTokens + targetTokens / 8L + ROOM;
        return new DraftAdvice(targetTokens, (int) Math.min(Integer.MAX_VALUE / 2, Math.ceilDiv(needed, STEP) * STEP));
    }

    /** Whether weights as coarse as these are heard in a text of this length. */
    public boolean isLong() {
        return targetTokens > LONG_TEXT;
    }

    /** The advice, a sentence each; never empty. */
    public List<String> sentences(GgufHeader header, MemoryNeed need, long availableBytes) {
        List<String> sentences = new ArrayList<>();
        sentences.add(context(header, need, availableBytes));
        sentences.add(quantization(header, need, availableBytes));
        return sentences;
    }

    private String context(GgufHeader header, MemoryNeed need, long availableBytes) {
        int trained = header.trainedContext();
        int fits = need.largestContext(availableBytes);
        int possible = trained > 0 ? Math.min(trained, fits) : fits;
        if (neededContext <= possible) {
            return say("Context: take %,d tokens, which hold the whole text with its brief.", neededContext);
        }
        if (possible < STEP) {
            return "Context: the free memory holds the model and no comfortable window; close other programs or take a"
                    + " smaller model.";
        }
        return say(
                "Context: the whole text with its brief needs %,d tokens; take %,d, the most that %s, and the oldest"
                        + " text is left out as you go on.",
                neededContext, possible, possible == fits ? "fits the memory well" : "the model was trained for");
    }

    private String quantization(GgufHeader header, MemoryNeed need, long availableBytes) {
        Fineness fineness = Fineness.of(header);
        String now = header.quantization();
        String better = better(header, fineness, need, availableBytes);
        return switch (fineness) {
            case UNKNOWN -> "Quantization: " + now + " is not one that there is experience with; try a short text first.";
            case FINE -> "Quantization: " + now + " is fit for long texts.";
            case EVERYDAY -> isLong()
                    ? "Quantization: " + now + " is for everyday use; for a text this long " + better + "."
                    : "Quantization: " + now + " is good for everyday use, and for a text of this length.";
            case COARSE -> isLong()
                    ? "Quantization: never draft a text this long with " + now + "; " + better + "."
                    : "Quantization: " + now + " is for short texts at best; " + better + ".";
        };
    }

    /** The finest quantization of the same model that the memory holds with the window, and its size. */
    private String better(GgufHeader header, Fineness now, MemoryNeed need, long availableBytes) {
        int context = header.trainedContext() > 0 ? Math.min(neededContext, header.trainedContext()) : neededContext;
        for (Offer offer : Offer.values()) {
            long weights = (long) (header.parameters() * offer.bitsPerWeight / 8);
            MemoryNeed other = new MemoryNeed(weights, need.kvBytesPerToken(), need.computeBytes());
            if (offer.fineness.compareTo(now) < 0
                    && other.fit(context, availableBytes).verdict() == MemoryFit.Verdict.FITS) {
                return say("take it as %s, some %,d MiB", offer, Math.max(1, weights / MEBIBYTE));
            }
        }
        return "take a smaller model as Q8_0 or Q6_K, for a finer one of this model does not fit the memory";
    }

    private static String say(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    /** What to take instead, best first; sizes as llama.cpp's quantizer makes them. */
    private enum Offer {
        Q8_0(Fineness.FINE, 8.5),
        Q6_K(Fineness.FINE, 6.6),
        Q4_K_M(Fineness.EVERYDAY, 4.9);

        private final Fineness fineness;
        private final double bitsPerWeight;

        Offer(Fineness fineness, double bitsPerWeight) {
            this.fineness = fineness;
            this.bitsPerWeight = bitsPerWeight;
        }
    }

    /** What a quantization is good for, the finest first. */
    private enum Fineness {
        FINE,
        EVERYDAY,
        COARSE,
        UNKNOWN;

        static Fineness of(GgufHeader header) {
            String name = header.quantization();
            if (name.matches("F32|F64|F16|BF16|Q8_.*|Q6_K")) {
                return FINE;
            }
            if (name.matches("Q[45]_.*|IQ4_.*|MXFP4")) {
                return EVERYDAY;
            }
            return name.matches("I?Q[123]_.*") ? COARSE : UNKNOWN;
        }
    }
}
