package org.aafleet.yaml;

import java.util.regex.Pattern;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What an unquoted scalar is by YAML 1.1 as PyYAML, and so Ansible, reads it. SnakeYAML's own rules differ: for it
 * {@code 1e5} is a number, for PyYAML a text, which matters for commit ids.
 */
final class PlainScalars extends Resolver {

    private static final Pattern BOOL =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern INT = Pattern.compile(
            "[-+]?(?:0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*" + "|[1-9][0-9_]*(?::[0-5]?[0-9])*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO", 5);
        addImplicitResolver(Tag.INT, INT, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<", 2);
        addImplicitResolver(Tag.NULL, NULL, "~nN", 4);
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null, 0);
        addImplicitResolver(Tag.TIMESTAMP, TIMESTAMP, "0123456789", 50);
    }

    /** Whether a text can be of the type that an explicit tag such as {@code !!int} claims. */
    static boolean fits(ScalarType type, String text) {
        return switch (type) {
            case STRING, NULL, TIMESTAMP -> true;
            case BOOLEAN -> BOOL.matcher(text).matches();
            case INTEGER -> INT.matcher(text).matches();
            case FLOAT -> FLOAT.matcher(text).matches() || INT.matcher(text).matches();
        };
    }
}
