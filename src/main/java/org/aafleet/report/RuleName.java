package org.aafleet.report;

import org.aafleet.policy.ActiveRule;

/** Rules as most people write them. */
final class RuleName {

    private RuleName() {}

    /** A file rule without the word {@code file}. */
    static String of(ActiveRule rule) {
        return rule.rule().text().replaceFirst("^((?:[a-z=0-9-]+ )*)file (?=[/@\"{\\\\])", "$1");
    }
}
