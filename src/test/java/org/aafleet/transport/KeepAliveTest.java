package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeepAliveTest {

    private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), Duration.ofMinutes(10), 1 << 20);

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @TempDir
    Path directory;

    @Test
    void a_silent_script_outlives_many_keep_alives() throws Exception {
        Transport transport = new SshHome(directory)
                .trusted(SERVER)
                .config("ServerAliveInterval 1\nServerAliveCountMax 20\n")
                .transport();

        Output output = Runs.run(transport, SshHome.endpoint(SshHome.at(SERVER.port())), "sleep 3; echo still here\n");

        assertThat(output.stdout()).isEqualTo("still here\n");
    }

    /** A way to the server that swallows everything once the script runs, as a firewall that has forgotten us does. */
    @Test
    @Timeout(120) // jsch alone waits for the run's limit, as nothing wakes who waits for a channel
    void a_connection_that_has_gone_dead_is_given_up_long_before_the_script_would_time_out() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        try (ServerSocket way = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            carry(way, dead);
            Transport transport = new SshHome(directory)
                    .trusted(SERVER)
                    .config("ServerAliveInterval 1\nServerAliveCountMax 2\nHostKeyAlias server\n")
                    .knownHosts("server " + SERVER.publicKey("ed25519") + "\n")
                    .transport();
            try (Connection connection = transport.connect(SshHome.endpoint(SshHome.at(way.getLocalPort())))) {
                dead.countDown();
                TransportException failure = catchThrowableOfType(
                        TransportException.class, () -> connection.run(new Script("sleep 20\n"), PATIENT));

                assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(failure.what()).startsWith("the server gave no sign of life for 2 s");
            }
        }
    }

    private static void carry(ServerSocket way, CountDownLatch dead) {
        daemon(() -> {
            Socket near = way.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
            daemon(() -> copy(near, far, dead));
            copy(far, near, dead);
        });
    }

    private static void copy(Socket from, Socket to, CountDownLatch dead) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = from.getInputStream().read(buffer);
                count >= 0;
                count = from.getInputStream().read(buffer)) {
            if (dead.getCount() > 0) {
                to.getOutputStream().write(buffer, 0, count);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The test is over.
                    }
                },
                "way");
        thread.setDaemon(true);
        thread.start();
    }
}
