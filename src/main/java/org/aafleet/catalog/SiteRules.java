package org.aafleet.catalog;

import java.util.List;
import org.aafleet.policy.ProfileFile;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;

/** A site's own rules, as written in its playbook, made a fragment of policy. */
final class SiteRules {

    private SiteRules() {}

    static String render(List<Located<String>> rules, Binder binder) {
        StringBuilder text = new StringBuilder();
        for (Located<String> rule : rules) {
            Problems found = new Problems();
            String complete = complete(rule.value());
            ProfileFile.parseRules(complete, rule.at(), found);
            found.all().forEach(problem -> binder.error(rule.at(), "not an AppArmor rule: " + problem.message()));
            text.append(complete).append('\n');
        }
        return text.toString();
    }

    /** The comma that ends a rule is easily left out in a list. */
    private static String complete(String rule) {
        String stripped = rule.strip();
        return stripped.endsWith(",") || stripped.endsWith("}") ? stripped : stripped + ",";
    }
}
