import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code longhand} and {@code longhand.cmd} into the build folder: scripts that replace themselves by the
 * program, so that exit codes, Ctrl-C and the terminal are the program's own. And {@code longhand.args}, the program as
 * arguments to java. The build runs this file directly.
 *
 * <p>Arguments: build folder, file of JVM options, the program's home (the folder that has {@code samples}), the folder
 * of the native libraries or {@code none}, class path.
 */
final class WriteLauncher {
    private static final String MAIN_CLASS = "dev.longhand.Launcher";

    public static void main(String[] args) throws IOException {
        Path build = Path.of(args[0]).toAbsolutePath();
        Path options = Path.of(args[1]).toAbsolutePath();
        String home = "-Dlonghand.home=" + Path.of(args[2]).toAbsolutePath();
        String natives = "-Dlonghand.natives=" + args[3];
        String classPath = args[4];
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        Files.createDirectories(build);
        Path shell = build.resolve("longhand");
        Files.writeString(shell, """
                #!/bin/sh
                # Java reads arguments and file names as the locale says; only UTF-8 has all of them.
                case "${LC_ALL:-${LC_CTYPE:-${LANG-}}}" in
                    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
                    *) export LC_ALL=C.UTF-8 ;;
                esac
                exec %s @%s %s %s -classpath %s %s "$@"
                """.formatted(
                        quoted(java), quoted(options.toString()), quoted(home), quoted(natives), quoted(classPath),
                        MAIN_CLASS));
        // For whoever starts Java himself: java @jvm.options @longhand.args
        Files.writeString(build.resolve("longhand.args"), String.join(
                "\n", argument(home), argument(natives), "-classpath", argument(classPath), MAIN_CLASS, ""));
        if (!shell.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make executable: " + shell);
        }
        Files.writeString(build.resolve("longhand.cmd"), """
                @"%s" "@%s" "%s" "%s" -classpath "%s" %s %%*\r
                """.formatted(
                        percent(java), percent(options.toString()), percent(home), percent(natives), percent(classPath),
                        MAIN_CLASS));
    }

    /** One word of a POSIX shell, whatever characters it has. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** One argument in a file of arguments to java. */
    private static String argument(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A word of a Windows batch file, in which a percent sign begins a variable. */
    private static String percent(String word) {
        return word.replace("%", "%%");
    }
}
