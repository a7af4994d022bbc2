package dev.longhand;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the system wants what a program keeps for itself, such as logs. */
final class StateFolder {
    private StateFolder() {}

    /** Nothing if it cannot be known. */
    static Optional<Path> ofThisUser() {
        return of(System.getProperty("os.name"), home(System.getProperty("user.home")), System.getenv());
    }

    /** Java says {@code ?} where the system does not know a user's home. */
    static Optional<Path> home(@Nullable String property) {
        return Optional.ofNullable(property).filter(text -> !text.isBlank()).map(Path::of).filter(Path::isAbsolute);
    }

    /** Not created yet, perhaps. */
    static Optional<Path> of(String system, Optional<Path> home, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return (local == null
                            ? home.map(folder -> folder.resolve("AppData").resolve("Local"))
                            : Optional.of(Path.of(local)))
                    .map(folder -> folder.resolve("Longhand"));
        }
        if (name.startsWith("mac")) {
            return home.map(folder -> folder.resolve("Library").resolve("Application Support").resolve("Longhand"));
        }
        String state = environment.get("XDG_STATE_HOME");
        // A relative path is invalid there, says the XDG Base Directory Specification.
        boolean usable = state != null && state.startsWith("/");
        return (usable ? Optional.of(Path.of(state)) : home.map(folder -> folder.resolve(".local").resolve("state")))
                .map(folder -> folder.resolve("longhand"));
    }
}
