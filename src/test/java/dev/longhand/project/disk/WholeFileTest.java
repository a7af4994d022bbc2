package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longhand.project.disk.FaultyDisk.Fault;
import dev.longhand.project.disk.FaultyDisk.ProcessDied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a disk does leaves a file torn, and all of it is told in one sentence. */
class WholeFileTest {
    private static final Path FOLDER = Path.of("writer", "My texts 水").toAbsolutePath();
    private static final Path FILE = FOLDER.resolve("guide 水泵.md");
    private static final Path LOCK = FOLDER.resolve("lock");
    private static final String OLD = "# Old\n\nWhat the writer had.\n";
    private static final String NEW = "# New\n\nWhat the writer has now: 水泵 and more of it.\n";

    private static MemoryDisk disk() throws Exception {
        MemoryDisk disk = new MemoryDisk(FOLDER);
        disk.put(FILE, OLD);
        return disk;
    }

    private static void save(Disk disk) throws FileProblem {
        WholeFile file = WholeFile.at(disk, FILE);
        file.backUp();
        file.write(NEW);
    }

    /** Saves once for each operation there is, with that one failing. */
    private static void forEachFault(BiFunction<Long, MemoryDisk, FaultyDisk> faulty, Check check) throws Exception {
        for (long k = 1; ; k++) {
            MemoryDisk disk = disk();
            FaultyDisk failing = faulty.apply(k, disk);
            Throwable thrown = catchThrowable(() -> save(failing));
            if (!failing.reached()) {
                assertThat(k).as("operations that were failed").isGreaterThan(15);
                return;
            }
            try {
                check.after(disk, failing, thrown);
            } catch (Exception | AssertionError wrong) {
                throw new AssertionError(failing + "\n" + thrown, wrong);
            }
        }
    }

