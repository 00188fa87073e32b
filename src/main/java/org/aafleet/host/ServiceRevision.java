package org.aafleet.host;

import java.util.List;
import java.util.Map;

/**
 * What a service shall be on a host, with what was seen there when that was decided.
 *
 * @param seen the state that the host must still be in
 * @param managed every path that is managed, {@code Nothing} included
 * @param loads the files for the kernel, in order
 * @param profiles name to mode of each profile, child and hat that the kernel shall have
 * @param retired other people's files for the same programs: path to the kernel names in it
 * @param snippets those of the managed paths that are the service's own configuration
 * @param meta KEY=VALUE lines for the history
 */
public record ServiceRevision(
        ObservedService seen,
        List<Managed> managed,
        List<String> loads,
        Map<String, String> profiles,
        Map<String, List<String>> retired,
        List<Snippet> snippets,
        List<String> meta) {

    /** Without a file of the service's own configuration. */
    public ServiceRevision(
            ObservedService seen,
            List<Managed> managed,
            List<String> loads,
            Map<String, String> profiles,
            Map<String, List<String>> retired,
            List<String> meta) {
        this(seen, managed, loads, profiles, retired, List.of(), meta);
    }

    public ServiceRevision {
        managed = List.copyOf(managed);
        loads = List.copyOf(loads);
        snippets = List.copyOf(snippets);
    }

    public String name() {
        return seen.name();
    }
}
