package org.aafleet.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.aafleet.console.TestingConsole;
import org.aafleet.transport.AnyTransport;
import org.aafleet.transport.LocalTransport;
import org.aafleet.transport.Passphrases;
import org.aafleet.transport.SshSettings;
import org.aafleet.transport.SshTransport;
import org.aafleet.transport.Transport;
import picocli.CommandLine;

/** Runs the whole program within the test's process. */
final class Program {

    /** @param out and err what a person would see */
    record Result(int status, String out, String err) {}

    private static final Path STATE = Path.of(System.getProperty("java.io.tmpdir"), "aa-fleet-test-state");

    private Program() {}

    static Result run(String... arguments) {
        SshTransport ssh = new SshTransport(SshSettings.ofThisProcess(), Passphrases.none());
        return run(new AnyTransport(ssh, new LocalTransport(System.getProperty("user.name"))), STATE, arguments);
    }

    static Result run(Transport transport, Path state, String... arguments) {
        return run(new TestingConsole(), transport, state, arguments);
    }

    static Result run(TestingConsole console, Transport transport, Path state, String... arguments) {
        return run(console, InputStream.nullInputStream(), transport, state, arguments);
    }

    /** @param in what the verb reads from standard input */
    static Result run(InputStream in, String... arguments) {
        Transport local = new LocalTransport(System.getProperty("user.name"));
        return run(new TestingConsole(), in, local, STATE, arguments);
    }

    private static Result run(
            TestingConsole console, InputStream in, Transport transport, Path state, String... arguments) {
        CliContext context = new CliContext(
                console,
                in,
                transport,
                Clock.systemUTC(),
                Map.of("USER", "tester", "XDG_STATE_HOME", state.toString()),
                state);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine(context).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(arguments);
        return new Result(status, out + console.results(), err + console.messages());
    }
}
