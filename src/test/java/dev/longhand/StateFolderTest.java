package dev.longhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateFolderTest {
    private static final Path FOLDER = Path.of("/home/me");
    private static final Optional<Path> HOME = Optional.of(FOLDER);

    @Test
    void linuxFollowsTheBaseDirectorySpecification() {
        assertThat(StateFolder.of("Linux", HOME, Map.of())).contains(FOLDER.resolve(".local/state/longhand"));
        assertThat(StateFolder.of("Linux", HOME, Map.of("XDG_STATE_HOME", "/state")))
                .contains(Path.of("/state/longhand"));
        assertThat(StateFolder.of("Linux", HOME, Map.of("XDG_STATE_HOME", "relative")))
                .contains(FOLDER.resolve(".local/state/longhand"));
    }

    @Test
    void otherSystemsHaveTheirOwnPlaces() {
        assertThat(StateFolder.of("Mac OS X", HOME, Map.of()))
                .contains(FOLDER.resolve("Library/Application Support/Longhand"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "/local")))
                .contains(Path.of("/local/Longhand"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of())).contains(FOLDER.resolve("AppData/Local/Longhand"));
    }

    @Test
    void withoutAHomeThereIsNoFolderUnlessTheSystemNamesOne() {
        for (String unknown : new String[] {null, "", "?", "relative"}) {
            assertThat(StateFolder.home(unknown)).isEmpty();
        }
        assertThat(StateFolder.home("/home/me")).contains(FOLDER);
        for (String system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
            assertThat(StateFolder.of(system, Optional.empty(), Map.of())).isEmpty();
        }
        assertThat(StateFolder.of("Linux", Optional.empty(), Map.of("XDG_STATE_HOME", "/state")))
                .contains(Path.of("/state/longhand"));
    }
}
