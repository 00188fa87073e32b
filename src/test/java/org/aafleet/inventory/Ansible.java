package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real Ansible, to compare with. */
final class Ansible {

    private static final Path COMMAND = Path.of("/usr/bin/ansible-inventory");
    private static final Path SCRIPT = Path.of("src/test/resources/org/aafleet/inventory/ask_ansible.py");

    private final Path scratch;

    private Ansible(Path scratch) {
        this.scratch = scratch;
    }

    /** Fails where CI is set and skips, saying so, where it is not. */
    static Ansible require(Path scratch) {
        if (!Files.isExecutable(COMMAND)) {
            String message = "NOT COMPARED with Ansible: install Debian's package ansible-core";
            if (System.getenv("CI") != null) {
                fail(message);
            }
            abort(message);
        }
        return new Ansible(scratch);
    }

    Map<String, Object> ask(List<InventoryCase> cases) throws IOException, InterruptedException {
        List<Map<String, Object>> questions = new ArrayList<>();
        cases.forEach(one -> questions.add(one.question()));
        Path input = Files.writeString(scratch.resolve("questions.json"), JSON.std.asString(questions));
        return JSON.std.mapFrom(run(Path.of("").toAbsolutePath(), input, "/usr/bin/python3", SCRIPT.toString()));
    }

    String run(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, Path.of("/dev/null"), command);
    }

    private String run(Path directory, Path input, String... command) throws IOException, InterruptedException {
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        Path configuration = scratch.resolve("ansible.cfg");
        builder.environment()
                .put("ANSIBLE_CONFIG", Files.writeString(configuration, "").toString());
        builder.environment().put("ANSIBLE_LOCAL_TEMP", scratch.resolve("tmp").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }
}
