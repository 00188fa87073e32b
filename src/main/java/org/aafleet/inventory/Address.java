package org.aafleet.inventory;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host name or address with an optional {@code :port}, possibly with {@code [1:9]} ranges, as Ansible tells it from other
 * text: {@code a:b} is none, so a pattern of that form is a list.
 */
record Address(String host, OptionalInt port) {

    private static final int UNICODE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern BRACKETED_WITH_PORT = Pattern.compile("\\[(.+)\\]:([0-9]{1,9})");
    private static final Pattern WITH_PORT =
            Pattern.compile("((?:[^:\\[\\]]++|\\[[^\\]]*+\\])*+):([0-9]{1,9})", Pattern.DOTALL);

    private static final String HEX = "(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\\])";
    private static final String DECIMAL = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\\[[0-9]+:[0-9]+(?::[0-9]+)?\\])";
    private static final Pattern IPV4 = Pattern.compile(String.join("\\.", DECIMAL, DECIMAL, DECIMAL, DECIMAL));

    /** Tried at the start of a text only: Ansible does not anchor the end of most forms, so {@code fe80::x} passes. */
    private static final Pattern IPV6 = Pattern.compile(
            "(?:H:){7}H|(?:H:){1,6}:|::|(?:0:){6}(?:H\\.){3}H|(?:0:){5}ffff:(?:H\\.){3}H$".replace("H", HEX),
            Pattern.CASE_INSENSITIVE);

    private static final String RANGE = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
    private static final String LABEL = "(?:\\w|R)(?:[\\w-]++|R)*+(?<![_-])".replace("R", RANGE);
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+", UNICODE);

    /** @return empty when the text is neither a host name nor an address */
    static Optional<Address> parse(String text) {
        String host = text;
        OptionalInt port = OptionalInt.empty();
        for (Pattern form : new Pattern[] {BRACKETED_WITH_PORT, WITH_PORT}) {
            Matcher matcher = form.matcher(host);
            if (matcher.matches()) {
                host = matcher.group(1);
                port = OptionalInt.of(Integer.parseInt(matcher.group(2)));
            }
        }
        return isIp(host) || NAME.matcher(host).matches() ? Optional.of(new Address(host, port)) : Optional.empty();
    }

    static boolean isIp(String host) {
        return IPV4.matcher(host).matches() || IPV6.matcher(host).lookingAt();
    }
}
