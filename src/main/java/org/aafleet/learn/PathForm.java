package org.aafleet.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aafleet.policy.model.Aare;

/**
 * A path as a rule names it: what is never the same twice, such as a process's number, and what AppArmor or the service has a
 * variable for, is named so.
 *
 * @param head a variable that stands for the beginning, such as {@code @{lighttpd_docroot}}; empty for the root
 * @param parts what lies between slashes behind it, in AppArmor's language; the last is empty for a directory
 */
record PathForm(String head, List<String> parts) {

    private static final String PROC = "@{PROC}";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Debian's directories of libraries, as {@code tunables/multiarch} has them. */
    private static final Pattern MULTIARCH = Pattern.compile("[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9_]*");

    PathForm {
        parts = List.copyOf(parts);
    }

    /** @param tunables values by variable, the service's own; of a path that lies below several the longest counts */
    static PathForm of(String path, Map<String, List<String>> tunables) {
        String head = "";
        String rest = path;
        if (path.startsWith("/proc/")) {
            head = PROC;
            rest = path.substring("/proc".length());
        }
        Optional<Below> below = below(path, tunables);
        if (below.isPresent()) {
            head = "@{" + below.get().variable() + "}";
            rest = path.substring(below.get().value().length());
        }
        List<String> raw = List.of(rest.substring(rest.isEmpty() ? 0 : 1).split("/", -1));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            parts.add(part(raw, i, head));
        }
        return new PathForm(head, rest.isEmpty() ? List.of() : parts);
    }

    /** Nothing but this path, whichever the process. */
    static PathForm exactly(String path) {
        return path.startsWith("/proc/")
                ? of(path, Map.of())
                : new PathForm("", List.of(literal(path.substring(1)).split("/", -1)));
    }

    private record Below(String variable, String value) {}

    private static Optional<Below> below(String path, Map<String, List<String>> tunables) {
        List<Below> found = new ArrayList<>();
        tunables.forEach((variable, values) -> values.stream()
                .filter(value -> path.equals(value) || path.startsWith(value + "/"))
                .forEach(value -> found.add(new Below(variable, value))));
        return found.stream()
                .reduce((one, other) -> other.value().length() > one.value().length() ? other : one);
    }

    private static String part(List<String> raw, int at, String head) {
        String text = raw.get(at);
        if (head.equals(PROC) && NUMBER.matcher(text).matches()) {
            return at == 0 ? "@{pid}" : at == 2 && raw.get(1).equals("task") ? "@{tid}" : text;
        }
        return MULTIARCH.matcher(text).matches() ? "@{multiarch}" : literal(text);
    }

    /** What matches this and nothing else; of characters that no policy can hold any. */
    static String literal(String text) {
        return Aare.literal(text.replaceAll("[\\x00-\\x1f\\x7f\ufffd]", "\u0001"))
                .text()
                .replaceAll("\u0001+", "*");
    }

    boolean isLiteral(int at) {
        return !parts.get(at).startsWith("@{");
    }

    PathForm with(int at, String part) {
        List<String> changed = new ArrayList<>(parts);
        changed.set(at, part);
        return new PathForm(head, changed);
    }

    /** The last part replaced, as {@code *} or {@code **}; of a directory the one before its slash. */
    PathForm ending(String last) {
        List<String> changed = new ArrayList<>(parts);
        int at = changed.size() - 1;
        if (at > 0 && changed.get(at).isEmpty()) {
            changed.remove(at);
            at--;
        }
        changed.set(at, last);
        return new PathForm(head, changed);
    }

    PathForm parent() {
        return new PathForm(head, parts.subList(0, Math.max(0, parts.size() - 1)));
    }

    /** As it stands in a rule, in quotes where it needs them. */
    String text() {
        String path = head + (parts.isEmpty() ? "" : "/") + String.join("/", parts);
        return new Aare(path).toString();
    }

    /** How many directories it is away from the root; a variable counts as two. */
    int depth() {
        return parts.size() + (head.isEmpty() ? 0 : 2);
    }
}
