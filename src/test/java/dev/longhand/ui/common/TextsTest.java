package dev.longhand.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.stop.StopReasonText;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("longhand.home", "."), "src", "main", "java", "dev", "longhand", "ui");
    private static final Pattern CARRIED = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(classes = {Texts.class, StopReasonText.class})
    void everyLanguageHasTheSameKeysAndCarriesTheSame(Class<?> owner) throws IOException {
        Properties english = words(owner, "");
        Properties chinese = words(owner, "_zh_CN");
        assertThat(new TreeSet<>(chinese.stringPropertyNames())).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            assertThat(carried(chinese.getProperty(key))).as(key).isEqualTo(carried(english.getProperty(key)));
            assertThat(chinese.getProperty(key)).as(key).isNotBlank();
        }
    }

    /** A key that a source names in full, or begins with. */
    @Test
    void everyTextIsUsedAndEveryKeyIsThere() throws IOException {
        Set<String> keys = words(Texts.class, "").stringPropertyNames();
        String sources = sources();
        Set<String> named = Pattern.compile("texts\\.of\\(\\s*\"([a-zA-Z.]+)\"\\s*[,)]")
                .matcher(sources).results().map(r -> r.group(1)).collect(Collectors.toSet());
        assertThat(keys).containsAll(named);
        Set<String> commands = Pattern.compile("add\\(\"([a-z]+\\.[a-zA-Z]+)\"")
                .matcher(sources).results().map(r -> "command." + r.group(1)).collect(Collectors.toSet());
        assertThat(keys).containsAll(commands);
        assertThat(keys).allSatisfy(key -> assertThat(
                        sources.contains("\"" + key + "\"") || commands.contains(key) || isBegun(sources, key))
                .as("%s is used", key)
                .isTrue());
    }

    /** Words that stand in a view instead of in the texts would stay English. */
    @Test
    void noWordsStandInTheViews() throws IOException {
        assertThat(Pattern.compile("(?:setText|setPromptText|setTitle|setAccessibleText|new Button|new Menu|new MenuItem)"
                        + "\\(\"[^\"]*[A-Za-z]{2}[^\"]*\"|label\\(\"[^\"]*[A-Za-z]{2}")
                        .matcher(sources()).results().map(MatchResult::group))
                .allMatch(call -> call.contains("Longhand") || call.contains("1 / 1"));
    }

    private static boolean isBegun(String sources, String key) {
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            if (sources.contains("\"" + key.substring(0, dot + 1) + "\"")) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> carried(String text) {
        return CARRIED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static Properties words(Class<?> owner, String language) throws IOException {
        Properties words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(owner.getResourceAsStream(owner.getSimpleName() + language + ".properties")),
                StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }
}
