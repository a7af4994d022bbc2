package dev.longhand.core.schema;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Limits that no value could keep are a mistake of whoever made them. */
final class Limits {
    private Limits() {}

    static void check(int least, OptionalInt most) {
        if (least < 0 || most.isPresent() && most.getAsInt() < least) {
            throw new IllegalArgumentException("from " + least + " to " + most);
        }
    }

    static void check(OptionalLong least, OptionalLong most) {
        if (least.isPresent() && most.isPresent() && most.getAsLong() < least.getAsLong()) {
            throw new IllegalArgumentException("from " + least + " to " + most);
        }
    }
}
