package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;

/** Statements within statements. */
final class Statements {

    private Statements() {}

    /** What a block, a conditional (both branches) or a loaded include holds; nothing for all else, profiles too. */
    static List<Statement> nested(Statement statement) {
        if (statement instanceof RuleBlock block) {
            return block.body();
        }
        if (statement instanceof Include include) {
            return include.content();
        }
        if (statement instanceof Conditional conditional) {
            List<Statement> both = new ArrayList<>(conditional.body());
            conditional.otherwise().ifPresent(both::addAll);
            return both;
        }
        return List.of();
    }
}
