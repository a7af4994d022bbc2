package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

/** What a writer may be told when something goes wrong. */
final class Sentences {
    private Sentences() {}

    /** One sentence for people and a code for support. */
    static void check(String code, String sentence) {
        assertThat(code).as("code of: %s", sentence).matches("[A-Z][A-Z0-9]*([-_][A-Z0-9]+)*");
        assertThat(sentence).matches("\\p{Lu}?.*\\.");
        assertThat(sentence)
                .doesNotContain("\n", "Exception", "null", "java.", "the program failed", "details are in the log")
                .doesNotContainPattern("\\. \\p{L}");
    }
}
