package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.model.Profile;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.Source;

/** A site's own rules and hats, as written in its playbook. */
public final class SiteRules {

    private SiteRules() {}

    /** @return each rule complete; what is wrong with one is reported where it was written */
    public static List<String> checked(List<Located<String>> rules, Binder binder) {
        List<String> complete = new ArrayList<>();
        for (Located<String> rule : rules) {
            Problems found = new Problems();
            String text = complete(rule.value());
            if (isHat(text)) {
                checkHat(new Source(rule.at().file(), text), rule, binder, found);
            } else {
                ProfileFile.parseRules(text, rule.at(), found);
            }
            found.all().forEach(problem -> binder.error(rule.at(), "not an AppArmor rule: " + problem.message()));
            complete.add(text);
        }
        return complete;
    }

    private static boolean isHat(String text) {
        return text.startsWith("^") || text.startsWith("hat ");
    }

    private static void checkHat(Source source, Located<String> rule, Binder binder, Problems found) {
        ProfileFile file = ProfileFile.parseFragment(source, found);
        boolean onlyHats = file.statements().stream().allMatch(Profile.class::isInstance)
                && file.profiles().stream().allMatch(NamedProfile::isHat);
        if (!onlyHats) {
            binder.error(rule.at(), "a hat ends where its brace closes; write what follows as rules of their own");
        }
    }

    /** The comma that ends a rule is easily left out in a list. */
    private static String complete(String rule) {
        String stripped = rule.strip();
        return stripped.endsWith(",") || stripped.endsWith("}") ? stripped : stripped + ",";
    }
}
