package dev.longhand.engine.jllama;

import dev.longhand.core.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All models that this process has in native memory. The library cannot give memory back, so what was loaded is kept and
 * lent out again: a file is loaded once for each session that is open at the same time, however often it is opened.
 * Thread-safe.
 */
final class NativePool {
    /** One for the process, as is the memory that it stands for. */
    static final NativePool OF_THE_PROCESS = new NativePool();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, NativeModel> primaries = new HashMap<>();
    private final Map<Key, Deque<NativeModel>> free = new HashMap<>();

    private NativePool() {}

    /**
     * What makes two loaded models interchangeable.
     *
     * @param file real path
     * @param fileBytes its size
     * @param modifiedMillis when it was changed last, so that a file that was replaced is loaded anew
     * @param contextSize window, in tokens
     * @param threads processor threads; 0 for the library's choice
     * @param template the template given to the library
     */
    record Key(Path file, long fileBytes, long modifiedMillis, int contextSize, int threads, String template) {}

    /** Whether this is loaded. */
    boolean hasPrimary(Key key) {
        lock.lock();
        try {
            return primaries.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a session could be opened without loading anything. */
    boolean hasFree(Key key) {
        lock.lock();
        try {
            return !free.getOrDefault(key, new ArrayDeque<>()).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The first model loaded for {@code key}, for work that needs no context of its own; loads it if need be. */
    NativeModel primary(Key key) throws EngineException {
        lock.lock();
        try {
            NativeModel known = primaries.get(key);
            if (known != null) {
                return known;
            }
            NativeModel loaded = NativeModel.load(key);
            primaries.put(key, loaded);
            giveBack(key, loaded);
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    /** Lends a model to one session: the one given back last, whose cache is the likeliest to serve again. */
    NativeModel lend(Key key) throws EngineException {
        lock.lock();
        try {
            NativeModel known = free.computeIfAbsent(key, _ -> new ArrayDeque<>()).pollFirst();
            return known != null ? known : NativeModel.load(key);
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Key key, NativeModel model) {
        lock.lock();
        try {
            free.computeIfAbsent(key, _ -> new ArrayDeque<>()).addFirst(model);
        } finally {
            lock.unlock();
        }
    }
}
