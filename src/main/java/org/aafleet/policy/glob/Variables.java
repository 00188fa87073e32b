package org.aafleet.policy.glob;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of variables. A variable with several stands for each of them, so in a pattern it becomes an alternation.
 *
 * @param sets {@code @{NAME}}, values as written, which may name other variables
 * @param booleans {@code ${NAME}}
 */
public record Variables(Map<String, Set<String>> sets, Map<String, Boolean> booleans) {

    public static final Variables NONE = new Variables(Map.of(), Map.of());

    /** Far more than any policy has; variables that name variables can double their values at each step. */
    private static final int MAX_VALUES = 10_000;

    private static final int MAX_LENGTH = 1 << 20;

    public Variables {
        sets = Map.copyOf(sets);
        booleans = Map.copyOf(booleans);
    }

    /** With one more variable that has one value, such as {@code profile_name}. */
    public Variables with(String name, String value) {
        Map<String, Set<String>> more = new HashMap<>(sets);
        more.put(name, Set.of(value));
        return new Variables(more, booleans);
    }

    /** The pattern without variables. */
    public String expand(String pattern) throws GlobException {
        String rest = pattern;
        StringBuilder done = new StringBuilder();
        for (Optional<Reference> found = reference(rest); found.isPresent(); found = reference(rest)) {
            Reference reference = found.get();
            Set<String> values = values(reference.name());
            done.append(reference.before());
            done.append(alternation(values, done, reference.after()));
            rest = reference.after();
            if (done.length() + rest.length() > MAX_LENGTH) {
                throw new GlobException("the pattern is longer than " + MAX_LENGTH + " characters with its variables");
            }
        }
        return done.append(rest).toString();
    }

    private static String alternation(Set<String> values, CharSequence before, String after) {
        if (values.size() == 1) {
            return values.iterator().next();
        }
        boolean slashBefore = !before.isEmpty() && before.charAt(before.length() - 1) == '/';
        boolean slashAfter = after.startsWith("/");
        List<String> fitted = values.stream()
                .map(value -> slashBefore ? PathNames.withoutLeadingSlashes(value) : value)
                .map(value -> slashAfter ? PathNames.withoutTrailingSlashes(value) : value)
                .toList();
        return "{" + String.join(",", fitted) + "}";
    }

    public boolean booleanValue(String name) throws GlobException {
        Boolean value = booleans.get(name);
        if (value == null) {
            throw new GlobException("boolean variable ${" + name + "} is not defined");
        }
        return value;
    }

    /** All values of a variable, with the variables in them expanded. */
    public Set<String> values(String name) throws GlobException {
        return values(name, new ArrayDeque<>());
    }

    private Set<String> values(String name, Deque<String> users) throws GlobException {
        Set<String> written = sets.get(name);
        if (written == null) {
            String kind = booleans.containsKey(name) ? "is a boolean" : "is not defined";
            throw new GlobException("variable @{" + name + "} " + kind);
        }
        if (users.contains(name)) {
            throw new GlobException("variable @{" + name + "} is defined by itself");
        }
        users.push(name);
        Set<String> expanded = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(written);
        while (!open.isEmpty()) {
            expandValue(open.pop(), users, open, expanded);
            if (open.size() + expanded.size() > MAX_VALUES) {
                throw new GlobException("variable @{" + name + "} has more than " + MAX_VALUES + " values");
            }
        }
        users.pop();
        return expanded;
    }

    private void expandValue(String value, Deque<String> users, Deque<String> open, Set<String> expanded)
            throws GlobException {
        Optional<Reference> found = reference(value);
        if (found.isEmpty()) {
            expanded.add(value);
            return;
        }
        Reference reference = found.get();
        for (String inner : values(reference.name(), users)) {
            if (value.length() + inner.length() > MAX_LENGTH) {
                throw new GlobException("a value of @{" + users.getFirst() + "} is longer than " + MAX_LENGTH);
            }
            open.push(reference.before() + inner + reference.after());
        }
    }

    private record Reference(String before, String name, String after) {}

    /** The first reference; a backslash takes the meaning from an {@code @} after it. */
    private static Optional<Reference> reference(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.startsWith("@{", at)) {
                int end = nameEnd(text, at + 2);
                if (end > at + 2 && end < text.length() && text.charAt(end) == '}') {
                    String name = text.substring(at + 2, end);
                    return Optional.of(new Reference(text.substring(0, at), name, text.substring(end + 1)));
                }
            }
        }
        return Optional.empty();
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end == start)) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (!first && (c == '_' || (c >= '0' && c <= '9')));
    }
}
