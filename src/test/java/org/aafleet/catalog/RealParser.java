package org.aafleet.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aafleet.Needs;

/** The installed {@code apparmor_parser} as a compiler of rendered files; it needs neither root nor AppArmor. */
final class RealParser {

    private static final String POLICY = "/etc/apparmor.d";
    private static final String PROGRAM = "/usr/sbin/apparmor_parser";

    private final Path root;

    RealParser(Path root) {
        Needs.that(Files.isExecutable(Path.of(PROGRAM)), PROGRAM + " is missing (Debian: apt install apparmor)");
        this.root = root;
    }

    /** @param policy the compiled policy, one character for each byte */
    record Result(int status, String policy, String messages) {}

    Result compile(RenderedService rendered) throws IOException, InterruptedException {
        return compile(rendered.files(), rendered.main());
    }

    /** @param files path to text, paths below {@code /etc/apparmor.d} */
    Result compile(Map<String, String> files, String main) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey().substring(POLICY.length() + 1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path policy = root.resolve("out");
        Path messages = root.resolve("messages");
        int status = new ProcessBuilder(command(root.resolve(main.substring(POLICY.length() + 1))))
                .redirectOutput(policy.toFile())
                .redirectError(messages.toFile())
                .start()
                .waitFor();
        return new Result(status, Files.readString(policy, StandardCharsets.ISO_8859_1), Files.readString(messages));
    }

    /** The kernel's names of what was compiled last. */
    List<String> names(RenderedService rendered) throws IOException, InterruptedException {
        Path names = root.resolve("names");
        int status = new ProcessBuilder(
                        PROGRAM,
                        "--config-file=/dev/null",
                        "-N",
                        "--base=" + root,
                        "-I" + root,
                        "-I" + POLICY,
                        root.resolve(rendered.main().substring(POLICY.length() + 1))
                                .toString())
                .redirectOutput(names.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return status == 0 ? Files.readAllLines(names) : List.of();
    }

    private List<String> command(Path main) {
        return List.of(
                PROGRAM,
                "--config-file=/dev/null",
                "-QKS",
                "-Ono-expr-simplify",
                "-M/etc/apparmor.d/abi/3.0",
                "--base=" + root,
                "-I" + root,
                "-I" + POLICY,
                main.toString());
    }
}
