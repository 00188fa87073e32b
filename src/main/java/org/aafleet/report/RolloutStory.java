package org.aafleet.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Situation;

/** What one run of a staged rollout did and found, as a section of Markdown for those who were not there. */
public final class RolloutStory {

    private final RolloutText text = new RolloutText(new Style(false));
    private final String by;
    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> decisions = new ArrayList<>();

    /**
     * @param title the play's
     * @param by who runs it
     */
    public RolloutStory(String title, String by, Instant begun) {
        this.by = by;
        lines.add("## " + Clean.line(title, 200) + ", " + moment(begun));
        lines.add("");
    }

    /** What is about to be done. */
    public void tell(Instant when, Decision decision) {
        List<String> done = text.doing(decision);
        if (!done.isEmpty()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("time", moment(when));
            entry.putAll(RolloutJson.decision(decision));
            decisions.add(entry);
            lines.add("- " + moment(when) + " " + done.get(0));
            done.stream().skip(1).forEach(line -> lines.add("  - " + line.strip()));
        }
    }

    /** What was told, as plain values: {@code [{"time", "what", "wave", ...}]}. */
    public List<Map<String, Object>> decisions() {
        return List.copyOf(decisions);
    }

    /** @return the section */
    public String end(Instant when, Situation last, Decision.Rest rest, List<HostResult> results) {
        if (lines.size() == 2) {
            lines.add("- Nothing was due.");
        }
        lines.add("");
        lines.add("Run by " + Clean.line(by, 200) + ", ended " + moment(when) + ". Where the hosts stand:");
        lines.add("");
        lines.addAll(block(text.lines(last)));
        List<HostResult> bad = results.stream().filter(HostResult::isBad).toList();
        if (!bad.isEmpty()) {
            List<String> told = new ArrayList<>();
            new ResultText(new Style(false)).print(bad, told::add);
            lines.add("");
            lines.addAll(block(told));
        }
        lines.add("");
        List<String> next = text.next(rest);
        lines.add(next.get(0));
        next.stream().skip(1).forEach(line -> lines.add("- " + line.strip()));
        return String.join("\n", lines) + "\n\n";
    }

    private static List<String> block(List<String> text) {
        List<String> block = new ArrayList<>(List.of("```"));
        text.forEach(line -> block.add(line.replace("```", "'''")));
        block.add("```");
        return block;
    }

    private static String moment(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
