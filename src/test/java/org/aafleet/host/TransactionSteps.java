package org.aafleet.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The named steps of the host transaction, as its script has them: a new one is cut at without anybody's doing. */
public final class TransactionSteps {

    private static final Pattern STEP =
            Pattern.compile("\\bstep ([a-z]+(?:-[a-z]+)*) &&|^  step (lock)$", Pattern.MULTILINE);

    private TransactionSteps() {}

    public static List<String> all() {
        Questions none = new Questions(List.of(), List.of(), List.of(), List.of(), Map.of());
        String script = HostScripts.apply(
                new Transaction(Owner.of("tester"), List.of(), List.of(), 10, false, Optional.empty()), none);
        return STEP.matcher(script)
                .results()
                .map(TransactionSteps::name)
                .distinct()
                .toList();
    }

    private static String name(MatchResult step) {
        return step.group(1) == null ? step.group(2) : step.group(1);
    }
}
