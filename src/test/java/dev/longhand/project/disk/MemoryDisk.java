package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small disk in memory that knows what a power cut may take: bytes not forced since they were written, and names not
 * forced since they were made, moved or deleted. Like POSIX it lets open files be moved, unless it is
 * {@link #likeWindows}. It has no links. Its clock stands still but for {@link #setClock} and a step at every change.
 */
public final class MemoryDisk implements Disk {
    private static final int LONGEST_NAME = 255;

    private final MemoryTree tree;
    private final boolean holdsOpenFiles;
    /** What one process has open; nothing of it outlives {@link #kill} and {@link #crash}. */
    private final Set<MemoryTree.Node> locked = new HashSet<>();
    private final List<MemoryTree.FileNode> open = new ArrayList<>();
    private long roomBytes = Long.MAX_VALUE;
    private long clock;

    /** An empty disk with these folders, made durable. */
    public MemoryDisk(Path... folders) {
        this(new MemoryTree(), false, 1_000_000);
        for (Path folder : folders) {
            tree.makeFolders(folder);
        }
    }

    private MemoryDisk(MemoryTree tree, boolean holdsOpenFiles, long clock) {
        this.tree = tree;
        this.holdsOpenFiles = holdsOpenFiles;
        this.clock = clock;
    }

    /** The same, but files that are open can be neither moved, nor replaced, nor deleted. */
    public static MemoryDisk likeWindows(Path... folders) {
        return new MemoryDisk(new MemoryDisk(folders).tree, true, 1_000_000);
    }

    /** The disk as the next process finds it after {@code kill -9}: everything written is there, nothing is open. */
    public synchronized MemoryDisk kill() {
        return new MemoryDisk(tree.copy(), holdsOpenFiles, clock);
    }

    /**
     * The disk as it may be after a power cut: what was forced is there. Of the rest, {@code seed} decides what is kept,
     * lost, or torn: a file ends early, or its end is zeros; of the last changes of a folder's names, the first few are
     * there.
     */
    public synchronized MemoryDisk crash(long seed) {
        MemoryTree after = tree.copy();
        after.loseSome(new Random(seed));
        return new MemoryDisk(after, holdsOpenFiles, clock);
    }

    /** How many bytes can be written from now on; a write beyond takes what fits and then fails. */
    public synchronized void setRoom(long bytes) {
        roomBytes = bytes;
    }

    /** Sets the clock that stamps files. */
    public synchronized void setClock(long millis) {
        clock = millis;
    }

    /** Refuses (or no longer) changes of a file, or of the names in a folder. */
    public synchronized void protect(Path path, boolean on) throws IOException {
        tree.existing(path).isProtected = on;
    }

    public synchronized void setPermissions(Path file, String permissions) throws IOException {
        tree.existing(file).permissions = permissions;
    }

    public synchronized String permissions(Path file) throws IOException {
        return tree.existing(file).permissions;
    }

    /** Another program writes a file in place, and the system has it safe. */
    public synchronized void put(Path file, String text) throws IOException {
        MemoryTree.FileNode node = tree.find(file) instanceof MemoryTree.FileNode there ? there : tree.newFile(file);
        node.content = text.getBytes(StandardCharsets.UTF_8);
        node.forced = node.content;
        node.modified = ++clock;
        tree.force(tree.folderOf(file));
    }

    /** A file's content as text. */
    public String text(Path file) throws IOException {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    /** The names in a folder, sorted. */
    public List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(p -> String.valueOf(p.getFileName())).sorted().toList();
    }

    /** How many files and locks are open. */
    public synchronized int open() {
        return open.size() + locked.size();
    }

    @Override
    public synchronized byte[] read(Path file) throws IOException {
        return tree.file(file).content.clone();
    }

    @Override
    public synchronized byte[] read(Path file, long from, int bytes) throws IOException {
        byte[] all = tree.file(file).content;
        int start = (int) Math.clamp(from, 0, all.length);
        return Arrays.copyOfRange(all, start, (int) Math.min(all.length, (long) start + bytes));
    }

    @Override
    public synchronized Optional<Status> status(Path path) throws IOException {
        checkName(path);
        MemoryTree.Node node = tree.find(path);
        if (node == null) {
            return Optional.empty();
        }
        boolean file = node instanceof MemoryTree.FileNode;
        long bytes = node instanceof MemoryTree.FileNode there ? there.content.length : 0;
        return Optional.of(new Status(file ? Kind.FILE : Kind.FOLDER, bytes, node.modified, Optional.of(node.id)));
    }

    @Override
    public synchronized Path real(Path path) throws IOException {
        tree.existing(path);
        return path.toAbsolutePath().normalize();
    }

    @Override
    public synchronized boolean writable(Path file) throws IOException {
        return !tree.existing(file).isProtected;
    }

    @Override
    public synchronized Room room(Path folder) throws IOException {
        tree.existing(folder);
        return new Room(roomBytes, false);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        return tree.folder(folder).entries.keySet().stream().map(folder::resolve).toList();
    }

    @Override
    public synchronized Appending create(Path file) throws IOException {
        checkName(file);
        MemoryTree.FolderNode folder = tree.folderOf(file);
        if (tree.find(file) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        checkProtection(folder, file);
        return opened(tree.newFile(file));
    }

    @Override
    public synchronized Appending append(Path file) throws IOException {
        if (tree.find(file) == null) {
            return create(file);
        }
        MemoryTree.FileNode node = tree.file(file);
        checkProtection(node, file);
        return opened(node);
    }

    private Appending opened(MemoryTree.FileNode node) {
        node.modified = ++clock;
        open.add(node);
        return new Open(node);
    }

    @Override
    public synchronized void createFolder(Path folder) throws IOException {
        checkName(folder);
        MemoryTree.Node there = tree.find(folder);
        if (there instanceof MemoryTree.FileNode) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        if (there == null) {
            checkProtection(tree.folderOf(folder), folder);
            tree.newFolder(folder).modified = ++clock;
        }
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        checkName(to);
        MemoryTree.Node moved = tree.existing(from);
        MemoryTree.Node replaced = tree.find(to);
        checkProtection(tree.folderOf(from), from);
        checkProtection(tree.folderOf(to), to);
        if (replaced instanceof MemoryTree.FolderNode folder
                && (moved instanceof MemoryTree.FileNode || !folder.entries.isEmpty())) {
            throw new DirectoryNotEmptyException(to.toString());
        }
        if (replaced instanceof MemoryTree.FileNode && moved instanceof MemoryTree.FolderNode) {
            throw new NotDirectoryException(to.toString());
        }
        if (moved == replaced) {
            return;
        }
        checkClosed(moved, from);
        if (replaced != null) {
            checkClosed(replaced, to);
        }
        giveBack(replaced);
        tree.move(from, to);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        MemoryTree.Node node = tree.find(file);
        if (node == null) {
            return;
        }
        checkProtection(tree.folderOf(file), file);
        if (node instanceof MemoryTree.FolderNode folder && !folder.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        checkClosed(node, file);
        giveBack(node);
        tree.delete(file);
    }

    @Override
    public synchronized void forceFolder(Path folder) throws IOException {
        tree.force(tree.folder(folder));
    }

    @Override
    public synchronized void copyPermissions(Path from, Path to) throws IOException {
        tree.existing(to).permissions = tree.existing(from).permissions;
    }

    @Override
    public synchronized Optional<HeldLock> lock(Path file) throws IOException {
        if (tree.find(file) == null) {
            create(file).close();
        }
        MemoryTree.FileNode node = tree.file(file);
        return locked.add(node) ? Optional.of(new Held(node)) : Optional.empty();
    }

    @Override
    public synchronized OptionalLong holder(Path file) {
        return locked.contains(tree.find(file)) ? OptionalLong.of(4711) : OptionalLong.empty();
    }

    private static void checkName(Path path) throws FileSystemException {
        Path name = path.getFileName();
        if (name != null && name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new FileSystemException(path.toString(), null, "File name too long");
        }
    }

    private static void checkProtection(MemoryTree.Node node, Path path) throws AccessDeniedException {
        if (node.isProtected) {
            throw new AccessDeniedException(path.toString());
        }
    }

    private void checkClosed(MemoryTree.Node node, Path path) throws FileSystemException {
        if (!holdsOpenFiles) {
            return;
        }
        for (MemoryTree.FileNode file : open) {
            if (file == node || node instanceof MemoryTree.FolderNode folder && folder.holds(file)) {
                throw new AccessDeniedException(path.toString());
            }
        }
    }

    private void giveBack(MemoryTree.@Nullable Node node) {
        if (node instanceof MemoryTree.FileNode file && roomBytes != Long.MAX_VALUE) {
            roomBytes += file.content.length;
        }
    }

    /** A file that is written at its end. */
    private final class Open implements Appending {
        private final MemoryTree.FileNode node;
        private boolean closed;

        Open(MemoryTree.FileNode node) {
            this.node = node;
        }

        private void checkOpen() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            synchronized (MemoryDisk.this) {
                checkOpen();
                int fitting = (int) Math.min(bytes.remaining(), roomBytes);
                if (fitting == 0 && bytes.hasRemaining()) {
                    throw new IOException("No space left on device");
                }
                int before = node.content.length;
                node.content = Arrays.copyOf(node.content, before + fitting);
                bytes.get(node.content, before, fitting);
                node.modified = ++clock;
                if (roomBytes != Long.MAX_VALUE) {
                    roomBytes -= fitting;
                }
                return fitting;
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (MemoryDisk.this) {
                checkOpen();
                node.forced = node.content;
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            synchronized (MemoryDisk.this) {
                checkOpen();
                if (bytes < node.content.length) {
                    giveBack(node);
                    node.content = Arrays.copyOf(node.content, (int) bytes);
                    roomBytes -= roomBytes == Long.MAX_VALUE ? 0 : bytes;
                    node.modified = ++clock;
                }
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (MemoryDisk.this) {
                checkOpen();
                return node.content.length;
            }
        }

        @Override
        public void close() {
            synchronized (MemoryDisk.this) {
                if (!closed) {
                    closed = true;
                    open.remove(node);
                }
            }
        }
    }

    /** A lock that is held until it is closed, or for ever on a disk that was left by {@link #kill}. */
    private final class Held implements HeldLock {
        private final MemoryTree.FileNode node;
        private boolean closed;

        Held(MemoryTree.FileNode node) {
            this.node = node;
        }

        @Override
        public boolean held() {
            synchronized (MemoryDisk.this) {
                return !closed;
            }
        }

        @Override
        public void close() {
            synchronized (MemoryDisk.this) {
                if (!closed) {
                    closed = true;
                    locked.remove(node);
                }
            }
        }
    }
}
