package dev.longhand.core.engine;

/** What an engine can do beyond generating text. */
public enum Capability {
    /** Every token count it gives is exact. */
    EXACT_TOKENS,
    /** It gives the ids of the tokens it sampled, so that a kept candidate is carried over as these tokens. */
    SAMPLED_TOKENS,
    /** It tells which end token ended the text. */
    END_TOKEN_ID,
    /** It observes how much of the prompt it reused; otherwise the number is worked out. */
    OBSERVED_REUSE,
    /** Its sampler can go on from the last generation: random state and penalties carry over a seam. */
    SAMPLER_CONTINUES,
    /** It can write its KV cache to disk and restore it. */
    SNAPSHOT,
    /** It can write several candidates for one place at once. */
    PARALLEL_CANDIDATES,
    /** It tells the probabilities of the likeliest tokens. */
    TOKEN_PROBABILITIES,
    /** It can be held to a GBNF grammar. */
    GRAMMAR,
    /** Closing a model gives its memory back. */
    UNLOAD,
    /** It reports the progress of prompt processing. */
    PROMPT_PROGRESS
}
