package dev.longhand.model;

import java.util.Locale;

/**
 * Whether a model with its context fits the memory. Every engine and every command judges by this.
 *
 * @param context tokens of the window
 * @param neededBytes what everything takes, estimated
 * @param availableBytes what may be taken
 */
public record MemoryFit(int context, long neededBytes, long availableBytes) {
    /** Up to this share of the available memory all is well; a window chosen by the program takes no more. */
    public static final double COMFORTABLE_SHARE = 0.8;

    /** Above this share loading is refused. */
    public static final double LARGEST_SHARE = 0.95;

    private static final long MEBIBYTE = 1 << 20;

    /** What follows from the shares. */
    public enum Verdict {
        FITS,
        /** It may be loaded, and other programs may suffer. */
        TIGHT,
        TOO_LARGE
    }

    public Verdict verdict() {
        if (neededBytes > availableBytes * LARGEST_SHARE) {
            return Verdict.TOO_LARGE;
        }
        return neededBytes > availableBytes * COMFORTABLE_SHARE ? Verdict.TIGHT : Verdict.FITS;
    }

    /** What is needed, as a share of what is available. */
    public double share() {
        return availableBytes > 0 ? (double) neededBytes / availableBytes : Double.POSITIVE_INFINITY;
    }

    /** What to say of a verdict that is not {@link Verdict#FITS}: one sentence, with what to do. */
    public String sentence() {
        return sentence("");
    }

    /**
     * As {@link #sentence()}.
     *
     * @param otherwise what else can be done, such as {@code "or load it all the same with --force"}
     */
    public String sentence(String otherwise) {
        String numbers = String.format(
                Locale.ROOT,
                "The model with a context of %,d tokens needs about %,d MiB of memory, and %,d MiB are free",
                context,
                Math.ceilDiv(neededBytes, MEBIBYTE),
                availableBytes / MEBIBYTE);
        String todo = verdict() == Verdict.TOO_LARGE
                ? "; choose a smaller context or a smaller model"
                : "; other programs may become slow, and a smaller context helps";
        return numbers + todo + (otherwise.isEmpty() ? "" : ", " + otherwise) + ".";
    }
}
