package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.Test;

class LocalTransportTest {

    private final Transport transport = new LocalTransport(System.getProperty("user.name"));
    private final Endpoint here = new Endpoint("localhost", new Target.Local(), new Become.Nobody());

    @Test
    void returns_what_a_script_prints_on_each_stream_and_its_status() throws Exception {
        assertThat(Runs.run(transport, here, "echo out; echo err >&2; exit 7\n"))
                .isEqualTo(new Output(7, "out\n", "err\n"));
    }

    @Test
    void leaves_sudo_out_for_the_user_that_it_is_already() throws Exception {
        Endpoint self = new Endpoint(
                "localhost", new Target.Local(), new Become.Sudo(System.getProperty("user.name"), Optional.empty()));

        assertThat(Runs.run(transport, self, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void becomes_somebody_else_through_sudo() throws Exception {
        Programs.requireRoot();
        Programs.require("sudo", "sudo");
        Endpoint nobody = new Endpoint(
                "localhost", new Target.Local(), new Become.Sudo("nobody", Optional.of(Secret.of("unused"))));

        assertThat(Runs.run(transport, nobody, "id -un\n").stdout()).isEqualTo("nobody\n");
    }

    @Test
    void cuts_off_a_script_that_prints_without_end_and_what_it_started() {
        TransportException failure =
                Runs.failure(transport, here, "sleep 4711 & while :; do echo flood; done\n", Runs.LIMITS);

        assertThat(failure.kind()).isEqualTo(Kind.TOO_MUCH_OUTPUT);
        assertThat(ProcessHandle.current().descendants().toList())
                .flatExtracting(child -> child.info().arguments().map(List::of).orElse(List.of()))
                .doesNotContain("4711");
    }

    @Test
    void gives_up_on_a_script_that_never_ends() {
        Limits limits = new Limits(Duration.ofSeconds(1), Duration.ofSeconds(30), 1 << 20);

        assertThat(Runs.failure(transport, here, "sleep 60\n", limits).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void goes_where_the_target_says() throws Exception {
        Transport any = new AnyTransport(
                endpoint -> {
                    throw new AssertionError(endpoint);
                },
                transport);

        assertThat(Runs.run(any, here, "echo here\n").stdout()).isEqualTo("here\n");
    }
}
