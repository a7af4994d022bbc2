package dev.longhand.ui.drafting;

import dev.longhand.core.engine.Sampling;

/** Ways to choose tokens that have a name. */
enum Preset {
    /** Always the likeliest token. */
    EXACT(Sampling.GREEDY),
    BALANCED(Sampling.STANDARD),
    FREE(new Sampling(1.1, 0, 0.98, 0.03, 1.0, 64));

    private final Sampling sampling;

    Preset(Sampling sampling) {
        this.sampling = sampling;
    }

    Sampling sampling() {
        return sampling;
    }
}
