package org.aafleet.playbook;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.yaml.Constraint;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;

/**
 * A question that tells whether a service works; exactly one of http, tcp, unit and command. Network probes are asked from
 * the host's own side, through the ssh connection.
 */
@Constraint("""
        {"oneOf": [{"required": ["http"]}, {"required": ["tcp"]}, {"required": ["unit"]}, {"required": ["command"]}],
         "dependentRequired": {"status": ["http"]},
         "dependentSchemas": {"expect": {"anyOf": [{"required": ["http"]}, {"required": ["tcp"]}]}}}
        """)
@Doc("A question that tells whether the service works; one of http, tcp, unit, command")
public record ServiceProbe(
        @Doc("a URL as seen from the host, such as http://localhost/health")
        Optional<String> http,

        @Doc("the status that the answer must have; by default any below 400")
        OptionalInt status,

        @Doc("a port, or host:port, as seen from the host") Optional<String> tcp,

        @Doc("for tcp and http: a regular expression that the answer must contain")
        Optional<String> expect,

        @Doc("a systemd unit that must be active") Optional<String> unit,
        @Doc("a shell command that must exit 0 on the host") Optional<String> command,

        @Doc("how long to wait for the answer") @Default("10s")
        Duration timeout) {

    public ServiceProbe {
        long kinds = java.util.stream.Stream.of(http, tcp, unit, command)
                .filter(Optional::isPresent)
                .count();
        if (kinds != 1) {
            throw new IllegalArgumentException("a probe has exactly one of http, tcp, unit and command");
        }
        if (expect.isPresent() && (unit.isPresent() || command.isPresent())) {
            throw new IllegalArgumentException("'expect' goes with http and tcp");
        }
        if (status.isPresent() && http.isEmpty()) {
            throw new IllegalArgumentException("'status' goes with http");
        }
    }

    /** How messages name it: {@code http http://localhost/}. */
    public String describe() {
        return http.map(url -> "http " + url)
                .or(() -> tcp.map(port -> "tcp " + port))
                .or(() -> unit.map(name -> "unit " + name))
                .or(() -> command.map(text -> "command " + text))
                .orElseThrow();
    }

    /** The shell command of a probe that runs on the host. */
    public Optional<String> onHost() {
        return unit.map(name -> "systemctl is-active -- '" + name.replace("'", "'\\''") + "'")
                .or(() -> command);
    }
}
