package dev.longhand.project;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Document;
import dev.longhand.project.state.ProjectSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another process that has a document open, until it is killed. */
final class ProjectProcess implements AutoCloseable {
    static final String KEPT = "Use a wrench.";

    private final Process process;
    private final BufferedReader output;

    private ProjectProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Makes a document, keeps a candidate in it, and says {@code kept}. */
    static ProjectProcess writing(Path markdown) throws IOException {
        return new ProjectProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProjectProcess.class.getName(),
                        markdown.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line it says; null when it has ended. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        output.close();
    }

    public static void main(String[] arguments) throws Exception {
        Writer writer = new Writer(Project.create(
                Path.of(arguments[0]),
                new Document(Brief.titled("Pumps"), Writer.OUTLINE),
                ProjectSettings.STANDARD,
                Workplace.of(Runnable::run, ProjectListener.NONE, "Longhand test")));
        writer.drafts(0, KEPT);
        System.out.println("kept");
        System.in.read();
    }
}
