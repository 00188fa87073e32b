package org.aafleet.playbook;

import java.util.Optional;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.FromYaml;
import org.aafleet.yaml.YamlNode;

/** A share in percent, 0 to 100; {@code 25} and {@code 25%} are the same. */
public record Percentage(double percent) {

    @FromYaml(schema = """
            {"type": ["number", "string"], "minimum": 0, "maximum": 100,
             "pattern": "^(100(\\\\.0+)?|[0-9]{1,2}(\\\\.[0-9]{1,6})?)%?$"}
            """)
    static Optional<Percentage> fromYaml(YamlNode node, Binder binder) {
        String expected = "a percentage from 0 to 100";
        return binder.scalar(node, expected).flatMap(scalar -> {
            String text = scalar.text();
            if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%?")) {
                double percent = Double.parseDouble(text.replace("%", ""));
                if (percent <= 100) {
                    return Optional.of(new Percentage(percent));
                }
            }
            binder.error(node.at(), "expected " + expected + ", found '" + text + "'");
            return Optional.empty();
        });
    }
}
