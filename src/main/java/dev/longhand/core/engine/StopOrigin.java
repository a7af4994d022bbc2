package dev.longhand.core.engine;

/** Who asked for a stop string. */
public enum StopOrigin {
    /** The writer set it. */
    WRITER,
    /** It keeps the model from writing the outline's next heading itself. */
    OUTLINE,
    /** It belongs to the model's chat template. */
    TEMPLATE
}
