package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.CapabilityRule;
import org.aafleet.policy.model.ChangeProfileRule;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.DbusRule;
import org.aafleet.policy.model.IoUringRule;
import org.aafleet.policy.model.MountRule;
import org.aafleet.policy.model.MqueueRule;
import org.aafleet.policy.model.NetworkRule;
import org.aafleet.policy.model.PivotRootRule;
import org.aafleet.policy.model.PtraceRule;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.SignalRule;
import org.aafleet.policy.model.UnixRule;
import org.aafleet.policy.model.UsernsRule;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/**
 * Accesses as a person writes them: {@code rw /srv/shop/a}, {@code l /new -> /existing}, and the others as the rule that
 * would allow them, {@code signal send set=term peer=unconfined}.
 */
public final class AccessText {

    private static final Map<String, String> WORDS = Map.of(
            "read", "r", "write", "w", "append", "a", "lock", "k", "mmap", "m", "exec", "x", "execute", "x", "link",
            "l");

    private AccessText() {}

    /**
     * @param words of which the first says the permission or the kind
     * @return an access for each permission, and of files for their owner and for others
     * @throws InputException when they mean nothing
     */
    public static List<Access> parse(List<String> words) {
        String first = words.get(0);
        String letters = WORDS.getOrDefault(first, first);
        if (letters.matches("[rwalkmx]+") && words.size() > 1 && words.get(1).startsWith("/")) {
            return files(letters, words.subList(1, words.size()));
        }
        Problems problems = new Problems();
        List<Rule> rules =
                ProfileFile.parseRules(String.join(" ", words) + ",", new Location("ACCESS", 1, 1), problems);
        problems.throwIfErrors();
        List<Access> accesses = new ArrayList<>();
        rules.forEach(rule -> accesses.addAll(of(rule)));
        if (accesses.isEmpty()) {
            throw new InputException(Problem.error("'" + String.join(" ", words) + "' is no access")
                    .withHint("'w /srv/a', 'l /new -> /existing', or a rule such as 'capability chown' or"
                            + " 'signal send set=term peer=unconfined'"));
        }
        return accesses;
    }

    private static List<Access> files(String letters, List<String> words) {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            for (boolean owner : new boolean[] {true, false}) {
                if (letter != 'l') {
                    accesses.add(Access.file(letter, words.get(0), owner));
                } else if (words.size() == 3 && words.get(1).equals("->")) {
                    accesses.add(Access.link(words.get(0), words.get(2), owner));
                } else {
                    throw new InputException(Problem.error("a link has two names: l /new -> /existing"));
                }
            }
        }
        return accesses;
    }

    private static List<Access> of(Rule rule) {
        if (rule instanceof CapabilityRule capabilities) {
            return capabilities.capabilities().stream()
                    .map(name -> new Access(Kind.CAPABILITY, "use", List.of(name)))
                    .toList();
        }
        if (rule instanceof NetworkRule network) {
            return network(network);
        }
        if (rule instanceof UnixRule unix) {
            List<String> object = values(List.of(unix.type(), unix.address(), unix.peerAddress(), unix.peerLabel()));
            return each(Kind.UNIX, unix.access(), object);
        }
        if (rule instanceof SignalRule signal) {
            return signal.signals().stream()
                    .flatMap(name -> each(Kind.SIGNAL, signal.access(), List.of(name, value(signal.peer()))).stream())
                    .toList();
        }
        return other(rule);
    }

    private static List<Access> other(Rule rule) {
        if (rule instanceof PtraceRule ptrace) {
            return each(Kind.PTRACE, ptrace.access(), values(List.of(ptrace.peer())));
        }
        if (rule instanceof DbusRule dbus) {
            Optional<Aare> name = dbus.name().or(dbus::peerName);
            return each(
                    Kind.DBUS,
                    dbus.access(),
                    values(List.of(dbus.bus(), name, dbus.path(), dbus.iface(), dbus.member(), dbus.peerLabel())));
        }
        if (rule instanceof ChangeProfileRule change) {
            return each(Kind.CHANGE_PROFILE, Set.of(), values(List.of(change.exec(), change.target())));
        }
        if (rule instanceof PivotRootRule pivot) {
            return each(Kind.PIVOT_ROOT, Set.of(), values(List.of(pivot.oldRoot(), pivot.newRoot(), pivot.target())));
        }
        if (rule instanceof MqueueRule queue) {
            return each(Kind.MQUEUE, queue.access(), values(List.of(queue.type(), queue.name(), queue.label())));
        }
        if (rule instanceof IoUringRule ring) {
            return each(Kind.IO_URING, ring.access(), values(List.of(ring.label())));
        }
        if (rule instanceof MountRule mount) {
            return mount(mount);
        }
        return rule instanceof UsernsRule ? each(Kind.USERNS, Set.of(), List.of()) : List.of();
    }

    private static List<Access> network(NetworkRule network) {
        List<String> object = new ArrayList<>(List.of(
                network.domain().orElse(""), SocketClauses.type(network.type().orElse(""))));
        object.addAll(values(List.of(
                network.local().ip(),
                network.local().port(),
                network.peer().ip(),
                network.peer().port())));
        return each(Kind.NETWORK, network.access(), object);
    }

    private static List<Access> mount(MountRule mount) {
        String types = condition(mount, "fstype").stream()
                .flatMap(condition -> condition.values().stream())
                .map(Aare::text)
                .findFirst()
                .orElse("");
        String options = MountClauses.options(condition(mount, "option").stream()
                .flatMap(condition -> condition.values().stream())
                .map(Aare::text)
                .toList());
        Kind kind = Kind.valueOf(mount.operation().name());
        List<String> object = switch (kind) {
            case MOUNT -> List.of(value(mount.source()), value(mount.mountpoint()), types, options);
            case REMOUNT -> List.of(value(mount.mountpoint()), options);
            default -> List.of(value(mount.mountpoint()));
        };
        return each(kind, Set.of(), object);
    }

    private static List<Condition> condition(MountRule mount, String name) {
        return mount.conditions().stream()
                .filter(condition -> condition.name().contains(name))
                .toList();
    }

    /** None named asks for all. */
    private static List<Access> each(Kind kind, Set<? extends Enum<?>> named, List<String> object) {
        List<String> wanted =
                named.stream().map(name -> name.name().toLowerCase(Locale.ROOT)).toList();
        return kind.permissions().stream()
                .filter(permission -> wanted.isEmpty() || wanted.contains(permission))
                .map(permission -> new Access(kind, permission, object))
                .toList();
    }

    private static List<String> values(List<Optional<Aare>> given) {
        return given.stream().map(AccessText::value).toList();
    }

    private static String value(Optional<Aare> given) {
        return given.map(Aare::text).orElse("");
    }
}
