package org.aafleet.yaml;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Writes plain values as YAML that reads well in a diff: a key a line, in the given order, long texts unbroken. */
public final class YamlWriter {

    private YamlWriter() {}

    /** @param values texts, numbers, lists and maps of them */
    public static String item(Map<String, ?> values) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(options).dump(List.of(values)).replaceAll("(?m)^  ", "");
    }
}
