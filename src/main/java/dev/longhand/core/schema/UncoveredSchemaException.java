package dev.longhand.core.schema;

/** A schema says something that a grammar here does not hold a text to: one sentence with the keyword and its place. */
public final class UncoveredSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String keyword;
    private final String path;

    /**
     * @param path where in the schema, such as {@code #/properties/title}
     * @param why what is not covered and what to do, the end of a sentence
     */
    UncoveredSchemaException(String keyword, String path, String why) {
        super("The schema's “" + keyword + "” at " + path + " " + why);
        this.keyword = keyword;
        this.path = path;
    }

    /** The keyword, such as {@code minProperties}. */
    public String keyword() {
        return keyword;
    }

    /** Where it stands, such as {@code #/properties/title}. */
    public String path() {
        return path;
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
