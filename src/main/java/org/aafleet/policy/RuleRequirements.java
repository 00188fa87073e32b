package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.AllRule;
import org.aafleet.policy.model.IoUringRule;
import org.aafleet.policy.model.MountRule;
import org.aafleet.policy.model.MqueueRule;
import org.aafleet.policy.model.NetworkRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.SignalRule;
import org.aafleet.policy.model.SocketEnd;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.UnixRule;
import org.aafleet.policy.model.UsernsRule;

/** What a rule asks of a parser. */
final class RuleRequirements {

    /** A priority of 0 is not told from none in the model, but an older parser stumbles over it. */
    private static final Pattern PRIORITY = Pattern.compile("priority\\s*=");

    private static final Set<String> NEW_SIGNALS = Set.of("tstp", "poll");

    private static final Set<String> NEW_MOUNT_OPTIONS =
            Set.of("symfollow", "nosymfollow", "nostrictatime", "lazytime", "nolazytime");

    private static final Pattern PROPAGATION = Pattern.compile("(make-)?r?(unbindable|private|slave|shared)");

    private final Rule rule;
    private final String source;
    private final List<Requirement> found = new ArrayList<>();

    /** @param source the text of the file that has the rule */
    RuleRequirements(Rule rule, String source) {
        this.rule = rule;
        this.source = source;
    }

    List<Requirement> all() {
        found.addAll(qualifiers(rule.qualifiers(), rule.span(), source));
        kind(rule).ifPresent(since -> found.add(new Requirement(rule.span(), rule.construct(), since)));
        if (rule instanceof NetworkRule network) {
            network(network);
        } else if (rule instanceof MountRule mount) {
            mount(mount);
        } else if (rule instanceof UnixRule unix) {
            Stream.concat(unix.address().stream(), unix.peerAddress().stream())
                    .filter(address -> address.text().equals("auto"))
                    .forEach(auto -> add("address 'auto'", ParserVersion.V3_0));
        } else if (rule instanceof SignalRule signal) {
            signal.signals().stream()
                    .filter(RuleRequirements::isNewSignal)
                    .forEach(name -> add("signal '" + name + "'", ParserVersion.V5_0));
        }
        return found;
    }

    /** The first version with this kind of rule, where that is none of the oldest. */
    static Optional<ParserVersion> kind(Statement statement) {
        boolean newer = statement instanceof UsernsRule
                || statement instanceof IoUringRule
                || statement instanceof MqueueRule
                || statement instanceof AllRule;
        return newer ? Optional.of(ParserVersion.V4_0) : Optional.empty();
    }

    static List<Requirement> qualifiers(Qualifiers qualifiers, Span span, String source) {
        List<Requirement> found = new ArrayList<>();
        if (PRIORITY.matcher(source).region(span.start(), span.end()).lookingAt()) {
            found.add(new Requirement(span, "qualifiers: 'priority'", ParserVersion.V4_1));
        }
        if (qualifiers.mode().equals(Optional.of(Qualifiers.Mode.PROMPT))) {
            found.add(new Requirement(span, "qualifiers: 'prompt'", ParserVersion.V4_1));
        }
        return found;
    }

    static boolean isNewSignal(String name) {
        return NEW_SIGNALS.contains(name);
    }

    private void network(NetworkRule network) {
        if (source.substring(rule.span().start(), rule.span().end()).contains("\"")) {
            add("quotes", ParserVersion.V4_0);
        }
        if (!network.access().isEmpty()) {
            add("access", ParserVersion.V4_0);
        }
        if (!network.local().isAny() || !network.peer().isAny()) {
            add("conditions", ParserVersion.V4_0);
        }
        for (SocketEnd end : List.of(network.local(), network.peer())) {
            if (end.port().map(Aare::text).filter(port -> port.contains("-")).isPresent()) {
                add("a range of ports", ParserVersion.V4_1);
            }
            end.iface().ifPresent(iface -> add("'interface'", ParserVersion.V5_0));
            end.label().ifPresent(label -> add("'label'", ParserVersion.V5_0));
        }
    }

    private void mount(MountRule mount) {
        List<String> options = mount.conditions().stream()
                .filter(condition -> condition.name().startsWith("option"))
                .flatMap(condition -> condition.values().stream())
                .map(Aare::text)
                .toList();
        options.stream()
                .filter(NEW_MOUNT_OPTIONS::contains)
                .findFirst()
                .ifPresent(option -> add("option '" + option + "'", ParserVersion.V3_1));
        boolean onlyPropagates = !options.isEmpty()
                && options.stream()
                        .allMatch(option -> PROPAGATION.matcher(option).matches());
        if (onlyPropagates && mount.source().isPresent()) {
            add("propagation without '->' before the mount point", ParserVersion.V3_1);
        }
    }

    private void add(String part, ParserVersion since) {
        found.add(new Requirement(rule.span(), rule.construct() + ": " + part, since));
    }
}
