package org.aafleet.inventory;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;

/** Values as Python prints them, which is what Ansible shows and what it puts into a text around a look-up. */
final class PythonText {

    private PythonText() {}

    /** Python's {@code str()}: a text as it is, {@code True}, {@code None}, {@code 1e+16}, {@code ['a', 1]}. */
    static String str(YamlNode node) {
        return node instanceof Scalar scalar ? scalar(scalar) : repr(node);
    }

    private static String scalar(Scalar scalar) {
        return switch (scalar.type()) {
            case STRING -> scalar.text();
            case TIMESTAMP -> PythonTime.isoFormat(scalar.text()).replace('T', ' ');
            case NULL -> "None";
            case BOOLEAN -> Boolean.TRUE.equals(PlainValues.of(scalar)) ? "True" : "False";
            case INTEGER -> String.valueOf(PlainValues.of(scalar));
            case FLOAT -> real(scalar);
        };
    }

    private static String repr(YamlNode node) {
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> repr(entry.key()) + ": " + repr(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        Scalar scalar = (Scalar) node;
        return scalar.type() == YamlNode.ScalarType.STRING ? quoted(scalar.text()) : scalar(scalar);
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c == quote) {
                        quoted.append('\\');
                    }
                    quoted.append(printable(c));
                }
            }
        });
        return quoted.append(quote).toString();
    }

    /** Control characters written out, so that a value cannot talk to the terminal. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(printable(c)));
        return shown.toString();
    }

    private static String printable(int c) {
        if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
            return Character.toString(c);
        }
        return c < 256 ? String.format("\\x%02x", c) : String.format("\\u%04x", c);
    }

    static String real(Scalar scalar) {
        return scalar.type() == YamlNode.ScalarType.FLOAT && PlainValues.of(scalar) instanceof Double value
                ? real(value)
                : scalar.text();
    }

    /** The shortest digits that read back as the same number, with an exponent where Python writes one. */
    static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.indexOf('.') >= 0 ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** Before Java 19 {@link Double#toString} writes more digits than needed. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17)).stripTrailingZeros();
    }
}
