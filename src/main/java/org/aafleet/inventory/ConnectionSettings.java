package org.aafleet.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.problem.InputException;

/**
 * How a host is reached, from its {@code ansible_*} variables.
 *
 * @param address a name or address; the inventory name where no variable gives another
 * @param identityFiles private keys as written ({@code ~} is not expanded), the preferred one first
 * @param jumps the hosts on the way, in the order in which they are passed
 * @param options further {@code -o} options of ssh by name in lower case, for the transport to honour or refuse
 * @param become how to become another user, absent where the login user does the work
 */
public record ConnectionSettings(
        Kind kind,
        String address,
        OptionalInt port,
        Optional<String> user,
        Optional<Secret> password,
        List<String> identityFiles,
        List<Jump> jumps,
        Map<String, String> options,
        Optional<Become> become) {

    public enum Kind {
        SSH,
        LOCAL
    }

    /**
     * Sudo, the one method there is.
     *
     * @param password what sudo asks for, if it asks
     */
    public record Become(String user, Optional<Secret> password) {}

    public ConnectionSettings {
        identityFiles = List.copyOf(identityFiles);
        jumps = List.copyOf(jumps);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * @throws InputException with every variable that has a value which cannot be honoured, naming host and variable
     */
    public static ConnectionSettings of(Host host, Variables variables, ConnectionKeywords keywords) {
        return new ConnectionReader(host, variables, keywords).read();
    }
}
