package org.aafleet.policy;

import java.util.List;
import java.util.Optional;
import org.aafleet.policy.glob.Escapes;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.FlagList;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.ProfileName;
import org.aafleet.policy.model.Word;

/**
 * A profile under the name that the kernel lists it by: {@code parent//child} for children and hats alike,
 * {@code :namespace://name} outside the root namespace. Names with variables are given with them, see {@link #expanded}.
 *
 * @param kernelName as {@code apparmor_parser -N} prints it
 */
public record NamedProfile(String kernelName, Profile profile) {

    private static final List<String> MODES = List.of("complain", "kill", "unconfined");

    static NamedProfile of(Profile profile, String parent) {
        String written = profile.header().name().text();
        ProfileName name = ProfileName.parse(written).orElse(new ProfileName(Optional.empty(), written));
        String namespace = parent.isEmpty()
                ? name.namespace().map(given -> ":" + given + "://").orElse("")
                : "";
        return new NamedProfile(namespace + parent + Escapes.unescape(name.name()), profile);
    }

    public boolean isHat() {
        return profile.header().isHat();
    }

    public boolean isChild() {
        return withoutNamespace(kernelName).contains("//");
    }

    /** The pattern of the executables that it attaches to: the attachment, or the name of a profile that is a path. */
    public Optional<String> attachment() {
        int separator = kernelName.lastIndexOf("//");
        String name = separator < 0 ? kernelName : kernelName.substring(separator + 2);
        return profile.header()
                .attachment()
                .map(Word::text)
                .or(() -> Optional.of(name).filter(path -> path.startsWith("/") && !isHat()));
    }

    public List<String> flags() {
        return profile.header().flags().map(FlagList::flags).stream()
                .flatMap(List::stream)
                .map(Word::text)
                .toList();
    }

    /** As the kernel names it: {@code enforce} where no flag says otherwise. */
    public String mode() {
        return MODES.stream().filter(flags()::contains).findFirst().orElse("enforce");
    }

    /** As rules of its own namespace name it. */
    static String withoutNamespace(String kernelName) {
        return kernelName.replaceFirst("^:[^:]*://", "");
    }

    /** The name with variables expanded, as it is once loaded. */
    public String expanded(Variables variables) throws GlobException {
        return variables.expand(kernelName);
    }

    /** Whether the kernel would run this program under it; false for profiles without an attachment. */
    public boolean attachesTo(String path, Variables variables) throws GlobException {
        Optional<String> pattern = attachment();
        return pattern.isPresent() && Attachment.of(pattern.get(), variables).matches(path);
    }
}
