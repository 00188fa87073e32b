package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {

    @TempDir
    private Path directory;

    @Test
    void keeps_a_second_one_waiting_and_tells_it_so() {
        Path file = directory.resolve("sub/lock");
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        CompletableFuture<Integer> second = FileLock.holding(file, () -> {}, () -> {
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(
                    () -> FileLock.holding(file, waiting::countDown, inside::incrementAndGet));
            await(waiting);
            assertThat(inside).hasValue(0);
            return other;
        });
        assertThat(second.join()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
