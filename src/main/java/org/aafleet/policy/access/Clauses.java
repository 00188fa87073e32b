package org.aafleet.policy.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.AllRule;
import org.aafleet.policy.model.BareFileRule;
import org.aafleet.policy.model.CapabilityRule;
import org.aafleet.policy.model.ChangeProfileRule;
import org.aafleet.policy.model.DbusRule;
import org.aafleet.policy.model.ExecSafety;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.IoUringRule;
import org.aafleet.policy.model.LinkRule;
import org.aafleet.policy.model.MountRule;
import org.aafleet.policy.model.MqueueRule;
import org.aafleet.policy.model.NetworkRule;
import org.aafleet.policy.model.PivotRootRule;
import org.aafleet.policy.model.PtraceRule;
import org.aafleet.policy.model.SignalRule;
import org.aafleet.policy.model.UnixRule;
import org.aafleet.policy.model.UsernsRule;

/** What a rule grants or denies, kind by kind. */
final class Clauses {

    private final ActiveRule active;
    private final Variables variables;

    private Clauses(ActiveRule active, Variables variables) {
        this.active = active;
        this.variables = variables;
    }

    /** A limit on resources grants nothing. */
    static List<Clause> of(ActiveRule active, Variables variables) throws GlobException {
        return new Clauses(active, variables).clauses();
    }

    private List<Clause> clauses() throws GlobException {
        if (active.rule() instanceof FileRule rule) {
            return FileClauses.of(active, rule, variables);
        }
        if (active.rule() instanceof LinkRule rule) {
            return List.of(FileClauses.of(active, rule, variables));
        }
        if (active.rule() instanceof BareFileRule) {
            return FileClauses.ofEveryFile(active);
        }
        if (active.rule() instanceof NetworkRule rule) {
            return SocketClauses.of(active, rule);
        }
        if (active.rule() instanceof UnixRule rule) {
            return SocketClauses.of(active, rule, variables);
        }
        if (active.rule() instanceof DbusRule rule) {
            return dbus(rule);
        }
        return active.rule() instanceof AllRule ? all() : other();
    }

    private List<Clause> other() throws GlobException {
        if (active.rule() instanceof CapabilityRule rule) {
            return one(Kind.CAPABILITY, words(rule.capabilities()));
        }
        if (active.rule() instanceof SignalRule rule) {
            return some(Kind.SIGNAL, rule.access(), words(rule.signals()), name(rule.peer()));
        }
        if (active.rule() instanceof PtraceRule rule) {
            return some(Kind.PTRACE, rule.access(), name(rule.peer()));
        }
        if (active.rule() instanceof ChangeProfileRule rule) {
            return List.of(new Clause(
                    active,
                    Kind.CHANGE_PROFILE,
                    Set.of("change"),
                    List.of(glob(rule.exec()), name(rule.target())),
                    rule.exec()
                            .map(program ->
                                    rule.safety().orElse(ExecSafety.SAFE).toString())));
        }
        if (active.rule() instanceof PivotRootRule rule) {
            return one(Kind.PIVOT_ROOT, glob(rule.oldRoot()), glob(rule.newRoot()), name(rule.target()));
        }
        if (active.rule() instanceof UsernsRule) {
            return one(Kind.USERNS);
        }
        if (active.rule() instanceof IoUringRule rule) {
            return some(Kind.IO_URING, rule.access(), name(rule.label()));
        }
        if (active.rule() instanceof MqueueRule rule) {
            Pattern type = rule.type().map(given -> Pattern.word(given.text())).orElse(Pattern.ANY);
            return some(Kind.MQUEUE, rule.access(), type, glob(rule.name()), name(rule.label()));
        }
        return active.rule() instanceof MountRule rule ? MountClauses.of(active, rule, variables) : List.of();
    }

    /** The name that is bound stands where that of the other end does. */
    private List<Clause> dbus(DbusRule rule) throws GlobException {
        List<Clause> clauses = new ArrayList<>();
        Set<String> messages = names(rule.access());
        messages.removeAll(Set.of("bind", "eavesdrop"));
        boolean names = rule.name().isPresent();
        boolean particulars = rule.path().isPresent()
                || rule.iface().isPresent()
                || rule.member().isPresent()
                || rule.peerName().isPresent()
                || rule.peerLabel().isPresent();
        boolean every = rule.access().isEmpty();
        if (!names && (every || !messages.isEmpty())) {
            clauses.addAll(clause(
                    Kind.DBUS,
                    every ? Set.of("send", "receive") : messages,
                    name(rule.bus()),
                    name(rule.peerName()),
                    glob(rule.path()),
                    name(rule.iface()),
                    name(rule.member()),
                    name(rule.peerLabel())));
        }
        if (rule.access().contains(DbusRule.Access.BIND) || (every && !particulars)) {
            clauses.addAll(clause(
                    Kind.DBUS,
                    Set.of("bind"),
                    name(rule.bus()),
                    name(rule.name()),
                    Pattern.ANY,
                    Pattern.ANY,
                    Pattern.ANY,
                    Pattern.ANY));
        }
        if (rule.access().contains(DbusRule.Access.EAVESDROP) || (every && !particulars && !names)) {
            clauses.addAll(clause(
                    Kind.DBUS,
                    Set.of("eavesdrop"),
                    name(rule.bus()),
                    Pattern.ANY,
                    Pattern.ANY,
                    Pattern.ANY,
                    Pattern.ANY,
                    Pattern.ANY));
        }
        return clauses;
    }

    private List<Clause> all() throws GlobException {
        List<Clause> clauses = new ArrayList<>(FileClauses.ofEveryFile(active));
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FILE && kind != Kind.LINK) {
                List<Pattern> anything =
                        kind.fields().stream().map(field -> Pattern.ANY).toList();
                clauses.add(Clause.of(active, kind, new HashSet<>(kind.permissions()), anything));
            }
        }
        return clauses;
    }

    private List<Clause> one(Kind kind, Pattern... object) {
        return clause(kind, new HashSet<>(kind.permissions()), object);
    }

    /** None named means all. */
    private List<Clause> some(Kind kind, Set<? extends Enum<?>> named, Pattern... object) {
        return named.isEmpty() ? one(kind, object) : clause(kind, names(named), object);
    }

    private List<Clause> clause(Kind kind, Set<String> permissions, Pattern... object) {
        return List.of(Clause.of(active, kind, permissions, List.of(object)));
    }

    private static Set<String> names(Set<? extends Enum<?>> named) {
        return named.stream()
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Pattern words(List<String> named) {
        return named.isEmpty() ? Pattern.ANY : Pattern.words(named);
    }

    private Pattern name(Optional<Aare> given) throws GlobException {
        return given.isPresent() ? Pattern.name(given.get().text(), variables) : Pattern.ANY;
    }

    private Pattern glob(Optional<Aare> given) throws GlobException {
        return given.isPresent() ? Pattern.glob(given.get().text(), variables) : Pattern.ANY;
    }
}
