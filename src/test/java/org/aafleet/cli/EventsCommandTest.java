package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.aafleet.cli.Program.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {

    private static final String LOG = """
            type=SYSCALL msg=audit(1357024144.556:6368): arch=c000003e syscall=2
            type=AVC msg=audit(1357024144.556:6368): apparmor="DENIED" operation="open" profile="web" name=2F612062 \
            pid=7 comm="web" requested_mask="wr" denied_mask="w" fsuid=0 ouid=33
            Apr  2 11:54:32 web1 mallory: apparmor="DENIED" operation="open" profile="web" name="/etc/shadow"
            GET /?q=apparmor="DENIED"
            """;

    @TempDir
    private Path directory;

    private Path log() throws IOException {
        return Files.writeString(directory.resolve("log"), LOG);
    }

    @Test
    void prints_what_a_person_looks_for() throws IOException {
        Result result = Program.run("events", log().toString());
        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "2013-01-01T07:09:04Z  DENIED  web  open  /a b  denied_mask=w fsuid=0 ouid=33 command=web pid=7",
                        "DENIED  web  open  /etc/shadow    [of a program]",
                        "INVALID  GET /?q=apparmor=\"DENIED\"");
    }

    @Test
    void prints_an_object_for_each_line() throws IOException {
        assertThat(Program.run("events", "--format", "json", log().toString())
                        .out()
                        .lines())
                .hasSize(3)
                .startsWith(
                        "{\"event_type\":\"AA_RECORD_DENIED\",\"audit_id\":\"1357024144.556:6368\",\"operation\":\"open\","
                                + "\"mask\":\"wr\",\"denied_mask\":\"w\",\"fsuid\":0,\"ouid\":33,\"profile\":\"web\",\"name\":\"/a b\","
                                + "\"command\":\"web\",\"pid\":7,\"epoch\":1357024144,\"audit_subid\":6368}");
        assertThat(Program.run("events", "--format", "json", "--all", log().toString())
                        .out()
                        .lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("{\"event_type\":\"AA_RECORD_INVALID\",\"audit_id\""));
    }

    @Test
    void reads_rotated_logs_and_says_what_it_cannot_read() throws IOException {
        Path packed = directory.resolve("log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(LOG.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Program.run("events", packed.toString()).out().lines()).hasSize(3);
        Result missing = Program.run("events", directory.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(ExitCode.INPUT.code());
        assertThat(missing.err()).contains("none: cannot be read");
    }
}
