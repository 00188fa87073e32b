package org.aafleet.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Optional;

/** Unified diffs, as {@code diff -u} writes them. */
public final class TextDiff {

    private static final int CONTEXT = 3;
    private static final String NOTHING = "/dev/null";

    private TextDiff() {}

    public static List<String> of(Change.FileText change) {
        List<String> before = lines(change.before());
        List<String> after = lines(change.after());
        return UnifiedDiffUtils.generateUnifiedDiff(
                change.before().isPresent() ? change.path() : NOTHING,
                change.after().isPresent() ? change.path() : NOTHING,
                before,
                DiffUtils.diff(before, after),
                CONTEXT);
    }

    private static List<String> lines(Optional<String> text) {
        return text.map(present -> present.lines().toList()).orElse(List.of());
    }
}
