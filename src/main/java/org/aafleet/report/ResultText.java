package org.aafleet.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.HostResult.Status;

/** What a run did, host by host, with Ansible's closing recap. */
public final class ResultText {

    private final Style style;

    public ResultText(Style style) {
        this.style = style;
    }

    public void print(List<HostResult> results, Consumer<String> out) {
        for (HostResult result : results) {
            if (result.failure().isPresent()) {
                FailureText.lines(result.failure().get(), style).forEach(out);
            } else {
                out.accept(painted(result.status()) + ": " + style.strong(result.host()));
            }
            result.details().forEach(detail -> out.accept("  " + Clean.text(detail)));
        }
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        results.forEach(result -> counts.merge(result.status(), 1, Integer::sum));
        StringBuilder recap = new StringBuilder("RECAP");
        for (Status status : Status.values()) {
            recap.append(' ').append(word(status)).append('=').append(counts.getOrDefault(status, 0));
        }
        out.accept("");
        out.accept(style.strong(recap.toString()));
    }

    private String painted(Status status) {
        return switch (status) {
            case OK -> style.good(word(status));
            case CHANGED, SKIPPED -> style.attention(word(status));
            default -> style.bad(word(status));
        };
    }

    static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
