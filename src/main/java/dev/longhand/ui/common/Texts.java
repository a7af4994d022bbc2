package dev.longhand.ui.common;

import dev.longhand.core.stop.StopReasonText;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words on the screen, in one language. They stand in {@code Texts.properties} and its translations. */
public final class Texts {
    private final Locale locale;
    private final ResourceBundle words;
    private final StopReasonText reasons;

    private Texts(Locale locale) {
        this.locale = locale;
        this.words = ResourceBundle.getBundle(
                Texts.class.getName(), locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.reasons = new StopReasonText(locale);
    }

    /** Chinese for a Chinese locale, English for every other. */
    public static Texts of(Locale locale) {
        return new Texts(locale.getLanguage().equals(Locale.CHINESE.getLanguage())
                ? Locale.SIMPLIFIED_CHINESE
                : Locale.ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    /** Stop reasons in the same language. */
    public StopReasonText reasons() {
        return reasons;
    }

    /** The words of {@code key}, with {@code carried} in the places {0}, {1} and so on. */
    public String of(String key, Object... carried) {
        return new MessageFormat(words.getString(key), locale).format(carried);
    }
}
