package dev.longhand.core.document;

/** The language a document is written in, which decides the prompt texts. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language tag as it stands in a brief: {@code en} or {@code zh}. */
    public String tag() {
        return tag;
    }

    /** Chinese if at least a fifth of the letters in {@code text} are Han characters, English otherwise. */
    public static Language of(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long han = text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .count();
        return letters > 0 && han * 5 >= letters ? CHINESE : ENGLISH;
    }
}
