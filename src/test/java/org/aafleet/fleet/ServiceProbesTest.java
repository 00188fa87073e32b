package org.aafleet.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.host.Facts;
import org.aafleet.host.ObservedHost;
import org.aafleet.playbook.ServiceProbe;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.OpenSshServer;
import org.aafleet.transport.SshHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Probes over the network, through a real ssh server. */
class ServiceProbesTest {

    private static final ObservedHost SEEN = new ObservedHost(
            new Facts(Map.of()),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty());

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @RegisterExtension
    static final OpenSshServer CLOSED = new OpenSshServer().with("AllowTcpForwarding no");

    @TempDir
    Path directory;

    private HttpServer site;

    @BeforeEach
    void serve() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] body = "works".getBytes(US_ASCII);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/secret") ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.start();
    }

    @AfterEach
    void stop() {
        site.stop(0);
    }

    @Test
    void passes_what_answers_well() throws Exception {
        assertThat(ask(SERVER, http(url("/"), "wor.s", OptionalInt.empty()), false))
                .isEmpty();
        assertThat(ask(SERVER, http(url("/secret"), "works", OptionalInt.of(403)), false))
                .isEmpty();
    }

    @Test
    void fails_what_answers_otherwise() throws Exception {
        assertThat(ask(SERVER, http(url("/secret"), "works", OptionalInt.empty()), false))
                .contains("status 403");
        assertThat(ask(SERVER, http(url("/"), "broken", OptionalInt.empty()), false))
                .contains("the answer has no 'broken' in it");
    }

    /** It is the service that is down then, and not the host. */
    @Test
    void fails_a_service_that_takes_no_connection() throws Exception {
        String port = String.valueOf(freePort());

        assertThat(ask(SERVER, tcp(port), false).orElseThrow()).startsWith("cannot connect to localhost port " + port);
    }

    @Test
    void waits_for_a_service_that_takes_its_time_to_listen() throws Exception {
        int port = freePort();
        Thread late = new Thread(() -> {
            try {
                Thread.sleep(1_200);
                try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                        Socket client = server.accept()) {
                    client.getOutputStream().write("ready\n".getBytes(US_ASCII));
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        late.start();

        assertThat(ask(SERVER, tcp(String.valueOf(port)), true)).isEmpty();
        late.join();
    }

    /** What the ssh server forbids says nothing of the service. */
    @Test
    void does_not_blame_the_service_for_an_sshd_that_forwards_nothing() {
        HostException failure = catchThrowableOfType(
                HostException.class, () -> ask(CLOSED, http(url("/"), "works", OptionalInt.empty()), true));

        assertThat(failure.failure().message()).contains("forwarding to", "is not allowed");
        assertThat(failure.failure().hint().orElseThrow()).contains("AllowTcpForwarding");
    }

    private Optional<String> ask(OpenSshServer server, ServiceProbe probe, boolean patient) throws HostException {
        Endpoint host = SshHome.endpoint(SshHome.at(server.port()));
        try (HostSession session =
                new HostSession(new SshHome(directory).trusted(server).transport(), host)) {
            return new ServiceProbes(Map.of("site", List.of(probe)))
                    .results(session, SEEN, patient)
                    .get(0)
                    .failure();
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static ServiceProbe http(String url, String expect, OptionalInt status) {
        return new ServiceProbe(
                Optional.of(url),
                status,
                Optional.empty(),
                Optional.of(expect),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    private static ServiceProbe tcp(String port) {
        return new ServiceProbe(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of("localhost:" + port),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10));
    }
}
