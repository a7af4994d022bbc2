package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.Locks;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The lock of an open document. Its file may go with the sidecar; then it is taken again before anything is written. */
final class DocumentLock implements Disk.HeldLock {
    private final Disk disk;
    private final DocumentFiles files;
    private Disk.HeldLock lock;
    /** Which file it is. */
    private Optional<Object> key;

    private DocumentLock(Disk disk, DocumentFiles files, Disk.HeldLock lock) throws IOException {
        this.disk = disk;
        this.files = files;
        this.lock = lock;
        this.key = key();
    }

    /** @param patience how long to wait for another process that is about to close the document */
    static DocumentLock take(Disk disk, DocumentFiles files, Duration patience) throws IOException, InUseException {
        Disk.HeldLock lock =
                Locks.take(disk, files.lock(), patience).orElseThrow(() -> new InUseException(files.markdown()));
        try {
            return new DocumentLock(disk, files, lock);
        } catch (IOException unknown) {
            lock.close();
            throw unknown;
        }
    }

    /**
     * Takes it again if its file is not there any more, or is another one.
     *
     * @throws FileProblem if another process took it meanwhile
     */
    synchronized void keep() throws IOException, FileProblem {
        Optional<Disk.Status> status = disk.status(files.lock());
        if (lock.held() && status.isPresent() && status.get().key().equals(key)) {
            return;
        }
        lock.close();
        disk.createFolder(files.sidecar());
        lock = disk.lock(files.lock())
                .orElseThrow(() -> new FileProblem(
                        "FILE-TAKEN",
                        files.markdown() + " was opened by another Longhand after its sidecar had gone; close it there, or"
                                + " keep a copy of the text elsewhere."));
        key = key();
    }

    private Optional<Object> key() throws IOException {
        return disk.status(files.lock()).flatMap(Disk.Status::key);
    }

    @Override
    public synchronized boolean held() {
        return lock.held();
    }

    @Override
    public synchronized void close() throws IOException {
        lock.close();
    }
}
