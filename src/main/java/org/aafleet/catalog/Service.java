package org.aafleet.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.Attachment;
import org.aafleet.yaml.Source;

/**
 * An entry of the catalogue.
 *
 * @param profile the AppArmor source
 * @param tunables the AppArmor variables with their default values
 * @param features the fragments, by name
 * @param programs executables whose processes must be confined
 * @param discovery the shell script that reads the service's own configuration on a host
 */
public record Service(
        String name,
        ServiceFile about,
        Source profile,
        Source tunables,
        Map<String, Source> features,
        List<Attachment> programs,
        Optional<Source> discovery) {

    public Service {
        programs = List.copyOf(programs);
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    }

    /** The AppArmor variable of a tunable, without {@code @{}}. */
    public String variable(String tunable) {
        return name.replace('-', '_') + "_" + tunable;
    }
}
