package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.AccessChange.Effect;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.access.ProfileChange;

/** What a change of policies means: accesses gained and lost, each with an example and the rule that decides. */
public final class PolicyDiffReport {

    private static final String NONE = "no change in meaning";

    private PolicyDiffReport() {}

    public static List<String> lines(List<ProfileChange> changes, Style style) {
        if (changes.isEmpty()) {
            return List.of(NONE);
        }
        Map<List<String>, List<String>> alike = new LinkedHashMap<>();
        changes.forEach(change -> alike.computeIfAbsent(body(change, style), absent -> new ArrayList<>())
                .add(change.name()));
        List<String> lines = new ArrayList<>();
        alike.forEach((body, names) -> {
            ChangeText.wrapped(names, "").forEach(line -> lines.add(style.strong(line)));
            lines.addAll(body);
        });
        return lines;
    }

    private static List<String> body(ProfileChange change, Style style) {
        List<String> lines = new ArrayList<>();
        change.terms().forEach(term -> lines.add(style.attention("  ~ " + term)));
        change.accesses().forEach(access -> lines.add(colored(line(access), style)));
        change.unknown().ifPresent(why -> lines.add("  ? " + why));
        return lines;
    }

    private static String colored(String line, Style style) {
        return switch (line.strip().charAt(0)) {
            case '+' -> style.good(line);
            case '-' -> style.bad(line);
            default -> style.attention(line);
        };
    }

    private static String line(AccessChange change) {
        return "  %s %-10s %s  e.g. %s  %s"
                .formatted(
                        sign(change.effect()),
                        permissions(change),
                        change.decider().map(RuleName::of).orElse(""),
                        AccessName.named(change.example(), "", false).strip(),
                        why(change));
    }

    private static char sign(Effect effect) {
        return switch (effect) {
            case GAINED -> '+';
            case LOST -> '-';
            case EXECUTED_OTHERWISE, LINKED_OTHERWISE, LOGGED_OTHERWISE -> '~';
        };
    }

    private static String permissions(AccessChange change) {
        Decision shown = change.effect() == Effect.LOST ? change.before() : change.after();
        boolean file = change.kind() == Kind.FILE;
        String letters = change.permissions().stream()
                .filter(permission -> !file
                        || !permission.equals("a")
                        || !change.permissions().contains("w"))
                .collect(Collectors.joining(file ? "" : ","));
        String exec = shown.exec().map(mode -> " (" + mode + ")").orElse("");
        return file ? letters + exec : change.kind().keyword() + " " + letters;
    }

    private static String why(AccessChange change) {
        String place = change.decider().map(rule -> rule.at().toString()).orElse("");
        String before =
                change.before().because().map(rule -> rule.at().toString()).orElse("");
        return switch (change.effect()) {
            case GAINED -> place + (change.before().isDeniedOnPurpose() ? ", no longer denied at " + before : "");
            case LOST -> place + (change.after().isDeniedOnPurpose() ? ", before granted at " + before : "");
            case EXECUTED_OTHERWISE ->
                place + ", before: " + change.before().exec().orElse("");
            case LINKED_OTHERWISE ->
                place
                        + (change.after().allowed()
                                ? ", now with no more permissions than the file it leads to"
                                : ", now with any permissions");
            case LOGGED_OTHERWISE ->
                place + (change.after().audited() ? ", now written to the log" : ", no longer written to the log");
        };
    }

    /**
     * {@code [{"profile", "terms": […], "accesses": [{"effect", "kind", "permissions", "example", "rule", "at", "before",
     * "after"}], "unknown"}]}.
     */
    public static List<Map<String, Object>> values(List<ProfileChange> changes) {
        return changes.stream().map(PolicyDiffReport::values).toList();
    }

    private static Map<String, Object> values(ProfileChange change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", change.name());
        values.put("terms", change.terms());
        values.put(
                "accesses",
                change.accesses().stream().map(PolicyDiffReport::values).toList());
        change.unknown().ifPresent(why -> values.put("unknown", why));
        return values;
    }

    private static Map<String, Object> values(AccessChange change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("effect", change.effect().name().toLowerCase(Locale.ROOT));
        values.put("kind", change.kind().keyword());
        values.put("permissions", List.copyOf(change.permissions()));
        values.put("example", AccessName.of(change.example(), true));
        change.decider().ifPresent(rule -> {
            values.put("rule", RuleName.of(rule));
            values.put("at", rule.at().toString());
        });
        values.put("before", word(change.before()));
        values.put("after", word(change.after()));
        return values;
    }

    private static String word(Decision decision) {
        return (decision.allowed() ? "allowed" : "denied")
                + decision.exec().map(exec -> " " + exec).orElse("");
    }
}
