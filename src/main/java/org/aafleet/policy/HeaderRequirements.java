package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.model.FlagList;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.ProfileHeader;
import org.aafleet.policy.model.Word;

/** What a profile's flags and conditions ask of a parser. */
final class HeaderRequirements {

    private static final Map<String, ParserVersion> FLAGS = Map.ofEntries(
            Map.entry("enforce", ParserVersion.V3_0),
            Map.entry("kill", ParserVersion.V3_0),
            Map.entry("unconfined", ParserVersion.V3_0),
            // It was refused as outdated until 4.0 gave it a new meaning.
            Map.entry("debug", ParserVersion.V4_0),
            Map.entry("prompt", ParserVersion.V4_0),
            Map.entry("default_allow", ParserVersion.V4_0),
            Map.entry("interruptible", ParserVersion.V4_0),
            Map.entry("kill.signal", ParserVersion.V4_0),
            Map.entry("attach_disconnected.path", ParserVersion.V4_0),
            Map.entry("error", ParserVersion.V4_1),
            Map.entry("attach_disconnected.ipc", ParserVersion.V5_0));

    private HeaderRequirements() {}

    static List<Requirement> of(Profile profile) {
        ProfileHeader header = profile.header();
        List<Requirement> found = new ArrayList<>();
        if (!header.xattrs().isEmpty()) {
            found.add(new Requirement(header.span(), profile.construct() + ": xattrs", ParserVersion.V3_0));
        }
        header.identities().stream()
                .findFirst()
                .ifPresent(identity -> found.add(
                        new Requirement(identity.span(), profile.construct() + ": identities", ParserVersion.V5_0)));
        header.flags().map(FlagList::flags).stream()
                .flatMap(List::stream)
                .forEach(flag -> flag(flag).ifPresent(found::add));
        return found;
    }

    private static Optional<Requirement> flag(Word flag) {
        String name = flag.text().replaceFirst("=.*", "");
        String construct = "flags: '" + name + "'";
        if (name.equals("kill.signal")
                && RuleRequirements.isNewSignal(flag.text().substring(name.length() + 1))) {
            return Optional.of(new Requirement(flag.span(), "flags: '" + flag.text() + "'", ParserVersion.V5_0));
        }
        return Optional.ofNullable(FLAGS.get(name)).map(since -> new Requirement(flag.span(), construct, since));
    }
}
