package org.aafleet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where profiles come from. */
final class CatalogOptions {

    @Option(
            names = "--profiles",
            paramLabel = "DIR",
            description =
                    "Catalogue entries that override the shipped ones. May be repeated. Default: profiles/ beside "
                            + "the playbook or one level up; without a playbook, profiles/ here.")
    private List<Path> profiles = new ArrayList<>();

    List<Path> profiles() {
        return profiles;
    }

    /** Where there is no playbook. */
    List<Path> profilesHere() {
        Path here = Path.of("profiles");
        return profiles.isEmpty() && Files.isDirectory(here) ? List.of(here) : profiles;
    }
}
