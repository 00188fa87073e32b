package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.policy.SourceEdits.Without;
import org.aafleet.policy.model.Abi;
import org.aafleet.policy.model.IoUringRule;
import org.aafleet.policy.model.MqueueRule;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.UsernsRule;

/**
 * The AppArmor language as one host has it.
 *
 * @param parser empty when it is not known: then nothing is left out
 * @param abis names of the files in {@code /etc/apparmor.d/abi}
 */
public record Dialect(Optional<ParserVersion> parser, Set<String> abis) {

    /** Understands everything. */
    public static final Dialect NEWEST = new Dialect(Optional.empty(), Set.of());

    /** The first whose {@code aa-*} tools read {@code include if exists}; those before take it for half a rule. */
    private static final ParserVersion OPTIONAL_INCLUDES = ParserVersion.V3_0;

    /** @param notes what is different, for a reader of the plan */
    public record Translation(String text, List<String> notes) {}

    public Dialect {
        abis = Set.copyOf(abis);
    }

    /**
     * The text without what the host's parser does not know and can do without: an {@code abi} whose file it lacks (it then
     * takes its own default, which is older), and rules that allow what it does not mediate anyway. A newer abi is never put
     * in its place: what that mediates besides would be denied. Other rules stay, for the parser to judge. An include that
     * may be absent gets the spelling that the parser and the tools beside it can both read: to the tools it is a comment.
     */
    public Translation translate(ProfileFile file) {
        if (parser.isEmpty()) {
            return new Translation(file.source().text(), List.of());
        }
        boolean old = isOlderThan(OPTIONAL_INCLUDES);
        Without without = SourceEdits.rewritten(file, this::isDispensable, include -> old && include.ifExists());
        Set<String> notes = new TreeSet<>();
        without.removed().forEach(statement -> notes.add(note(statement)));
        return new Translation(without.text(), new ArrayList<>(notes));
    }

    private boolean isDispensable(Statement statement) {
        if (statement instanceof Abi abi) {
            return abi.file().magic() && !abis.contains(name(abi));
        }
        boolean finer =
                statement instanceof UsernsRule || statement instanceof IoUringRule || statement instanceof MqueueRule;
        return finer
                && !((Rule) statement).qualifiers().isDeny()
                && RuleRequirements.kind(statement).filter(this::isOlderThan).isPresent();
    }

    private boolean isOlderThan(ParserVersion version) {
        return parser.filter(own -> own.compareTo(version) < 0).isPresent();
    }

    private String note(Statement statement) {
        String own = "apparmor_parser " + parser.map(ParserVersion::toString).orElse("");
        return statement instanceof Abi abi
                ? own + " has no " + abi.file() + " and takes its own default abi"
                : own + " does not mediate what '" + ((Rule) statement).text() + "' allows, so the rule is left out";
    }

    private static String name(Abi abi) {
        String path = abi.file().path();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
