package org.aafleet.learn;

import java.util.List;
import org.aafleet.catalog.RuleScope;

/**
 * What a person, or a rule that a person chose, said of something that was observed.
 *
 * @param profile by the kernel's name
 * @param rules what is allowed or denied, as it stands in the site's rules; of what is ignored the rules that would allow it
 * @param wanted what was asked about
 * @param hosts that it holds for
 * @param by {@code USER@CONTROLLER}
 * @param at in ISO 8601, UTC
 * @param seen the evidence, in a sentence
 * @param warnings what spoke against allowing it
 * @param example a line of a log that tells of it
 */
public record ReviewDecision(
        Answer answer,
        String profile,
        List<String> rules,
        String wanted,
        RuleScope hosts,
        String by,
        String at,
        String seen,
        List<String> warnings,
        String example) {

    /** What becomes of it. */
    public enum Answer {
        ALLOW,
        DENY,
        /** No rule is written, and it is not asked again. */
        IGNORE
    }

    public ReviewDecision {
        rules = List.copyOf(rules);
        warnings = List.copyOf(warnings);
    }
}
