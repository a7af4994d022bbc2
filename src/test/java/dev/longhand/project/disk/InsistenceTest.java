package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsistenceTest {
    private final List<Integer> waits = new ArrayList<>();
    private final Insistence insistence = new Insistence(true, waits::add);
    private int tries;

    private Insistence.Action failing(int times, IOException refused) {
        return () -> {
            if (++tries <= times) {
                throw refused;
            }
        };
    }

    @Test
    void whatIsRefusedForAMomentIsDoneAfterIt() throws Exception {
        insistence.on(failing(3, new AccessDeniedException("guide.md")));
        assertThat(tries).isEqualTo(4);
        assertThat(waits).containsExactly(10, 20, 40);
    }

    @Test
    void aRefusalThatStaysIsHandedOnAfterAboutASecond() {
        FileSystemException refused = new FileSystemException("guide.md", null, "being used by another process");
        assertThatThrownBy(() -> insistence.on(failing(100, refused))).isSameAs(refused);
        assertThat(waits.stream().mapToInt(w -> w).sum()).isBetween(1_000, 2_000);
    }

    @Test
    void aFinalAnswerIsHandedOnAtOnce() {
        assertThatThrownBy(() -> insistence.on(failing(1, new NoSuchFileException("guide.md"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void whereOpenFilesCanBeMovedARefusalIsFinal() {
        assertThatThrownBy(() -> new Insistence(false, waits::add).on(failing(1, new AccessDeniedException("guide.md"))))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(waits).isEmpty();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        Insistence interrupted = new Insistence(true, millis -> {
            waits.add(millis);
            return false;
        });
        assertThatThrownBy(() -> interrupted.on(failing(100, new AccessDeniedException("guide.md"))))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(waits).hasSize(1);
    }
}
