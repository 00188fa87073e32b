package org.aafleet.plan;

import java.util.List;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.glob.VariablesBuilder;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.AssignmentOperator;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;

/**
 * The variables that an attachment in somebody else's file may use: those of the file itself, and those of AppArmor's own
 * {@code tunables/global} (parser 4.0 and later) that stand for places of programs.
 */
final class RivalVariables {

    private RivalVariables() {}

    /** AppArmor's own alone. */
    static Variables global() {
        return builder().build();
    }

    private static VariablesBuilder builder() {
        VariablesBuilder variables = new VariablesBuilder();
        variables.assign("bin", AssignmentOperator.SET, List.of("/{,usr/}bin"));
        variables.assign("sbin", AssignmentOperator.SET, List.of("/{,usr/}{,s}bin"));
        variables.assign("lib", AssignmentOperator.SET, List.of("/{,usr/}lib{,exec,32,64}"));
        return variables;
    }

    static Variables of(ProfileFile file) {
        VariablesBuilder variables = builder();
        for (Statement statement : file.statements()) {
            if (statement instanceof VariableAssignment assignment) {
                variables.assign(
                        assignment.name(),
                        assignment.operator() == AssignmentOperator.SET
                                ? AssignmentOperator.OVERRIDE
                                : assignment.operator(),
                        assignment.values().stream().map(Aare::text).toList());
            }
        }
        return variables.build();
    }
}
