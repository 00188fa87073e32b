package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aafleet.audit.Replay;
import org.aafleet.plan.Change;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.FleetPlan.PlayPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.PolicyReview;
import org.aafleet.plan.PolicyReview.Replayed;
import org.aafleet.plan.ServicePlan;
import org.aafleet.plan.TextDiff;
import org.aafleet.problem.Problem;

/** A plan for people. What is the same on many hosts is shown once, with the hosts that it concerns. */
public final class PlanText {

    private final Style style;
    private final DiffForm diff;

    /** @param diff what is shown of changed files */
    public PlanText(Style style, DiffForm diff) {
        this.style = style;
        this.diff = diff;
    }

    /** What hosts have in common to be shown as one. */
    private record Likeness(
            List<Change> changes,
            List<String> blockers,
            List<String> warnings,
            List<String> notes,
            List<String> tuning,
            List<String> meaning,
            List<String> strength,
            String header) {}

    public void print(FleetPlan plan, Consumer<String> out) {
        for (PlayPlan play : plan.plays()) {
            out.accept(style.strong("PLAY [" + Clean.line(play.title(), 200) + "]"));
            Map<Likeness, List<HostPlan>> groups = new LinkedHashMap<>();
            for (HostPlan host : play.hosts()) {
                groups.computeIfAbsent(likeness(host), likeness -> new ArrayList<>())
                        .add(host);
            }
            groups.forEach((likeness, hosts) -> print(likeness, hosts, out));
            play.failures().forEach(failure -> FailureText.lines(failure, style).forEach(out));
        }
        out.accept(summary(plan));
        refusals(plan)
                .forEach((problem, hosts) -> out.accept(style.attention("will not load on " + hosts
                        + (hosts == 1 ? " host: " : " hosts: ") + Clean.line(problem, 400))));
    }

    /** What hosts' parsers will not take, and how many. */
    private static Map<String, Long> refusals(FleetPlan plan) {
        return plan.plays().stream()
                .flatMap(play -> play.hosts().stream())
                .flatMap(host -> host.services().stream())
                .flatMap(service -> service.review().stream())
                .flatMap(review -> review.errors().stream())
                .collect(Collectors.groupingBy(Problem::toString, LinkedHashMap::new, Collectors.counting()));
    }

    private Likeness likeness(HostPlan host) {
        List<Change> changes = host.services().stream()
                .flatMap(service -> service.changes().stream())
                .toList();
        List<String> notes = host.services().stream()
                .filter(service -> !service.isNoOp())
                .flatMap(service -> service.desired().rendered().notes().stream())
                .toList();
        List<String> tuning = host.changing().stream()
                .flatMap(service -> TuningText.lines(service.desired()).stream())
                .toList();
        List<String> headers = new ArrayList<>();
        for (ServicePlan service : host.changing()) {
            headers.add(service.desired().name() + " "
                    + service.desired().rendered().mode());
        }
        List<PolicyReview> reviews = host.changing().stream()
                .flatMap(service -> service.review().stream())
                .toList();
        List<String> meaning = reviews.stream()
                .flatMap(review -> review.meaning().stream())
                .flatMap(changed -> PolicyDiffReport.lines(changed, style).stream())
                .toList();
        List<String> strength = StrengthReport.brief(
                reviews.stream().flatMap(review -> review.strength().stream()).toList());
        return new Likeness(
                changes,
                host.blockers(),
                host.warnings(),
                notes,
                tuning,
                meaning,
                strength,
                String.join(", ", headers));
    }

    /** What all these hosts recorded, taken together: on each it is something else. */
    private List<String> replayed(List<HostPlan> hosts) {
        List<Replayed> all = hosts.stream()
                .flatMap(host -> host.changing().stream())
                .flatMap(service -> service.review().stream())
                .flatMap(review -> review.replayed().stream())
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        Replay.Result result = all.stream().map(Replayed::result).reduce(Replay.Result.NOTHING, Replay.Result::with);
        List<String> lines = new ArrayList<>(new ReplayReport(result).lines(style));
        all.stream()
                .flatMap(replay -> replay.losses().stream())
                .distinct()
                .map(loss -> style.attention("not all may have been recorded: " + loss))
                .forEach(lines::add);
        return lines;
    }

    private void print(Likeness likeness, List<HostPlan> plans, Consumer<String> out) {
        List<String> hosts = plans.stream().map(HostPlan::host).toList();
        String count = hosts.size() == 1 ? "" : " (" + hosts.size() + " hosts)";
        String what = likeness.changes().isEmpty() ? "no change" : likeness.header();
        out.accept("");
        out.accept(style.strong(HostNames.of(hosts)) + count + ": " + what);
        likeness.blockers().forEach(reason -> out.accept("  " + style.bad("blocked: ") + Clean.text(reason)));
        likeness.warnings().forEach(warning -> out.accept("  " + style.attention("note: ") + Clean.text(warning)));
        likeness.notes().forEach(note -> out.accept("  " + style.attention("note: ") + note));
        likeness.tuning().forEach(line -> out.accept("  " + style.attention("= ") + Clean.line(line, 400)));
        ChangeText.lines(likeness.changes(), style).forEach(line -> out.accept("  " + line));
        if (diff.showsText()) {
            likeness.changes().forEach(change -> printDiff(change, out));
        }
        if (diff.showsMeaning()) {
            section("what that means:", likeness.meaning(), out);
            section("what was recorded in the last 24 hours, under it:", replayed(plans), out);
            section("how well it holds a captured process, enforced:", likeness.strength(), out);
        }
    }

    private static void section(String title, List<String> lines, Consumer<String> out) {
        if (!lines.isEmpty()) {
            out.accept("");
            out.accept("  " + title);
            lines.forEach(line -> out.accept("  " + Clean.text(line)));
        }
    }

    private void printDiff(Change change, Consumer<String> out) {
        if (change instanceof Change.FileText file) {
            out.accept("");
            TextDiff.of(file).forEach(line -> out.accept(coloured(Clean.text(line))));
        }
    }

    private String coloured(String line) {
        if (line.startsWith("+")) {
            return style.good(line);
        }
        if (line.startsWith("-")) {
            return style.bad(line);
        }
        return line.startsWith("@@") ? style.place(line) : line;
    }

    private static String summary(FleetPlan plan) {
        List<HostPlan> hosts =
                plan.plays().stream().flatMap(play -> play.hosts().stream()).toList();
        long blocked = hosts.stream().filter(HostPlan::isBlocked).count();
        long same = hosts.stream()
                .filter(host -> host.isNoOp() && !host.isBlocked())
                .count();
        return "\nPlan: " + (hosts.size() - blocked - same) + " to change, " + same + " as they shall be, " + blocked
                + " blocked, " + plan.failures().size() + " failed";
    }
}
