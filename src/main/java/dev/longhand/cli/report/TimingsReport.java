package dev.longhand.cli.report;

import dev.longhand.core.engine.Timings;

/** {@link Timings}, in milliseconds. */
public record TimingsReport(double promptMillis, double firstTokenMillis, double generationMillis) {
    static TimingsReport of(Timings timings) {
        return new TimingsReport(
                ReportFormat.millis(timings.promptMillis()),
                ReportFormat.millis(timings.firstTokenMillis()),
                ReportFormat.millis(timings.generationMillis()));
    }
}
