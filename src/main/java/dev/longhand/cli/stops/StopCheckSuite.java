package dev.longhand.cli.stops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of a folder: each of its JSON files holds a list of them.
 *
 * @param cases in the order of the files' names
 */
public record StopCheckSuite(List<Case> cases) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public StopCheckSuite {
        cases = List.copyOf(cases);
    }

    /**
     * A case and where it comes from.
     *
     * @param group the file's name without its ending
     */
    public record Case(String group, StopCheck check) {
        /** The case's name, unique in the suite. */
        public String title() {
            return group + ": " + check.name();
        }
    }

    /**
     * Reads a folder.
     *
     * @throws IOException if it has no cases or one of its files cannot be read; the message is a sentence for people
     */
    public static StopCheckSuite read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There are no stop checks in " + folder + "; install the program with its samples.");
        }
        List<Case> cases = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            String group = name.substring(0, name.length() - ".json".length());
            for (StopCheck check : checks(file)) {
                cases.add(new Case(group, check));
            }
        }
        if (cases.isEmpty()) {
            throw new IOException("There are no stop checks in " + folder + "; install the program with its samples.");
        }
        return new StopCheckSuite(cases);
    }

    private static List<StopCheck> checks(Path file) throws IOException {
        try {
            @Nullable StopCheck @Nullable [] checks =
                    JSON.readValue(Files.readAllBytes(file), StopCheck[].class);
            if (checks == null || Arrays.stream(checks).anyMatch(Objects::isNull)) {
                throw new IOException("The stop checks in " + file + " cannot be read: a case is null.");
            }
            return Arrays.stream(checks).filter(Objects::nonNull).toList();
        } catch (JacksonException bad) {
            throw new IOException(
                    "The stop checks in " + file + " cannot be read: " + bad.getOriginalMessage() + ".", bad);
        }
    }
}
