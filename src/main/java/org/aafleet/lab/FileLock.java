package org.aafleet.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/** Locks between processes, and between threads of this one. A lock ends with the process that holds it. */
final class FileLock {

    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private FileLock() {}

    /**
     * Does something while nobody else does anything under the same lock.
     *
     * @param file made when it is not there; never deleted, because another process may be waiting for it
     * @param whenBusy told once, when somebody else holds the lock
     */
    static <T> T holding(Path file, Runnable whenBusy, Supplier<T> action) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (!tryLock(channel)) {
                    whenBusy.run();
                    if (!Poll.until(AT_MOST, () -> tryLock(channel))) {
                        throw new LabException(file + " has been locked for " + AT_MOST.toMinutes() + " minutes");
                    }
                }
                return action.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
