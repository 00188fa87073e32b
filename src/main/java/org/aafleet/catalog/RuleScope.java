package org.aafleet.catalog;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The hosts that a site's own rule is for, as in Ansible's {@code group_vars} and {@code host_vars}. */
public record RuleScope(Kind kind, String name) implements Comparable<RuleScope> {

    /** From what holds for most hosts to what holds for one. */
    public enum Kind {
        ALL("rules"),
        GROUP("group_rules"),
        HOST("host_rules");

        private final String directory;

        Kind(String directory) {
            this.directory = directory;
        }

        /** Below that of the service. */
        public String directory() {
            return directory;
        }
    }

    /** A directory will have it. */
    private static final Pattern NAME = Pattern.compile("[^/.][^/]*");

    public static final RuleScope EVERYWHERE = new RuleScope(Kind.ALL, "");

    public static RuleScope group(String name) {
        return new RuleScope(Kind.GROUP, name);
    }

    public static RuleScope host(String name) {
        return new RuleScope(Kind.HOST, name);
    }

    /** @return empty for what {@link #toString} does not print */
    public static Optional<RuleScope> parse(String text) {
        if (text.equals(EVERYWHERE.toString())) {
            return Optional.of(EVERYWHERE);
        }
        for (Kind kind : new Kind[] {Kind.GROUP, Kind.HOST}) {
            String prefix = RuleScope.word(kind) + ":";
            if (text.startsWith(prefix)
                    && NAME.matcher(text.substring(prefix.length())).matches()) {
                return Optional.of(new RuleScope(kind, text.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }

    public boolean covers(String host, Collection<String> groups) {
        return switch (kind) {
            case ALL -> true;
            case GROUP -> groups.contains(name);
            case HOST -> name.equals(host);
        };
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(RuleScope other) {
        int kinds = kind.compareTo(other.kind);
        return kinds != 0 ? kinds : name.compareTo(other.name);
    }

    /** {@code all}, {@code group:NAME} or {@code host:NAME}. */
    @Override
    public String toString() {
        return kind == Kind.ALL ? word(kind) : word(kind) + ":" + name;
    }
}
