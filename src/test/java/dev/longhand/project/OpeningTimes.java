package dev.longhand.project;

import dev.longhand.project.disk.SystemDisk;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to open a document of 1,000,000 characters with 2,000 candidates of 500 tokens in a program that has
 * just started. As a program of its own: {@code OpeningTimes FOLDER RUNS} makes the document and opens it that many times,
 * each in a new process.
 */
final class OpeningTimes {
    private static final int CHUNKS = 500;
    private static final int CANDIDATES = 4;
    private static final int TOKENS = 500;

    /**
     * One opening, in milliseconds.
     *
     * @param open how long {@link Project#open} took
     * @param sinceStart from the start of the process until the first paragraphs were there
     */
    record Times(long open, long sinceStart) {}

    private OpeningTimes() {}

    /** Makes the document in {@code folder} unless it is there. */
    static Path document(Path folder) throws Exception {
        Path file = folder.resolve("Long.md");
        if (Files.notExists(file)) {
            try (Project project = Project.create(
                    file, LongDocument.of(CHUNKS, CANDIDATES, TOKENS), ProjectSettings.STANDARD, workplace())) {
                project.checkpointNow();
            }
        }
        return file;
    }

    private static Workplace workplace() {
        return Workplace.of(Runnable::run, ProjectListener.NONE, "Longhand test");
    }

    /** Opens the document in a new process, or only looks at it. */
    static Times inNewProcess(Path file, String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xss4m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpeningTimes.class.getName(),
                        how,
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        String[] times = said.split(" ");
        return new Times(Long.parseLong(times[0]), Long.parseLong(times[1]));
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "open" -> opens(Path.of(arguments[1]));
            case "look" -> looks(Path.of(arguments[1]));
            default -> measures(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        }
    }

    private static void opens(Path file) throws Exception {
        long start = System.nanoTime();
        try (Project project = Project.open(file, workplace())) {
            says(start, project.document().text().paragraph(0));
        }
    }

    private static void looks(Path file) throws Exception {
        long start = System.nanoTime();
        says(start, Project.look(file, new SystemDisk()).document().text().paragraph(0));
    }

    private static void says(long start, String firstParagraph) {
        long taken = (System.nanoTime() - start) / 1_000_000;
        long since = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(taken + " " + since + " " + firstParagraph);
    }

    private static void measures(Path folder, int runs) throws Exception {
        Path file = document(folder);
        for (String how : List.of("open", "look")) {
            List<Times> all = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                all.add(inNewProcess(file, how));
            }
            System.out.println(how + ": " + all);
        }
    }
}
