package org.aafleet.host;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a host has of a service.
 *
 * @param revision where the service stands; empty when aa-fleet never touched it
 * @param paths all that aa-fleet manages for it, and what lies under the names that it would use
 * @param drifted paths that are no longer as aa-fleet left them
 * @param leftProfiles the kernel's names and modes as aa-fleet left them
 * @param loaded which of these names the kernel has now, and in which mode
 * @param meta who, when and why, as the revision says
 */
public record ObservedService(
        String name,
        OptionalInt revision,
        Map<String, ObservedPath> paths,
        Set<String> drifted,
        Map<String, String> leftProfiles,
        Map<String, String> loaded,
        List<String> meta) {

    public ObservedService {
        paths = Map.copyOf(paths);
        drifted = Set.copyOf(drifted);
        leftProfiles = Map.copyOf(leftProfiles);
        loaded = Map.copyOf(loaded);
        meta = List.copyOf(meta);
    }

    public static ObservedService untouched(String name) {
        return new ObservedService(name, OptionalInt.empty(), Map.of(), Set.of(), Map.of(), Map.of(), List.of());
    }

    public ObservedPath at(String path) {
        return paths.getOrDefault(path, new ObservedPath.Absent(path));
    }
}
