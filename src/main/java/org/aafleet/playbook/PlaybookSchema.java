package org.aafleet.playbook;

import java.util.Map;
import org.aafleet.yaml.JsonSchema;

/** The JSON Schema of a playbook, by which editors complete and check. */
public final class PlaybookSchema {

    private PlaybookSchema() {}

    /** As plain values; {@code playbooks/playbook.schema.json} is their text. */
    public static Map<String, Object> asValues() {
        return JsonSchema.ofListOf(Play.class, "aa-fleet playbook");
    }
}
