import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Brings the native libraries of llama.cpp into the build folder, as the lock file beside this one names them: out of the
 * user's cache, or with {@code npm pack} from the registry. The archive must have the SHA-512 of the lock file, only its
 * libraries and licences are taken out of it, and no script of it is ever run. Where that cannot be done one line says
 * why, and the program runs on java-llama.cpp. The build runs this file directly.
 *
 * <p>Arguments: lock file, the folder to make, which natives are wanted ({@code none}, this folder, or a folder of the
 * user's own, which is left as it is), and {@code offline=true} if no network may be used.
 */
final class FetchNatives {
    private static final String STAMP = "natives.properties";
    private static final long MINUTES = 10;
    private static final long LARGEST_ARCHIVE = 512L << 20;

    private final Lock lock;
    private final Path folder;
    private final boolean offline;

    private FetchNatives(Lock lock, Path folder, boolean offline) {
        this.lock = lock;
        this.folder = folder;
        this.offline = offline;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]).toAbsolutePath();
        if (!args[2].equals(args[1])) {
            delete(folder);
            return;
        }
        try {
            new FetchNatives(Lock.read(Path.of(args[0])), folder, args[3].equals("offline=true")).run();
        } catch (Refusal refusal) {
            delete(folder);
            System.out.println(refusal.getMessage() + " Longhand runs on java-llama.cpp.");
        }
    }

    private void run() throws Refusal {
        String platform = platform();
        Lock.Entry entry = lock.entries.get(platform);
        if (entry == null) {
            throw new Refusal("There are no libraries of llama.cpp for " + platform + ".");
        }
        String stamp = "llama.cpp=" + lock.llama + "\npackage=" + entry.name + "\nversion=" + lock.version + "\nsha512="
                + entry.sha512 + "\n";
        try {
            if (hasStamp(folder, stamp)) {
                return;
            }
            Path cached = cache().resolve("natives").resolve(lock.version + "-" + platform);
            if (!hasStamp(cached, stamp)) {
                fetch(entry, stamp, cached);
            }
            link(cached, stamp);
        } catch (IOException e) {
            throw new Refusal("The libraries of llama.cpp cannot be written (" + e + ").");
        }
    }

    private static boolean hasStamp(Path folder, String stamp) throws IOException {
        Path file = folder.resolve(STAMP);
        return Files.isRegularFile(file) && Files.readString(file).equals(stamp);
    }

    private void fetch(Lock.Entry entry, String stamp, Path cached) throws IOException, Refusal {
        if (offline) {
            throw new Refusal("Maven is offline and the libraries of llama.cpp were never fetched.");
        }
        Files.createDirectories(cached.getParent());
        // Beside its final place, so that it gets there whole or not at all, whoever else is building.
        Path work = Files.createTempDirectory(cached.getParent(), "fetching-");
        try {
            Path archive = npmPack(entry, work);
            byte[] bytes = Files.readAllBytes(archive);
            if (!sha512(bytes).equals(entry.sha512)) {
                throw new Refusal("The package " + entry.name + " is not the one that the lock file names.");
            }
            Path unpacked = Files.createDirectory(work.resolve("natives"));
            unpack(bytes, unpacked);
            Files.copy(lock.folder.resolve("LICENSE-llama.cpp"), unpacked.resolve("LICENSE-llama.cpp"));
            Files.writeString(unpacked.resolve(STAMP), stamp);
            delete(cached);
            move(unpacked, cached, stamp);
        } finally {
            delete(work);
        }
    }

    /** Another build may have been faster. */
    private static void move(Path unpacked, Path cached, String stamp) throws IOException {
        try {
            Files.move(unpacked, cached, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!hasStamp(cached, stamp)) {
                throw e;
            }
        }
    }

    private Path npmPack(Lock.Entry entry, Path work) throws IOException, Refusal {
        String packageVersion = entry.name + "@" + lock.version;
        System.out.println("Fetching llama.cpp " + lock.llama + " (" + packageVersion + ") with npm.");
        Process npm;
        try {
            npm = new ProcessBuilder(
                            isWindows() ? "npm.cmd" : "npm", "pack", packageVersion, "--ignore-scripts", "--silent",
                            "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--pack-destination", work.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    // Away from the project, whose files are none of npm's business.
                    .directory(work.toFile())
                    .start();
        } catch (IOException e) {
            throw new Refusal("There is no npm to fetch the libraries of llama.cpp with.");
        }
        try {
            npm.getOutputStream().close();
            if (!npm.waitFor(MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new Refusal("npm could not fetch " + packageVersion + "; is there a network?");
            }
        } catch (InterruptedException e) {
            throw new Refusal("Fetching the libraries of llama.cpp was interrupted.");
        } finally {
            npm.destroyForcibly();
        }
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(work, "*.tgz")) {
            for (Path archive : archives) {
                if (Files.size(archive) <= LARGEST_ARCHIVE) {
                    return archive;
                }
            }
        }
        throw new Refusal("npm brought no package " + packageVersion + ".");
    }

    /**
     * Takes the libraries and the licence out of the archive. Of a file's name only its last part counts, so none can
     * lead out of the folder.
     */
    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            for (Optional<TarHeader> next = TarHeader.read(in); next.isPresent(); next = TarHeader.read(in)) {
                TarHeader header = next.get();
                byte[] content = in.readNBytes(Math.toIntExact(header.size));
                in.skipNBytes(-header.size & 511);
                if (!header.isFile) {
                    continue;
                }
                if (header.name.matches("package/bins/[\\w.-]+/(lib)?(llama|ggml)[\\w.-]*\\.(so|dll|dylib)")
                        && !header.name.contains("llama-common")) {
                    Files.write(folder.resolve(lastPart(header.name)), content);
                } else if (header.name.equals("package/LICENSE")) {
                    Files.write(folder.resolve("LICENSE-node-llama-cpp"), content);
                }
            }
        }
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Makes the build's folder out of links to the cache, or copies where the system has no links. */
    private void link(Path cached, String stamp) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(cached)) {
            all.filter(file -> !file.endsWith(STAMP)).forEach(files::add);
        }
        for (Path file : files) {
            Path target = folder.resolve(file.getFileName());
            try {
                Files.createLink(target, file);
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // Last: with it the folder is complete.
        Files.writeString(folder.resolve(STAMP), stamp);
    }

    /** The system and the processor as the lock file names them. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = isWindows() ? "win" : os.startsWith("mac") ? "mac" : os.split(" ")[0];
        return system + "-" + switch (arch) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /** The user's cache folder of the program. */
    private static Path cache() {
        Path home = Path.of(System.getProperty("user.home"));
        if (isWindows()) {
            String local = System.getenv("LOCALAPPDATA");
            return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve("Longhand", "Cache");
        }
        if (System.getProperty("os.name").startsWith("Mac")) {
            return home.resolve("Library").resolve("Caches").resolve("Longhand");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        return (cache == null || cache.isBlank() ? home.resolve(".cache") : Path.of(cache)).resolve("longhand");
    }

    private static String sha512(byte[] bytes) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a folder of plain files and folders, if it is there. */
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = new ArrayList<>(found.toList());
        }
        for (Path path : all.reversed()) {
            Files.deleteIfExists(path);
        }
    }

    /** Why there are no natives, in one sentence. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String sentence) {
            super(sentence);
        }
    }

    /**
     * The lock file.
     *
     * @param folder where it lies
     * @param llama version of llama.cpp
     * @param version of the packages
     * @param entries by platform
     */
    private record Lock(Path folder, String llama, String version, Map<String, Entry> entries) {
        record Entry(String name, String sha512) {}

        static Lock read(Path file) throws IOException {
            String llama = "";
            String version = "";
            Map<String, Entry> entries = new HashMap<>();
            for (String line : Files.readAllLines(file)) {
                String[] words = line.strip().split("\\s+");
                if (words.length == 2 && words[0].equals("llama.cpp")) {
                    llama = words[1];
                } else if (words.length == 2 && words[0].equals("version")) {
                    version = words[1];
                } else if (words.length == 3 && !line.startsWith("#")) {
                    entries.put(words[0], new Entry(words[1], words[2]));
                }
            }
            return new Lock(file.toAbsolutePath().getParent(), llama, version, entries);
        }
    }

    /** What is needed of the header of an entry in a tar archive (POSIX ustar). */
    private record TarHeader(String name, long size, boolean isFile) {
        private static final int BLOCK = 512;

        /** The next header; empty at the archive's end. */
        static Optional<TarHeader> read(InputStream in) throws IOException {
            byte[] block = in.readNBytes(BLOCK);
            if (block.length < BLOCK || block[0] == 0) {
                return Optional.empty();
            }
            String prefix = text(block, 345, 155);
            String name = text(block, 0, 100);
            String size = text(block, 124, 12).strip();
            try {
                return Optional.of(new TarHeader(
                        prefix.isEmpty() ? name : prefix + "/" + name,
                        size.isEmpty() ? 0 : Long.parseLong(size, 8),
                        block[156] == '0' || block[156] == 0));
            } catch (NumberFormatException e) {
                throw new IOException("a broken archive", e);
            }
        }

        private static String text(byte[] block, int from, int length) {
            int to = from;
            while (to < from + length && block[to] != 0) {
                to++;
            }
            return new String(block, from, to - from, StandardCharsets.UTF_8);
        }
    }
}
