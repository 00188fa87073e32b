package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.strength.Strength;
import org.aafleet.policy.strength.Strength.Weakness;

/** How well profiles hold a captured process, as grades with their reasons. */
public final class StrengthReport {

    private static final List<String> COLUMNS = List.of("PROFILE", "GRADE", "POINTS", "A CAPTURED PROCESS");

    private StrengthReport() {}

    /** A line for each profile; below it what it allows, the heaviest first. */
    public static List<String> lines(List<Strength> profiles, Style style) {
        Table table = new Table(COLUMNS);
        for (Strength strength : profiles) {
            table.row(List.of(
                    strength.name(),
                    String.valueOf(strength.grade()),
                    String.valueOf(strength.points()),
                    summary(strength)));
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        for (Strength strength : profiles) {
            if (!strength.weaknesses().isEmpty()) {
                lines.add("");
                lines.add(style.strong(strength.name()));
                strength.weaknesses().forEach(weakness -> lines.add(line(weakness)));
            }
        }
        return lines;
    }

    /** Those of one grade and with the same reasons together, from the best; the best are counted. */
    static List<String> brief(List<Strength> profiles) {
        Map<String, List<String>> alike = new TreeMap<>();
        profiles.forEach(strength -> alike.computeIfAbsent(
                        strength.grade() + "  " + summary(strength), absent -> new ArrayList<>())
                .add(strength.name()));
        List<String> lines = new ArrayList<>();
        alike.forEach((title, names) -> {
            lines.add("  " + title + ": " + names.size() + (names.size() == 1 ? " profile" : " profiles"));
            if (!title.startsWith("A")) {
                lines.addAll(ChangeText.wrapped(names, "       "));
            }
        });
        return lines;
    }

    private static String summary(Strength strength) {
        List<String> groups = new ArrayList<>();
        if (!strength.isEnforced()) {
            groups.add("goes free, as it is not enforced");
        }
        strength.weaknesses().stream()
                .map(weakness -> weakness.danger().group())
                .distinct()
                .forEach(groups::add);
        return groups.isEmpty() ? "is held" : String.join(", ", groups);
    }

    private static String line(Weakness weakness) {
        return "  -%d %s: %s, %s  %s: %s"
                .formatted(
                        weakness.danger().weight(),
                        weakness.danger().group(),
                        AccessName.of(weakness.example(), false),
                        weakness.danger().why(),
                        weakness.because().at(),
                        RuleName.of(weakness.because()));
    }

    /** {@code [{"profile", "grade", "points", "enforced", "weaknesses": [{"weight", "group", "access", "why", "rule", "at"}]}]}. */
    public static List<Map<String, Object>> values(List<Strength> profiles) {
        return profiles.stream().map(StrengthReport::values).toList();
    }

    private static Map<String, Object> values(Strength strength) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", strength.name());
        values.put("grade", String.valueOf(strength.grade()));
        values.put("points", strength.points());
        values.put("enforced", strength.isEnforced());
        values.put(
                "weaknesses",
                strength.weaknesses().stream().map(StrengthReport::values).toList());
        return values;
    }

    private static Map<String, Object> values(Weakness weakness) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("weight", weakness.danger().weight());
        values.put("group", weakness.danger().group());
        values.put("access", AccessName.of(weakness.example(), false));
        values.put("why", weakness.danger().why());
        values.put("rule", RuleName.of(weakness.because()));
        values.put("at", weakness.because().at().toString());
        return values;
    }
}
