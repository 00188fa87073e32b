package org.aafleet.policy.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Literal addresses as inet_pton(3) takes them; the JDK's own parsers would ask a name server. */
final class IpAddresses {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern GROUPS = Pattern.compile("([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int IPV6_GROUPS = 8;
    private static final int MAX_PORT = 65535;

    private IpAddresses() {}

    static boolean isAddress(String text) {
        return text.equals("none") || IPV4.matcher(text).matches() || isIpv6(text);
    }

    static boolean isPort(String text) {
        Matcher ports = PORTS.matcher(text);
        if (!ports.matches()) {
            return false;
        }
        int from = Integer.parseInt(ports.group(1));
        int to = ports.group(2) == null ? from : Integer.parseInt(ports.group(2));
        return from <= to && to <= MAX_PORT;
    }

    private static boolean isIpv6(String text) {
        String groups = withoutIpv4Tail(text);
        int gap = groups.indexOf("::");
        if (gap < 0) {
            return GROUPS.matcher(groups).matches() && count(groups) == IPV6_GROUPS;
        }
        String before = groups.substring(0, gap);
        String after = groups.substring(gap + 2);
        return GROUPS.matcher(before).matches()
                && GROUPS.matcher(after).matches()
                && count(before) + count(after) < IPV6_GROUPS;
    }

    /** {@code ::ffff:1.2.3.4}: the last four bytes may be written as IPv4; two groups stand for them. */
    private static String withoutIpv4Tail(String text) {
        int colon = text.lastIndexOf(':');
        boolean tail = colon >= 0 && IPV4.matcher(text.substring(colon + 1)).matches();
        return tail ? text.substring(0, colon + 1) + "0:0" : text;
    }

    private static int count(String groups) {
        return groups.isEmpty() ? 0 : groups.split(":", -1).length;
    }
}
