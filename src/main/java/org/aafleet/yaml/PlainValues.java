package org.aafleet.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as plain values, typed as Ansible's YAML reader (PyYAML, YAML 1.1) types them: {@code no} is false, {@code 0755}
 * is 493, {@code 12:30:45} is 45045.
 */
public final class PlainValues {

    private static final Set<String> TRUE = Set.of("yes", "true", "on");

    private PlainValues() {}

    /**
     * @return a {@code String, Boolean, Long, BigInteger, Double, List, Map} or, for YAML's null, {@code null}. A date
     *     stays the text it is.
     */
    public static @Nullable Object of(YamlNode node) {
        if (node instanceof Sequence sequence) {
            List<@Nullable Object> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(of(item)));
            return items;
        }
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Entry entry : mapping.entries()) {
                values.put(entry.key().text(), of(entry.value()));
            }
            return values;
        }
        return ofScalar((Scalar) node);
    }

    private static @Nullable Object ofScalar(Scalar scalar) {
        return switch (scalar.type()) {
            case STRING, TIMESTAMP -> scalar.text();
            case NULL -> null;
            case BOOLEAN -> TRUE.contains(scalar.text().toLowerCase(Locale.ROOT));
            case INTEGER -> integer(scalar.text());
            case FLOAT -> real(scalar.text());
        };
    }

    private static Object integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        BigInteger value = magnitude(digits);
        BigInteger signed = negative ? value.negate() : value;
        return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed;
    }

    private static BigInteger magnitude(String digits) {
        if (digits.contains(":")) {
            BigInteger total = BigInteger.ZERO;
            for (String part : digits.split(":", -1)) {
                total = total.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
            return total;
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        boolean octal = digits.length() > 1 && digits.startsWith("0");
        return new BigInteger(digits, octal ? 8 : 10);
    }

    private static Double real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        double sign = digits.startsWith("-") ? -1 : 1;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        if (digits.equals(".inf")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (digits.equals(".nan")) {
            return Double.NaN;
        }
        double total = 0;
        for (String part : digits.split(":", -1)) {
            total = total * 60 + Double.parseDouble(part);
        }
        return sign * total;
    }
}
