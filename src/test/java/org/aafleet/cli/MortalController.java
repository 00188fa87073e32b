package org.aafleet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aafleet.console.TestingConsole;
import org.aafleet.transport.Connection;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.Limits;
import org.aafleet.transport.Output;
import org.aafleet.transport.Passphrases;
import org.aafleet.transport.Script;
import org.aafleet.transport.SshSettings;
import org.aafleet.transport.SshTransport;
import org.aafleet.transport.Transport;
import org.aafleet.transport.TransportException;

/** The program in a process of its own, which is killed by SIGKILL at one of its calls to a host. */
final class MortalController {

    /** When it dies, seen from a call. */
    enum When {
        BEFORE,
        DURING,
        AFTER
    }

    /** A transaction is held up here for as long as it takes to die meanwhile. */
    private static final String SLOW_STEP =
            "step() { current_step=$1; say \"step $1\"; [ \"$1\" != install ] || sleep 3; }";

    private static final int KILLED = 128 + 9;

    private MortalController() {}

    /**
     * @param call the function of the host's script, such as {@code apply}, and {@code number} which such call of the run
     * @param state of this controller
     */
    static void dieAt(When when, String call, int number, Path state, String... command)
            throws IOException, InterruptedException {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MortalController.class.getName(),
                when.name(),
                call,
                "" + number,
                state.toString()));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(state.resolveSibling("mortal.log").toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != KILLED) {
            process.destroyForcibly();
            throw new AssertionError("it did not die " + when + " call " + number + " of " + call + "; see "
                    + java.nio.file.Files.readString(state.resolveSibling("mortal.log")));
        }
    }

    public static void main(String[] arguments) {
        When when = When.valueOf(arguments[0]);
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        Path state = Path.of(arguments[3]);
        SshTransport ssh = new SshTransport(SshSettings.ofThisProcess(), Passphrases.none());
        TestingConsole console = new TestingConsole().patient();
        CliContext context = new CliContext(
                console,
                InputStream.nullInputStream(),
                new DyingTransport(ssh, when, arguments[1], left),
                Clock.systemUTC(),
                Map.of("USER", "mortal", "XDG_STATE_HOME", state.toString()),
                state);
        int status = Main.commandLine(context).execute(java.util.Arrays.copyOfRange(arguments, 4, arguments.length));
        System.out.println(console.results() + console.messages());
        System.exit(status);
    }

    private static void die() {
        try {
            new ProcessBuilder("kill", "-KILL", "" + ProcessHandle.current().pid())
                    .start()
                    .waitFor();
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record DyingTransport(Transport transport, When when, String call, AtomicInteger left)
            implements Transport {

        @Override
        public Connection connect(Endpoint endpoint) throws TransportException {
            return new DyingConnection(transport.connect(endpoint), this);
        }

        boolean isLast(Script script) {
            return callIn(script) > 0 && left.decrementAndGet() == 0;
        }

        /** Where the call is; what a script defines and quotes is written otherwise. */
        int callIn(Script script) {
            return script.text().lastIndexOf("\n" + call + " ") + 1;
        }
    }

    private record DyingConnection(Connection connection, DyingTransport death) implements Connection {

        @Override
        public Output run(Script script, Limits limits) throws TransportException {
            if (!death.isLast(script)) {
                return connection.run(script, limits);
            }
            if (death.when() == When.BEFORE) {
                die();
            }
            Script sent = script;
            if (death.when() == When.DURING) {
                new Thread(DyingConnection::dieSoon).start();
                int call = death.callIn(script);
                sent = new Script(script.text().substring(0, call)
                        + SLOW_STEP
                        + "\n"
                        + script.text().substring(call));
            }
            Output output = connection.run(sent, limits);
            die();
            return output;
        }

        private static void dieSoon() {
            try {
                Thread.sleep(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            die();
        }

        @Override
        public java.net.Socket forward(String host, int port, Duration timeout) throws TransportException {
            return connection.forward(host, port, timeout);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
