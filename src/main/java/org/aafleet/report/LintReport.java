package org.aafleet.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.Linter.Verdict;
import org.aafleet.policy.ParserVersion;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;

/** What is wrong with policy files. */
public final class LintReport {

    private final List<Verdict> verdicts;
    private final Optional<ParserVersion> parser;

    /** @param parser whose version was asked for */
    public LintReport(List<Verdict> verdicts, Optional<ParserVersion> parser) {
        this.verdicts = List.copyOf(verdicts);
        this.parser = parser;
    }

    public boolean isClean() {
        return verdicts.stream().allMatch(Verdict::isAccepted);
    }

    /** Each problem once, even if many files include where it is; such files are named all the same. */
    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        Set<Problem> shown = new HashSet<>();
        for (Verdict verdict : verdicts) {
            List<Problem> fresh = verdict.problems().stream().filter(shown::add).toList();
            fresh.forEach(problem -> lines.add(Clean.text(problem.toString())));
            if (!verdict.isAccepted() && fresh.stream().noneMatch(Problem::isError)) {
                lines.add(Clean.line(verdict.file(), 200) + ": error: " + Clean.line(cause(verdict), 200));
            }
        }
        lines.add(isClean() ? style.good(summary()) : style.bad(summary()));
        return lines;
    }

    private static String cause(Verdict verdict) {
        return verdict.problems().stream()
                .filter(Problem::isError)
                .findFirst()
                .flatMap(Problem::where)
                .map(at -> "it includes " + at + ", see above")
                .orElse("see above");
    }

    private String summary() {
        long refused =
                verdicts.stream().filter(verdict -> !verdict.isAccepted()).count();
        long warnings = verdicts.stream()
                .flatMap(verdict -> verdict.problems().stream())
                .filter(problem -> !problem.isError())
                .distinct()
                .count();
        String by = parser.map(version -> " by apparmor_parser " + version).orElse("");
        String counted = count(verdicts.size(), "file");
        return (refused == 0 ? counted + ": accepted" : counted + ": " + refused + " refused")
                + by
                + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code [{"file", "ok", "problems": [{"file", "line", "column", "severity", "message"}]}]}; line 0 is the whole file. */
    public List<Map<String, Object>> values() {
        return verdicts.stream().map(LintReport::values).toList();
    }

    private static Map<String, Object> values(Verdict verdict) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", verdict.file());
        values.put("ok", verdict.isAccepted());
        values.put(
                "problems",
                verdict.problems().stream()
                        .map(problem -> values(problem, verdict.file()))
                        .toList());
        return values;
    }

    private static Map<String, Object> values(Problem problem, String file) {
        Location at = problem.where().orElse(new Location(file, 0, 0));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", at.file());
        values.put("line", at.line());
        values.put("column", at.column());
        values.put("severity", problem.severity().toString());
        values.put(
                "message",
                problem.message()
                        + problem.hint().map(hint -> " (" + hint + ")").orElse(""));
        return values;
    }
}
