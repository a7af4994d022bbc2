package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files and folders of a {@link MemoryDisk}: as they are, and as far as they are durable. Not thread-safe. */
final class MemoryTree {
    /** A file or a folder, whatever its names. */
    abstract static sealed class Node {
        final long id;
        long modified;
        boolean isProtected;
        String permissions = "rw-r--r--";

        Node(long id) {
            this.id = id;
        }

        final void copyFrom(Node other) {
            modified = other.modified;
            isProtected = other.isProtected;
            permissions = other.permissions;
        }
    }

    /** Its arrays are never changed, only replaced. */
    static final class FileNode extends Node {
        byte[] content = {};
        byte[] forced = {};

        FileNode(long id) {
            super(id);
        }
    }

    static final class FolderNode extends Node {
        Map<String, Node> entries = new TreeMap<>();
        Map<String, Node> forced = new TreeMap<>();

        FolderNode(long id) {
            super(id);
        }

        boolean holds(Node node) {
            return entries.containsValue(node)
                    || entries.values().stream().anyMatch(e -> e instanceof FolderNode inner && inner.holds(node));
        }
    }

    /** One name of a folder after a change; no node if it is gone. */
    private record Entry(FolderNode folder, String name, @Nullable Node node) {
        void putInto(Map<String, Node> names) {
            if (node == null) {
                names.remove(name);
            } else {
                names.put(name, node);
            }
        }
    }

    private FolderNode root = new FolderNode(0);
    private long nodes;
    /** What happened to names and is not durable, in order; a move changes two names at once. */
    private List<List<Entry>> pending = new ArrayList<>();

    @Nullable Node find(Path path) {
        Node node = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            if (!(node instanceof FolderNode folder)) {
                return null;
            }
            node = folder.entries.get(name.toString());
        }
        return node;
    }

    Node existing(Path path) throws IOException {
        Node node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    FileNode file(Path path) throws IOException {
        if (existing(path) instanceof FileNode file) {
            return file;
        }
        throw new FileSystemException(path.toString(), null, "Is a directory");
    }

    FolderNode folder(Path path) throws IOException {
        if (existing(path) instanceof FolderNode folder) {
            return folder;
        }
        throw new NotDirectoryException(path.toString());
    }

    FolderNode folderOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileSystemException(path.toString(), null, "Is the root");
        }
        return folder(parent);
    }

    FileNode newFile(Path path) throws IOException {
        FileNode file = new FileNode(++nodes);
        change(List.of(new Entry(folderOf(path), name(path), file)));
        return file;
    }

    FolderNode newFolder(Path path) throws IOException {
        FolderNode folder = new FolderNode(++nodes);
        change(List.of(new Entry(folderOf(path), name(path), folder)));
        return folder;
    }

    void move(Path from, Path to) throws IOException {
        change(List.of(
                new Entry(folderOf(from), name(from), null), new Entry(folderOf(to), name(to), existing(from))));
    }

    void delete(Path path) throws IOException {
        change(List.of(new Entry(folderOf(path), name(path), null)));
    }

    /** A folder with all its parents, durable at once. */
    void makeFolders(Path path) {
        FolderNode folder = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            Node next = folder.entries.computeIfAbsent(name.toString(), n -> new FolderNode(++nodes));
            folder.forced.put(name.toString(), next);
            folder = (FolderNode) next;
        }
    }

    private void change(List<Entry> entries) {
        entries.forEach(entry -> entry.putInto(entry.folder.entries));
        pending.add(entries);
    }

    private static String name(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    /** Makes the names in a folder durable, and whatever happened before in folders that share a change with it. */
    void force(FolderNode folder) {
        Set<FolderNode> forced = new HashSet<>(Set.of(folder));
        List<List<Entry>> now = new ArrayList<>();
        for (List<Entry> change : pending.reversed()) {
            if (change.stream().anyMatch(entry -> forced.contains(entry.folder))) {
                change.forEach(entry -> forced.add(entry.folder));
                now.addFirst(change);
            }
        }
        pending.removeAll(now);
        now.forEach(change -> change.forEach(entry -> entry.putInto(entry.folder.forced)));
    }

    /** A power cut. What is left is durable. */
    void loseSome(Random random) {
        double lost = random.nextInt(3) / 2.0;
        Set<FolderNode> stopped = new HashSet<>();
        for (List<Entry> change : pending) {
            if (change.stream().anyMatch(entry -> stopped.contains(entry.folder)) || random.nextDouble() < lost) {
                change.forEach(entry -> stopped.add(entry.folder));
            } else {
                change.forEach(entry -> entry.putInto(entry.folder.forced));
            }
        }
        pending = new ArrayList<>();
        settle(root, random);
    }

    private static void settle(Node node, Random random) {
        switch (node) {
            case FileNode file -> {
                file.content = torn(file, random);
                file.forced = file.content;
            }
            case FolderNode folder -> {
                folder.entries = new TreeMap<>(folder.forced);
                folder.entries.values().forEach(inner -> settle(inner, random));
            }
        }
    }

    private static byte[] torn(FileNode file, Random random) {
        int same = Arrays.mismatch(file.forced, file.content);
        if (same < 0) {
            return file.forced;
        }
        int cut = random.nextInt(same, file.content.length + 1);
        return switch (random.nextInt(4)) {
            case 0 -> file.forced;
            case 1 -> file.content;
            case 2 -> Arrays.copyOf(file.content, cut);
            default -> Arrays.copyOf(Arrays.copyOf(file.content, cut), file.content.length);
        };
    }

    /** The same files and folders, as they are and as far as they are durable. */
    MemoryTree copy() {
        Map<Node, Node> copies = new IdentityHashMap<>();
        MemoryTree tree = new MemoryTree();
        tree.root = (FolderNode) copy(root, copies);
        tree.nodes = nodes;
        for (List<Entry> change : pending) {
            tree.pending.add(change.stream()
                    .map(e -> new Entry(
                            (FolderNode) copy(e.folder, copies),
                            e.name,
                            e.node == null ? null : copy(e.node, copies)))
                    .toList());
        }
        return tree;
    }

    private static Node copy(Node node, Map<Node, Node> copies) {
        Node known = copies.get(node);
        if (known != null) {
            return known;
        }
        Node copy = switch (node) {
            case FileNode file -> {
                FileNode fresh = new FileNode(file.id);
                fresh.content = file.content;
                fresh.forced = file.forced;
                yield fresh;
            }
            case FolderNode folder -> new FolderNode(folder.id);
        };
        copy.copyFrom(node);
        copies.put(node, copy);
        if (node instanceof FolderNode folder && copy instanceof FolderNode fresh) {
            folder.entries.forEach((name, inner) -> fresh.entries.put(name, copy(inner, copies)));
            folder.forced.forEach((name, inner) -> fresh.forced.put(name, copy(inner, copies)));
        }
        return copy;
    }
}
