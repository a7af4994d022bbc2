package dev.longhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateFolderTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void linuxFollowsTheBaseDirectorySpecification() {
        assertThat(StateFolder.of("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".local/state/longhand"));
        assertThat(StateFolder.of("Linux", HOME, Map.of("XDG_STATE_HOME", "/state")))
                .isEqualTo(Path.of("/state/longhand"));
        assertThat(StateFolder.of("Linux", HOME, Map.of("XDG_STATE_HOME", "relative")))
                .isEqualTo(HOME.resolve(".local/state/longhand"));
    }

    @Test
    void otherSystemsHaveTheirOwnPlaces() {
        assertThat(StateFolder.of("Mac OS X", HOME, Map.of()))
                .isEqualTo(HOME.resolve("Library/Application Support/Longhand"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(Path.of("/local/Longhand"));
        assertThat(StateFolder.of("Windows 11", HOME, Map.of())).isEqualTo(HOME.resolve("AppData/Local/Longhand"));
    }
}
