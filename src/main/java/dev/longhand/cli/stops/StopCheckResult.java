package dev.longhand.cli.stops;

import java.util.Optional;

/**
 * How a case ended.
 *
 * @param expected the reason it had to end for, in short
 * @param got the reason it ended for
 * @param difference what was not as expected, a sentence; empty if all was
 */
public record StopCheckResult(String expected, String got, Optional<String> difference) {
    public boolean ok() {
        return difference.isEmpty();
    }
}
