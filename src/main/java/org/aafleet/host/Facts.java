package org.aafleet.host;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.policy.Dialect;
import org.aafleet.policy.ParserVersion;

/** What a host says about itself in one word each; see {@code probe.sh}. */
public record Facts(Map<String, String> values) {

    private static final Pattern TAKEN_BACK =
            Pattern.compile("token=\\S* by=(.*) since=(\\S*) time=(\\S*) reason=(.*)");
    private static final int CAP_MAC_ADMIN = 33;

    public Facts {
        values = Map.copyOf(values);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public boolean isRoot() {
        return get("uid").equals(Optional.of("0"));
    }

    /** Whether the kernel runs AppArmor. */
    public boolean hasAppArmor() {
        return get("apparmor").equals(Optional.of("Y"));
    }

    /** Whether the list of loaded profiles can be read. */
    public boolean seesPolicy() {
        return get("securityfs").isPresent();
    }

    public Optional<String> parser() {
        return get("parser");
    }

    /** The AppArmor language that the host's parser reads. */
    public Dialect dialect() {
        return new Dialect(
                parser().flatMap(ParserVersion::parse),
                Set.copyOf(
                        Arrays.asList(get("abi").map(names -> names.split(" +")).orElse(new String[0]))));
    }

    public Optional<String> kernel() {
        return get("kernel");
    }

    public Optional<String> container() {
        return get("container");
    }

    /** Whether policy may be loaded: {@code CAP_MAC_ADMIN}, which containers mostly lack. */
    public boolean mayLoadPolicy() {
        return get("capabilities")
                .filter(mask -> mask.matches("[0-9A-Fa-f]{1,32}"))
                .map(mask -> new BigInteger(mask, 16).testBit(CAP_MAC_ADMIN))
                .orElse(true);
    }

    public boolean canWritePolicy() {
        return get("writable").isPresent();
    }

    public OptionalLong freePolicyKib() {
        return number("free_policy");
    }

    public OptionalLong freeStateKib() {
        return number("free_state");
    }

    /** Who holds the host's lock now, as the lock says it. */
    public Optional<String> lock() {
        return get("lock");
    }

    /** The transaction that was cut off and will be put back first. */
    public Optional<String> pending() {
        return get("pending");
    }

    /** The change that awaits its confirmation, as the host noted it. */
    public Optional<String> unconfirmed() {
        return get("unconfirmed");
    }

    /** The rollout that it has set out in and that has not come to its end there. */
    public Optional<String> underWay() {
        return rollout().filter(text -> get("under_way").isPresent());
    }

    /** Where it stands in a rollout: playbook, wave, mode, how it is there, by whom and since when. */
    public Optional<String> rollout() {
        return get("rollout");
    }

    /** Why nothing may go on in a rollout, as somebody told it. */
    public Optional<String> hold() {
        return get("hold");
    }

    /** Who conducts a rollout there at the moment. */
    public Optional<String> lease() {
        return get("lease");
    }

    /** The last change, when the host took it back by itself. */
    public Optional<String> takenBack() {
        return get("taken_back").map(text -> {
            Matcher taken = TAKEN_BACK.matcher(text);
            return taken.matches()
                    ? taken.group(4).strip() + " (at " + taken.group(3) + ", the change of " + taken.group(2) + " by "
                            + taken.group(1) + ")"
                    : text;
        });
    }

    /** As one sees them who conducts a rollout by this run: its own lease and marks are in nobody's way. */
    Facts seenBy(Owner owner) {
        Map<String, String> others = new HashMap<>(values);
        others.remove("under_way");
        if (owner.run().equals(get("lease_run"))) {
            others.keySet().removeAll(Set.of("lease", "lease_run"));
        }
        return new Facts(others);
    }

    private OptionalLong number(String name) {
        return get(name).filter(value -> value.matches("[0-9]{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
