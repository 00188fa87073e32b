package org.aafleet.policy.access;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RunAutomaton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.syntax.Vocabulary;

/** Which objects there can be of a kind, each as {@link Access#encoded}. */
final class Domains {

    private static final Automaton EMPTY = BasicAutomata.makeEmptyString();
    private static final Automaton TEXT =
            BasicAutomata.makeCharRange((char) 1, (char) Glob.LAST_BYTE).repeat(1);

    private static final Map<Kind, RunAutomaton> MADE = new ConcurrentHashMap<>();

    private Domains() {}

    /** Made once for each kind that is asked for. */
    static RunAutomaton of(Kind kind) {
        return MADE.computeIfAbsent(kind, absent -> new RunAutomaton(automaton(kind), false));
    }

    private static Automaton automaton(Kind kind) {
        return switch (kind) {
            case FILE -> object(path(), owner());
            case LINK -> object(path(), path(), owner());
            case CAPABILITY -> object(words(Vocabulary.capabilities()));
            case NETWORK -> {
                Automaton port = BasicAutomata.makeInterval(0, 65535, 0).union(EMPTY);
                Automaton address = text().union(EMPTY);
                yield object(
                        words(Vocabulary.domains()),
                        words(Vocabulary.socketTypes()),
                        address,
                        port,
                        address.clone(),
                        port.clone());
            }
            case UNIX -> object(words(Vocabulary.socketTypes()), text().union(EMPTY), text().union(EMPTY), text());
            case SIGNAL -> object(words(Vocabulary.signals()), text());
            case PTRACE, IO_URING -> object(text());
            case DBUS -> object(text(), text(), text(), text(), text(), text());
            case MOUNT -> object(text().union(EMPTY), text(), text(), text().union(EMPTY));
            case REMOUNT -> object(text(), text().union(EMPTY));
            case UMOUNT -> object(text());
            case PIVOT_ROOT -> object(path(), path(), text().union(EMPTY));
            case CHANGE_PROFILE -> object(path().union(EMPTY), text());
            case USERNS -> EMPTY.clone();
            case MQUEUE -> object(words(Set.of("posix", "sysv")), text(), text());
        };
    }

    private static Automaton object(Automaton... values) {
        List<Automaton> parts = new ArrayList<>();
        for (Automaton value : values) {
            if (!parts.isEmpty()) {
                parts.add(BasicAutomata.makeChar(Access.SEPARATOR));
            }
            parts.add(value);
        }
        return BasicOperations.concatenate(parts);
    }

    private static Automaton path() {
        return BasicAutomata.makeChar('/').concatenate(text().union(EMPTY));
    }

    private static Automaton owner() {
        return words(List.of(Kind.OWNER, Kind.OTHER));
    }

    private static Automaton text() {
        return TEXT.clone();
    }

    private static Automaton words(Collection<String> words) {
        return BasicOperations.union(
                words.stream().map(BasicAutomata::makeString).toList());
    }
}
