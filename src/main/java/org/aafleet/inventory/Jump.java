package org.aafleet.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host on the way to a host, as in ssh's {@code -J [user@]host[:port]}. */
public record Jump(Optional<String> user, String host, OptionalInt port) {

    private static final Pattern FORM =
            Pattern.compile("(?:ssh://)?(?:(.+)@)?(\\[[^\\]]+\\]|[^:@\\[\\]/]+)(?::([0-9]{1,5}))?/?");

    /** @throws IllegalArgumentException with the part that is no jump host */
    static List<Jump> parse(String list) {
        return list.equalsIgnoreCase("none")
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(Jump::parseOne).toList();
    }

    private static Jump parseOne(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group(2).startsWith("-")) {
            throw new IllegalArgumentException("'" + text + "' is not [user@]host[:port]");
        }
        String host = matcher.group(2).replaceAll("[\\[\\]]", "");
        OptionalInt port =
                matcher.group(3) == null ? OptionalInt.empty() : OptionalInt.of(SshArguments.port(matcher.group(3)));
        return new Jump(Optional.ofNullable(matcher.group(1)), host, port);
    }
}
