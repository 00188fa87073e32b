package org.aafleet.fleet;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.aafleet.fleet.HostFailure.State;
import org.aafleet.host.ApplyAnswer;
import org.aafleet.host.GarbledAnswerException;
import org.aafleet.host.HostHistory;
import org.aafleet.host.HostScripts;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ProbeAnswer;
import org.aafleet.host.ProgramFacts;
import org.aafleet.host.Questions;
import org.aafleet.host.Transaction;
import org.aafleet.transport.Connection;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.Limits;
import org.aafleet.transport.Output;
import org.aafleet.transport.Script;
import org.aafleet.transport.Transport;
import org.aafleet.transport.TransportException;

/** A host with its one connection, which is opened by the first job and kept for the next ones. Used by one thread at a time. */
public final class HostSession implements AutoCloseable {

    private static final long MAX_OUTPUT = 64L << 20;
    private static final Limits PROBE = new Limits(Duration.ofMinutes(4), Duration.ofMinutes(2), MAX_OUTPUT);
    /** Restarts of slow services are part of it. */
    private static final Limits APPLY = new Limits(Duration.ofMinutes(20), Duration.ofMinutes(5), MAX_OUTPUT);

    /** As long as it takes, and as silent as tests are. */
    private static final Limits EXERCISE = new Limits(Duration.ofHours(6), Duration.ofHours(1), MAX_OUTPUT);

    private final Transport transport;
    private final Endpoint endpoint;
    private java.util.Optional<Connection> open = java.util.Optional.empty();

    public HostSession(Transport transport, Endpoint endpoint) {
        this.transport = transport;
        this.endpoint = endpoint;
    }

    /** The same host, over a connection of its own. */
    public HostSession again() {
        return new HostSession(transport, endpoint);
    }

    public String host() {
        return endpoint.name();
    }

    public ObservedHost probe(Questions questions) throws HostException {
        Output output = run(HostScripts.probe(questions), PROBE, "probe", State.UNCHANGED);
        try {
            return ProbeAnswer.parse(output.stdout());
        } catch (GarbledAnswerException e) {
            throw garbled("probe", e, output, State.UNCHANGED);
        }
    }

    public List<HostHistory> history() throws HostException {
        Output output = run(HostScripts.history(), PROBE, "history", State.UNCHANGED);
        try {
            return HostHistory.parse(output.stdout());
        } catch (GarbledAnswerException e) {
            throw garbled("history", e, output, State.UNCHANGED);
        }
    }

    /** @param program an absolute path */
    public ProgramFacts look(String program) throws HostException {
        Output output = run(HostScripts.draft(program), PROBE, "look", State.UNCHANGED);
        try {
            return ProgramFacts.parse(output.stdout());
        } catch (GarbledAnswerException e) {
            throw garbled("look", e, output, State.UNCHANGED);
        }
    }

    /**
     * Uses the host's services by a command of the user's own.
     *
     * @param shell run as the user that looks after the host
     * @return what it printed, whatever its exit status
     */
    public Output exercise(String shell) throws HostException {
        return run(shell + "\n", EXERCISE, "exercise", State.UNCHANGED);
    }

    public ApplyAnswer apply(Transaction transaction, Questions afterwards) throws HostException {
        return transact(HostScripts.apply(transaction, afterwards), "apply");
    }

    /** Runs a script that reports like a transaction. */
    public ApplyAnswer transact(String script, String step) throws HostException {
        Output output = run(script, APPLY, step, State.UNKNOWN);
        try {
            return ApplyAnswer.parse(output.stdout());
        } catch (GarbledAnswerException e) {
            throw garbled(step, e, output, State.UNKNOWN);
        }
    }

    /**
     * A TCP connection from the host's own side.
     *
     * @throws ConnectException when nobody takes it there, which says nothing against the host
     */
    public Socket forward(String address, int port, Duration timeout) throws HostException, ConnectException {
        try {
            return connection().forward(address, port, timeout);
        } catch (TransportException e) {
            if (e.kind() == TransportException.Kind.UNREACHABLE) {
                throw new ConnectException(e.what());
            }
            close();
            throw new HostException(HostFailure.of(e, "probe", State.UNCHANGED));
        }
    }

    private Output run(String script, Limits limits, String step, State ifLost) throws HostException {
        Connection connection = connection();
        try {
            return connection.run(new Script(script), limits);
        } catch (TransportException e) {
            close();
            throw new HostException(HostFailure.of(e, step, ifLost));
        }
    }

    private Connection connection() throws HostException {
        if (open.isEmpty()) {
            try {
                open = java.util.Optional.of(transport.connect(endpoint));
            } catch (TransportException e) {
                throw new HostException(HostFailure.of(e, "connect", State.UNCHANGED));
            }
        }
        return open.get();
    }

    private HostException garbled(String step, GarbledAnswerException e, Output output, State state) {
        String printed = output.stderr().strip();
        return new HostException(new HostFailure(
                host(),
                step,
                "the host's answer makes no sense: " + e.getMessage() + " (exit status " + output.status() + ")",
                printed.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(printed),
                state,
                java.util.Optional.empty(),
                false));
    }

    @Override
    public void close() {
        open.ifPresent(Connection::close);
        open = java.util.Optional.empty();
    }
}
