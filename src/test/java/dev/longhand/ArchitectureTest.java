package dev.longhand;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the architecture: which package may know which, and what only one place may do. */
class ArchitectureTest {
    /** For each package the packages it may know besides itself, its subpackages, the JDK and libraries. */
    private static final Map<String, List<String>> DIRECTIONS = Map.ofEntries(
            Map.entry("core.engine", List.of()),
            Map.entry("core.stop", List.of("core.engine")),
            Map.entry("core.document", List.of("core.engine")),
            Map.entry("core.prompt", List.of("core.document", "core.engine")),
            Map.entry("core.drafting", List.of("core.document", "core.engine", "core.prompt", "core.schema", "core.stop")),
            Map.entry("core.schema", List.of()),
            Map.entry("model", List.of()),
            Map.entry("engine.jllama", List.of("engine", "core.engine", "core.stop", "model")),
            Map.entry("engine.libllama", List.of("engine", "core.engine", "core.stop", "model")),
            Map.entry("engine.openai", List.of("engine", "core.engine", "core.stop", "model")),
            Map.entry("engine.scripted", List.of("engine", "core.engine", "core.stop", "model")),
            Map.entry("project", List.of("core.*")),
            Map.entry("export", List.of("core.*")),
            Map.entry("cli", List.of("core.*", "model", "project", "export")),
            Map.entry("ui", List.of("core.*", "model", "project", "export")));

    /** The library hides its parameters and its last output from other packages; this class hands them on. */
    private static final String NATIVE_CALLS = "de.kherud.llama.NativeCalls";

    /** The classes that may make threads: whoever makes one names it and ends it. */
    private static final Set<String> THREAD_OWNERS = Set.of(
            "dev.longhand.engine.SessionThread",
            "dev.longhand.project.HistoryFile",
            "dev.longhand.project.journal.Journal",
            "dev.longhand.ui.desk.DeskThread");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("dev.longhand", "de.kherud");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.longhand");

    private static final DescribedPredicate<JavaAccess<?>> MAKES_A_THREAD = calls(Thread.class, "<init>")
            .or(calls(Thread.class, "ofPlatform"))
            .or(calls(Thread.class, "ofVirtual"))
            .or(calls(Thread.class, "startVirtualThread"))
            .or(calls(Timer.class, "<init>"))
            .or(calls(CompletableFuture.class, "supplyAsync"))
            .or(calls(CompletableFuture.class, "runAsync"))
            .or(calls(Executors.class, null))
            .or(calls(ExecutorService.class, "<init>"))
            .as("make a thread");

    private static final DescribedPredicate<JavaAccess<?>> SLEEPS = calls(Thread.class, "sleep")
            .or(calls(TimeUnit.class, "sleep"))
            .or(calls(LockSupport.class, "parkNanos"))
            .as("sleep");

    /** To the console; the log may print one to its file. */
    private static final DescribedPredicate<JavaAccess<?>> PRINTS_A_STACK_TRACE = calls(Throwable.class, "printStackTrace")
            .and(describe("without a target", access -> access.getTarget() instanceof CodeUnitAccessTarget method
                    && method.getRawParameterTypes().isEmpty()))
            .or(calls(Thread.class, "dumpStack"))
            .as("print a stack trace");

    static Stream<String> packages() {
        return DIRECTIONS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsOnlyWhatItMay(String name) {
        Stream<String> known = Stream.concat(
                Stream.of(inside(name)),
                DIRECTIONS.get(name).stream().map(other -> other.equals("engine") ? "dev.longhand.engine" : inside(other)));
        classes()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known.toArray(String[]::new))
                        .or(not(resideInAPackage("dev.longhand.."))))
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @Test
    void everyPackageHasItsPlaceInTheDirections() {
        String[] listed = Stream.concat(DIRECTIONS.keySet().stream().map(ArchitectureTest::inside),
                        // The program's start wires everything together; what engines share stands beside them.
                        Stream.of("dev.longhand", "dev.longhand.engine", "de.kherud.llama"))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(listed).check(PROGRAM);
    }

    @Test
    void nothingKnowsTheStartOfTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.longhand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.longhand")
                .check(PROGRAM);
    }

    @Test
    void noPackagesKnowEachOther() {
        slices().matching("dev.longhand.(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void theCoreIsPlainJava() {
        classes()
                .that()
                .resideInAPackage("dev.longhand.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.longhand.core..",
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.math",
                        "java.io",
                        "java.nio..",
                        "java.text",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations")
                .check(PROGRAM);
    }

    @Test
    void onlyThePageKnowsItsTextWidget() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.longhand.ui.editor")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.fxmisc..", "org.reactfx..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.longhand.ui..", "dev.longhand")
                .or()
                .resideInAPackage("dev.longhand.ui.desk")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
                .check(PROGRAM);
    }

    @Test
    void whatTheWindowIsAboutHasNoNodes() {
        noClasses()
                .that()
                .haveNameMatching("dev\\.longhand\\.ui\\.(shell\\.(Studio|Workplace|EngineRoom)|editor\\.PageText)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..")
                .check(PROGRAM);
    }

    @Test
    void onlyItsEngineKnowsJavaLlama() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.longhand.engine.jllama..", "de.kherud.llama")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.kherud..")
                .check(PROGRAM);
    }

    @Test
    void inTheLibrarysPackageStandsOneClassOfOurs() {
        classes()
                .that()
                .resideInAPackage("de.kherud..")
                .should()
                .haveNameMatching(NATIVE_CALLS.replace(".", "\\.") + "(\\$.*)?|.*\\.package-info")
                .allowEmptyShould(true)
                .check(PROGRAM);
    }

    @Test
    void onlyOwnersMakeThreads() {
        noClasses()
                .that(not(describe("own threads", c -> THREAD_OWNERS.contains(outermost(c)))))
                .should()
                .accessTargetWhere(MAKES_A_THREAD)
                .check(PROGRAM);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().accessTargetWhere(SLEEPS).check(PROGRAM);
        noClasses().should().accessTargetWhere(SLEEPS).check(TESTS);
    }

    @Test
    void onlyTheLauncherEndsTheProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.longhand.Launcher")
                .should()
                .accessTargetWhere(calls(System.class, "exit")
                        .or(calls(Runtime.class, "exit"))
                        .or(calls(Runtime.class, "halt")))
                .check(PROGRAM);
    }

    @Test
    void nobodyPrintsAStackTrace() {
        noClasses()
                .should()
                .accessTargetWhere(PRINTS_A_STACK_TRACE)
                .check(PROGRAM);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?").check(PROGRAM);
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?").check(TESTS);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages = PROGRAM.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages).isNotEmpty().allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info that is @NullMarked", p.getName())
                .isTrue());
    }

    /** Calls of, or references to, a method of this name (any, if null) of {@code owner} or its subtypes. */
    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, @Nullable String name) {
        return describe(owner.getSimpleName() + "." + name, access -> access.getTargetOwner().isAssignableTo(owner)
                && (name == null || access.getTarget().getName().equals(name)));
    }

    private static String inside(String name) {
        return "dev.longhand." + (name.endsWith(".*") ? name.substring(0, name.length() - 2) : name) + "..";
    }

    private static String outermost(JavaClass c) {
        return c.getEnclosingClass().map(ArchitectureTest::outermost).orElseGet(c::getName);
    }
}
