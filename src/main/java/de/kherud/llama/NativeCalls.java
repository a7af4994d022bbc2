package de.kherud.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The calls of java-llama.cpp 4.2.0 that its public classes hide. Longhand's own code, placed in the library's package
 * because a prompt as text is always searched for special tokens, so that a prompt must be given as token ids, and
 * because the public iterator hides which output is the last.
 */
public final class NativeCalls {
    private final LlamaModel model;

    public NativeCalls(LlamaModel model) {
        this.model = model;
    }

    /**
     * One output of a running task.
     *
     * @param text whole characters; broken bytes are U+FFFD. Empty for a token without a spelling.
     * @param last true for the one that only says that the task has ended; its text is empty
     */
    public record Output(String text, boolean last) {}

    /**
     * Starts a completion.
     *
     * @param request parameters as a JSON object, those of llama.cpp's server
     * @return the task's number
     * @throws RuntimeException if the library refuses it
     */
    public int start(String request) {
        return model.requestCompletion(request);
    }

    /**
     * Waits for the next output of a task. A task that somebody else cancels never answers: only the thread that
     * receives may cancel.
     *
     * @throws RuntimeException if the task failed
     */
    public Output receive(int task) {
        LlamaOutput output = model.receiveCompletion(task);
        if (output.stop) {
            model.releaseTask(task);
        }
        return new Output(output.text, output.stop);
    }

    /** Ends a task of which nothing more will be received. */
    public void cancel(int task) {
        model.cancelCompletion(task);
    }

    /**
     * Copies the library for this system out of the library's jar.
     *
     * @param folder where to put it
     * @return false if the jar has none for this system
     */
    public static boolean extractLibrary(Path folder) throws IOException {
        String name = System.mapLibraryName("jllama");
        String resource = OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (InputStream in = LlamaModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path file = folder.resolve(name);
            file.toFile().deleteOnExit();
            Files.copy(in, file);
            return true;
        }
    }
}
