package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/** JSON as {@code ansible-inventory} prints it: sorted, indented by four, {@code !vault} and {@code !unsafe} marked. */
final class PythonJson {

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(entry -> VariableNames.of(entry.key()), Unicode.ORDER);
    private static final Comparator<Entry> NUMERIC_ORDER =
            Comparator.comparing(entry -> new java.math.BigInteger(VariableNames.of(entry.key())));

    private final StringBuilder json = new StringBuilder();

    private PythonJson() {}

    static String write(YamlNode node) {
        PythonJson writer = new PythonJson();
        writer.value(node, "\n");
        return writer.json.toString();
    }

    private void value(YamlNode node, String newLine) {
        if (node instanceof Mapping mapping) {
            List<Entry> entries = new ArrayList<>(mapping.entries());
            boolean numbers = entries.stream().allMatch(entry -> entry.key().type() == ScalarType.INTEGER);
            entries.sort(numbers ? NUMERIC_ORDER : ORDER);
            items(entries, "{", "}", newLine, (entry, indent) -> {
                text(VariableNames.of(entry.key()));
                json.append(": ");
                value(entry.value(), indent);
            });
        } else if (node instanceof Sequence sequence) {
            items(sequence.items(), "[", "]", newLine, this::value);
        } else {
            scalar((Scalar) node, newLine);
        }
    }

    private <T> void items(
            List<T> items, String open, String close, String newLine, java.util.function.BiConsumer<T, String> write) {
        json.append(open);
        String indent = newLine + "    ";
        String separator = "";
        for (T item : items) {
            json.append(separator).append(indent);
            write.accept(item, indent);
            separator = ",";
        }
        json.append(items.isEmpty() ? "" : newLine).append(close);
    }

    private void scalar(Scalar scalar, String newLine) {
        if (scalar.tag().isPresent()) {
            String tag = scalar.tag().get().startsWith("!vault") ? "vault" : "unsafe";
            json.append("{")
                    .append(newLine)
                    .append("    \"__ansible_")
                    .append(tag)
                    .append("\": ");
            text(scalar.text());
            json.append(newLine).append("}");
            return;
        }
        switch (scalar.type()) {
            case STRING -> text(scalar.text());
            case TIMESTAMP -> text(PythonTime.isoFormat(scalar.text()));
            case FLOAT -> json.append(number(PythonText.real(scalar)));
            case NULL, BOOLEAN, INTEGER -> json.append(PlainValues.of(scalar));
        }
    }

    private static String number(String python) {
        return python.replace("inf", "Infinity").replace("nan", "NaN");
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\f' -> json.append("\\f");
                case '\b' -> json.append("\\b");
                default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        json.append('"');
    }
}