    private interface Check {
        void after(MemoryDisk disk, FaultyDisk faulty, @Nullable Throwable thrown) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(names = "DEATH", mode = EnumSource.Mode.EXCLUDE)
    void oneFailedOperationLeavesTheOldOrTheNewAndNothingElse(Fault fault) throws Exception {
        forEachFault((k, disk) -> FaultyDisk.at(k, fault, disk), (disk, faulty, thrown) -> {
            checkTold(disk, thrown);
            assertThat(disk.open()).isZero();
            // One failure more than that of the write itself: the sibling cannot be deleted either.
            if (!String.join("\n", faulty.log()).contains("delete")
                    || faulty.log().stream().noneMatch(line -> line.contains("delete") && line.contains("<-"))) {
                assertThat(disk.names(FOLDER)).isSubsetOf("guide 水泵.md", "guide 水泵.md.bak");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = "DEATH", mode = EnumSource.Mode.EXCLUDE)
    void aDiskThatFailsForGoodLeavesTheOldOrTheNew(Fault fault) throws Exception {
        forEachFault((k, disk) -> FaultyDisk.from(k, fault, disk), (disk, faulty, thrown) -> {
            checkTold(disk, thrown);
            assertThat(disk.open()).isZero();
            checkReopened(disk);
        });
    }

    @Test
    void aProcessThatIsKilledLeavesTheOldOrTheNew() throws Exception {
        forEachFault((k, disk) -> FaultyDisk.at(k, Fault.DEATH, disk), (disk, faulty, thrown) -> {
            assertThat(thrown).isInstanceOf(ProcessDied.class);
            assertThat(disk.text(FILE)).isIn(OLD, NEW);
            checkReopened(disk.kill());
        });
    }

    @Test
    void aPowerCutLeavesTheOldOrTheNew() throws Exception {
        forEachFault((k, disk) -> FaultyDisk.at(k, Fault.DEATH, disk), (disk, faulty, thrown) -> {
            for (int seed = 0; seed < 50; seed++) {
                MemoryDisk after = disk.crash(seed);
                assertThat(after.text(FILE)).as("seed %d", seed).isIn(OLD, NEW);
                checkReopened(after);
            }
        });
    }

    @Test
    void whatWasWrittenOutlastsAPowerCut() throws Exception {
        MemoryDisk disk = disk();
        save(disk);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(disk.crash(seed).text(FILE)).isEqualTo(NEW);
            assertThat(disk.crash(seed).text(WholeFile.at(disk, FILE).backup())).isEqualTo(OLD);
        }
    }

    /** The next process sees a whole file, can write it, and removes what the last one left. */
    private static void checkReopened(MemoryDisk disk) throws Exception {
        assertThat(disk.text(FILE)).isIn(OLD, NEW);
        try (Disk.HeldLock held = disk.lock(LOCK).orElseThrow()) {
            Leftovers.remove(disk, FILE, held);
            assertThat(disk.names(FOLDER)).isSubsetOf("guide 水泵.md", "guide 水泵.md.bak", "lock");
            save(disk);
        }
        assertThat(disk.text(FILE)).isEqualTo(NEW);
        assertThat(disk.text(WholeFile.at(disk, FILE).backup())).isIn(OLD, NEW);
    }

    private static void checkTold(MemoryDisk disk, @Nullable Throwable thrown) throws Exception {
        if (thrown == null) {
            assertThat(disk.text(FILE)).isEqualTo(NEW);
            return;
        }
        assertThat(thrown).isInstanceOfSatisfying(FileProblem.class, problem -> {
            assertThat(problem.sentence())
                    .contains(FOLDER.toString())
                    .endsWith(".")
                    .doesNotContain("Exception", "\n", "null", ".tmp");
            assertThat(problem.code()).startsWith("FILE-");
        });
        FileProblem problem = (FileProblem) thrown;
        boolean written = problem.code().equals("FILE-UNCONFIRMED") && !problem.sentence().contains(".bak");
        assertThat(disk.text(FILE)).isEqualTo(written ? NEW : OLD);
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "READ_ONLY", "DENIED", "ERROR"})
    void theSentenceSaysWhatTheDiskSaid(Fault fault) throws Exception {
        WholeFile[] file = new WholeFile[1];
        List<String> codes = new ArrayList<>();
        for (long k = 1; ; k++) {
            MemoryDisk disk = disk();
            FaultyDisk faulty = FaultyDisk.at(k, fault, disk);
            file[0] = WholeFile.at(disk, FILE);
            Throwable thrown = catchThrowable(() -> WholeFile.at(faulty, FILE).write(NEW));
            if (!faulty.reached()) {
                break;
            }
            if (thrown instanceof FileProblem problem) {
                codes.add(problem.code());
            }
        }
        String code = fault == Fault.ERROR ? "FILE-ERROR" : "FILE-" + fault.name().replace('_', '-');
        assertThat(codes).contains(code).allMatch(c -> c.equals(code) || c.equals("FILE-UNCONFIRMED"));
    }

    @Test
    void aShortWriteIsNoFailure() throws Exception {
        MemoryDisk disk = disk();
        FaultyDisk faulty = FaultyDisk.from(1, Fault.SHORT_WRITE, disk);
        save(faulty);
        assertThat(faulty.failed()).isGreaterThan(4);
        assertThat(disk.text(FILE)).isEqualTo(NEW);
    }

    @Test
    void aDiskThatIsFullTakesTheTextOnceThereIsRoom() throws Exception {
        MemoryDisk disk = disk();
        WholeFile file = WholeFile.at(disk, FILE);
        disk.setRoom(5);
        assertThatThrownBy(() -> file.write(NEW))
                .isInstanceOfSatisfying(FileProblem.class, full -> assertThat(full.code()).isEqualTo("FILE-FULL"))
                .message()
                .contains("guide 水泵.md", "the disk is full; make room");
        assertThat(disk.text(FILE)).isEqualTo(OLD);
        assertThat(disk.names(FOLDER)).containsExactly("guide 水泵.md");

        disk.setRoom(1_000);
        file.write(NEW);
        assertThat(disk.text(FILE)).isEqualTo(NEW);
    }

    @Test
    void aFolderThatIsGoneOrProtectedIsTold() throws Exception {
        MemoryDisk disk = disk();
        WholeFile file = WholeFile.at(disk, FILE);
        disk.protect(FOLDER, true);
        assertThatThrownBy(() -> file.write(NEW))
                .isInstanceOfSatisfying(FileProblem.class, denied -> assertThat(denied.code()).isEqualTo("FILE-DENIED"));
        assertThatThrownBy(() -> WholeFile.at(disk, FILE)).message().contains("My texts 水 cannot be written");
        disk.protect(FOLDER, false);
        disk.move(FOLDER, FOLDER.resolveSibling("elsewhere"));

        assertThatThrownBy(() -> file.write(NEW))
                .isInstanceOfSatisfying(FileProblem.class, gone -> assertThat(gone.code()).isEqualTo("FILE-GONE"))
                .message()
                .contains("its folder is gone");
        assertThat(disk.text(FOLDER.resolveSibling("elsewhere").resolve("guide 水泵.md"))).isEqualTo(OLD);
    }

    @Test
    void permissionsStayAndStandBeforeTheText() throws Exception {
        MemoryDisk disk = disk();
        disk.setPermissions(FILE, "rw-------");
        FaultyDisk counting = FaultyDisk.counting(disk);
        WholeFile.at(counting, FILE).write(NEW);
        assertThat(disk.permissions(FILE)).isEqualTo("rw-------");
        assertThat(counting.log().toString()).containsSubsequence("copyPermissions", "write", "force", "close", "move");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "水"})
    void aNameCanBeAsLongAsItsBackupAllows(String letter) throws Exception {
        MemoryDisk disk = new MemoryDisk(FOLDER);
        String longest = letter.repeat(letter.equals("a") ? 251 : 83);
        WholeFile file = WholeFile.at(disk, FOLDER.resolve(longest));
        file.write(OLD);
        file.backUp();
        file.write(NEW);
        assertThat(disk.names(FOLDER)).containsExactly(longest, longest + ".bak");

        assertThatThrownBy(() -> WholeFile.at(disk, FOLDER.resolve(longest + letter.repeat(3))))
                .isInstanceOfSatisfying(FileProblem.class, name -> assertThat(name.code()).isEqualTo("FILE-NAME"))
                .message()
                .contains("the name is too long");
    }

    @Test
    void anyBytesAreWrittenAsTheyAre() throws Exception {
        MemoryDisk disk = disk();
        byte[] bytes = new byte[3_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        WholeFile.at(disk, FILE).write(bytes);
        assertThat(disk.read(FILE)).isEqualTo(bytes);
    }
}
