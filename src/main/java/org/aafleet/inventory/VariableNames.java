package org.aafleet.inventory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;

/** The keys of mappings as names. */
final class VariableNames {

    private VariableNames() {}

    /** The key as Python's JSON writes it: {@code 0x10} is {@code 16}, {@code yes} is {@code true}. */
    static String of(Scalar key) {
        return switch (key.type()) {
            case STRING, TIMESTAMP -> key.text();
            case FLOAT -> PythonText.real(key);
            case INTEGER, BOOLEAN, NULL -> String.valueOf(PlainValues.of(key));
        };
    }

    static Map<String, YamlNode> of(Mapping mapping) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> variables.put(of(entry.key()), entry.value()));
        return variables;
    }
}
