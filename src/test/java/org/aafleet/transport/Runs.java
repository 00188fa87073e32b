package org.aafleet.transport;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;

/** What most transport tests do. */
final class Runs {

    static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 1 << 20);

    private Runs() {}

    static Output run(Transport transport, Endpoint endpoint, String script) throws TransportException {
        try (Connection connection = transport.connect(endpoint)) {
            return connection.run(new Script(script), LIMITS);
        }
    }

    static TransportException failure(Transport transport, Endpoint endpoint, String script, Limits limits) {
        return catchThrowableOfType(TransportException.class, () -> {
            try (Connection connection = transport.connect(endpoint)) {
                connection.run(new Script(script), limits);
            }
        });
    }

    static TransportException failure(Transport transport, Endpoint endpoint) {
        return failure(transport, endpoint, "true\n", LIMITS);
    }
}
