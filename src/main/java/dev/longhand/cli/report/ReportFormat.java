package dev.longhand.cli.report;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How reports are written: JSON for people and programs, fields in the order of the records. */
public final class ReportFormat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ReportFormat() {}

    public static String json(Record report) {
        return JSON.writeValueAsString(report) + "\n";
    }

    /** A time in milliseconds, rounded to a tenth. */
    static double millis(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
