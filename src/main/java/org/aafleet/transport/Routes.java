package org.aafleet.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aafleet.transport.TransportException.Kind;

/** From what a person wrote, in the inventory and the ssh configuration, to the logins that lead to a host. */
final class Routes {

    private static final int MOST_HOPS = 8;
    private static final Pattern DESTINATION =
            Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(?:\\[([^]]+)]|([^:@\\[\\]]+)|([0-9a-fA-F:]{3,}))(?::([0-9]+))?");

    private final SshSettings settings;
    private final SshConfig config;

    Routes(SshSettings settings) {
        this.settings = settings;
        this.config = SshConfig.read(settings);
    }

    /** The logins in order; the last is the endpoint's own. */
    List<Hop> to(String endpoint, Target.Ssh target) throws TransportException {
        List<Hop> hops = new ArrayList<>();
        add(endpoint, target, hops, Optional.empty(), 1);
        return List.copyOf(hops);
    }

    /** @param jumps instead of what the target and its configuration say */
    private void add(String endpoint, Target.Ssh target, List<Hop> hops, Optional<List<Target.Ssh>> jumps, int depth)
            throws TransportException {
        if (depth + hops.size() > MOST_HOPS) {
            throw new TransportException(
                    Kind.UNSUPPORTED_OPTION,
                    endpoint,
                    "more than " + MOST_HOPS + " jumps; does ProxyJump go in a circle?");
        }
        List<ConfigLine> options = target.options().stream().map(ConfigLine::of).toList();
        SshConfig.Settings found = config.settingsOf(endpoint, target, options, settings.localUser());
        Optional<List<Target.Ssh>> itsJumps = Optional.empty();
        for (Target.Ssh jump : jumps.isPresent() ? jumps.get() : jumps(endpoint, target, found)) {
            // The first has whatever jumps its own configuration names; each further one is reached from the one
            // before.
            add(endpoint, jump, hops, itsJumps, depth + 1);
            itsJumps = Optional.of(List.of());
        }
        hops.add(new HopBuilder(target, found, settings).build());
    }

    private static List<Target.Ssh> jumps(String endpoint, Target.Ssh target, SshConfig.Settings found)
            throws TransportException {
        if (!target.jumps().isEmpty()) {
            return target.jumps();
        }
        Optional<ConfigLine> line =
                found.line("proxyjump").filter(each -> !each.value().equalsIgnoreCase("none"));
        if (line.isEmpty()) {
            return List.of();
        }
        List<Target.Ssh> jumps = new ArrayList<>();
        for (String destination : line.get().value().split(",", -1)) {
            jumps.add(destination(endpoint, destination.strip(), line.get()));
        }
        return jumps;
    }

    /** {@code [ssh://][user@]host[:port]} */
    private static Target.Ssh destination(String endpoint, String text, ConfigLine line) throws TransportException {
        Matcher matcher = DESTINATION.matcher(text);
        if (!matcher.matches()) {
            throw new TransportException(
                    Kind.UNSUPPORTED_OPTION,
                    endpoint,
                    line.origin() + ": '" + Printed.line(text) + "' is not a host to jump through",
                    "write ProxyJump [user@]host[:port]");
        }
        String host = Stream.of(2, 3, 4)
                .map(matcher::group)
                .filter(each -> each != null)
                .findFirst()
                .orElseThrow();
        Optional<Integer> port = Optional.ofNullable(matcher.group(5)).map(Integer::valueOf);
        return new Target.Ssh(
                host,
                port.map(OptionalInt::of).orElse(OptionalInt.empty()),
                Optional.ofNullable(matcher.group(1)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
