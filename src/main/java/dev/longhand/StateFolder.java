package dev.longhand;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the system wants what a program keeps for itself, such as logs. */
final class StateFolder {
    private StateFolder() {}

    static Path ofThisUser() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** Not created yet, perhaps. */
    static Path of(String system, Path home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve("Longhand");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Longhand");
        }
        String state = environment.get("XDG_STATE_HOME");
        // A relative path is invalid there, says the XDG Base Directory Specification.
        boolean usable = state != null && state.startsWith("/");
        return (usable ? Path.of(state) : home.resolve(".local").resolve("state")).resolve("longhand");
    }
}
