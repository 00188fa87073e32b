package org.aafleet.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of this machine with its arguments; no shell is involved. */
record Command(List<String> words, Path directory) {

    static Command of(String... words) {
        return of(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words, Path.of("."));
    }

    Command in(Path newDirectory) {
        return new Command(words, newDirectory);
    }

    CommandResult run(Duration timeout) {
        return run(timeout, "");
    }

    /** @throws LabException when the program is missing or still running at the time-out; it is killed then */
    CommandResult run(Duration timeout, String stdin) {
        Process process = start(new ProcessBuilder(words).directory(directory.toFile()));
        try {
            CompletableFuture<String> stdout = read(process.getInputStream());
            CompletableFuture<String> stderr = read(process.getErrorStream());
            write(process.getOutputStream(), stdin);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "'" + String.join(" ", words) + "' did not end within " + timeout.toSeconds() + " s");
            }
            return new CommandResult(process.exitValue(), stdout.join(), stderr.join());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            process.destroyForcibly();
        }
    }

    String runOrThrow(Duration timeout) {
        return run(timeout).orThrow(words.get(0));
    }

    static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LabException("cannot start " + builder.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    static LabException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LabException("interrupted", e);
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> daemon(task).start());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "lab-command-output");
        thread.setDaemon(true);
        return thread;
    }

    /** A program that does not read to the end is none of our concern: its exit code tells. */
    private static void write(OutputStream stream, String text) {
        try (stream) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }
}
