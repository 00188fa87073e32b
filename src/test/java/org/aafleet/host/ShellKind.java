package org.aafleet.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.aafleet.Needs;

/** The shells that hosts have as {@code sh}. */
enum ShellKind {
    DASH,
    /** With its own programs wherever it has them. */
    BUSYBOX;

    List<String> command() {
        String program = this == DASH ? "dash" : "busybox";
        Needs.program(program, program);
        return this == DASH ? List.of("dash") : List.of("busybox", "sh");
    }

    void installApplets(Path directory) throws IOException {
        if (this == BUSYBOX) {
            Process list = new ProcessBuilder("busybox", "--list").start();
            String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Files.copy(Path.of("/bin/busybox"), directory.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
            for (String name : names.split("\n", -1)) {
                if (!name.isEmpty() && !name.equals("busybox")) {
                    Files.createSymbolicLink(directory.resolve(name), Path.of("busybox"));
                }
            }
        }
    }
}
