package org.aafleet.policy;

import java.util.List;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;

/** Writes the model as text that compiles to the same policy. Comments and layout are not part of the model. */
public final class PolicyWriter {

    private final StringBuilder out = new StringBuilder();

    private PolicyWriter() {}

    public static String write(List<Statement> statements) {
        PolicyWriter writer = new PolicyWriter();
        writer.statements(statements, "");
        return writer.out.toString();
    }

    private void statements(List<Statement> statements, String indent) {
        statements.forEach(statement -> statement(statement, indent));
    }

    private void statement(Statement statement, String indent) {
        if (statement instanceof Profile profile) {
            block(profile.header().toString(), profile.body(), indent);
        } else if (statement instanceof RuleBlock block) {
            block(block.qualifiers().toString().strip(), block.body(), indent);
        } else if (statement instanceof Conditional conditional) {
            block("if " + conditional.condition(), conditional.body(), indent);
            conditional.otherwise().ifPresent(otherwise -> block("else", otherwise, indent));
        } else {
            line(indent, statement instanceof Rule rule ? rule.text() : statement.toString());
        }
    }

    private void block(String head, List<Statement> body, String indent) {
        line(indent, head.isEmpty() ? "{" : head + " {");
        statements(body, indent + "  ");
        line(indent, "}");
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }
}
