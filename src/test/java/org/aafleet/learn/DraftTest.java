package org.aafleet.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Renderer;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.catalog.TunablesFile;
import org.aafleet.catalog.Tuning;
import org.aafleet.host.ProgramFacts;
import org.aafleet.policy.Dialect;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first profile from what a host says of a program. */
class DraftTest {

    private static final String REDIS = """
            a banner
            aa-fleet-probe 1
            program /usr/bin/redis-check-rdb
            library libcrypto.so.3
            library libssl.so.3
            file /etc/default/redis-server
            file /etc/init.d/redis-server
            file /etc/redis
            file /etc/redis/redis.conf
            file /usr/lib/tmpfiles.d/redis-server.conf
            file /usr/share/doc/redis-server/NEWS.gz
            file /var/lib/redis
            file /var/log/redis
            unit redis-server.service
            |User=redis
            |RuntimeDirectory=redis
            |StateDirectory=
            |PIDFile=/run/redis/redis-server.pid

            aa-fleet-end
            """;

    @TempDir
    private Path directory;

    private Service loaded(Draft draft, String name) {
        draft.files().forEach((file, text) -> {
            try {
                Path path = directory.resolve(name).resolve(file);
                Files.createDirectories(directory.resolve(name));
                Files.writeString(path, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(List.of(directory), problems);
        assertThat(problems.all()).isEmpty();
        return catalog.service(name).orElseThrow();
    }

    private static RenderedService rendered(Service service) {
        Tuning complaining = new Tuning(ServiceMode.COMPLAIN, Map.of(), List.of(), Map.of(), Map.of());
        return new Renderer(service, TunablesFile.of(service), Dialect.NEWEST).render(complaining);
    }

    @Test
    void is_a_service_of_the_catalogue() {
        Draft draft = new Draft("redis", ProgramFacts.parse(REDIS));
        Service redis = loaded(draft, "redis");
        assertThat(redis.about().units()).containsExactly("redis-server.service");
        assertThat(redis.about().tunables().keySet()).containsExactlyInAnyOrder("config", "data", "log", "run");
        RenderedService rendered = rendered(redis);
        assertThat(rendered.profiles()).isEqualTo(Map.of("aa-fleet-redis", "complain"));
        assertThat(rendered.attachments()).containsExactly("/usr/bin/redis-check-rdb");
        assertThat(draft.files().get("tunables")).isEqualTo("""
                        # The configuration.
                        @{redis_config}=/etc/redis
                        # The data.
                        @{redis_data}=/var/lib/redis
                        # The logs.
                        @{redis_log}=/var/log/redis
                        # The sockets and the file with the process's number.
                        @{redis_run}=/run/redis
                        """);
        assertThat(draft.files().get("redis"))
                .contains(
                        "include <abstractions/openssl>",
                        "  /usr/bin/redis-check-rdb mr,",
                        "  @{redis_data}{,/**} rwk,",
                        "include if exists <aa-fleet/redis/site/aa-fleet-redis>");
    }

    @Test
    void of_a_script_runs_its_interpreter() {
        ProgramFacts facts = new ProgramFacts(
                Optional.of("/opt/a [b]/tool"), Optional.of("/usr/bin/python3.11"), List.of(), List.of(), Map.of());
        Draft draft = new Draft("tool", facts);
        assertThat(rendered(loaded(draft, "tool")).attachments()).containsExactly("/opt/a \\[b\\]/tool");
        assertThat(draft.files().get("tool"))
                .contains(
                        "profile aa-fleet-tool \"/opt/a \\[b\\]/tool\" {",
                        "include <abstractions/python>",
                        "  /usr/bin/python3.11 mrix,");
    }

    @Test
    void has_no_place_that_a_host_makes_up() {
        ProgramFacts facts = new ProgramFacts(
                Optional.of("/usr/sbin/x"),
                Optional.empty(),
                List.of(),
                List.of("/etc/passwd.d/../../root", "/var/lib", "/etc/", "/home/x"),
                Map.of("x.service", Map.of("RuntimeDirectory", "../../etc a b/c", "PIDFile", "/etc/shadow")));
        assertThat(new Draft("x", facts).files().get("tunables")).isEqualTo("""
                # The configuration.
                @{x_config}=/etc/passwd.d
                # The sockets and the file with the process's number.
                @{x_run}=/run/a /run/b
                """);
    }
}
