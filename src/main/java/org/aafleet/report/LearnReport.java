package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aafleet.learn.Findings;
import org.aafleet.learn.Proposal;
import org.aafleet.learn.Review;

/** What was collected, and what there is to decide. */
public final class LearnReport {

    private static final int LONGEST = 300;

    private final Findings findings;
    private final Review review;

    public LearnReport(Findings findings, Review review) {
        this.findings = findings;
        this.review = review;
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        String profile = "";
        for (Proposal proposal : review.open()) {
            if (!proposal.profile().equals(profile)) {
                profile = proposal.profile();
                lines.add(style.strong(Clean.line(profile, LONGEST)));
            }
            lines.add(
                    "  " + Clean.line(proposal.subject(), LONGEST) + "  " + Clean.line(review.seen(proposal), LONGEST));
            for (String warning : review.cautions(proposal)) {
                lines.add(style.attention("    look out: " + Clean.line(warning, LONGEST)));
            }
        }
        review.foreign()
                .forEach((name, count) -> lines.add("not of a service here: " + Clean.line(name, LONGEST) + "  "
                        + "%,d %s".formatted(count, count == 1 ? "thing wanted" : "things wanted")));
        findings.losses()
                .forEach(loss -> lines.add(style.attention("may be incomplete: " + Clean.line(loss, LONGEST))));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(summary());
        return lines;
    }

    private String summary() {
        String repeated = findings.repeated() == 0 ? "" : ", %,d read before".formatted(findings.repeated());
        String unclear = findings.unclear() == 0 ? "" : ", %,d that no rule follows from".formatted(findings.unclear());
        String left =
                review.left() == 0 ? "nothing to decide" : "%,d to decide: aa-fleet review".formatted(review.left());
        return "%,d records of %s%s%s; %s"
                .formatted(
                        findings.records(),
                        findings.hosts().size() == 1
                                ? "1 host"
                                : findings.hosts().size() + " hosts",
                        repeated,
                        unclear,
                        left);
    }

    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hosts", findings.hosts().stream().sorted().toList());
        values.put("records", findings.records());
        values.put("repeated", findings.repeated());
        values.put("unclear", findings.unclear());
        values.put("losses", findings.losses());
        values.put("proposals", review.open().stream().map(this::values).toList());
        values.put("foreign", new TreeMap<>(review.foreign()));
        return values;
    }

    private Map<String, Object> values(Proposal proposal) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", proposal.profile());
        values.put("wanted", proposal.subject());
        values.put(
                "choices",
                proposal.choices().stream().map(choice -> choice.rules()).toList());
        values.put("hosts", proposal.hosts());
        values.put("count", proposal.count());
        proposal.first().ifPresent(first -> values.put("first", first.toString()));
        proposal.last().ifPresent(last -> values.put("last", last.toString()));
        values.put("programs", proposal.programs());
        values.put("origins", proposal.origins().stream().map(Enum::name).toList());
        values.put("denied", proposal.wasDenied());
        values.put("warnings", review.cautions(proposal));
        values.put("example", proposal.example());
        return values;
    }
}
