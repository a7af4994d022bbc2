package dev.longhand.core.schema;

/** Reads JSON text. The core has no JSON library; whoever has one lends it. */
@FunctionalInterface
public interface JsonReader {
    /**
     * The one value that {@code text} is.
     *
     * @throws NotJsonException if it is none, has more after it, a key twice in one object, or is nested too deep
     */
    JsonValue read(String text) throws NotJsonException;
}
