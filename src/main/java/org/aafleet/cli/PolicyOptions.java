package org.aafleet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.CatalogPolicy;
import org.aafleet.catalog.Service;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where policy is, and the files that it includes, as {@code apparmor_parser} takes it. */
final class PolicyOptions {

    /** What {@link #profiles} reads. */
    static final String POLICY = "A policy file, or a service of the catalogue, as it is untuned.";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Option(
            names = {"-I", "--Include"},
            paramLabel = "DIR",
            description = "Look here for <…> in include and abi, before --base. May be given several times.")
    private List<Path> include = new ArrayList<>();

    @Option(
            names = {"-b", "--base"},
            paramLabel = "DIR",
            defaultValue = "/etc/apparmor.d",
            description = "Look here for <…> last (default: ${DEFAULT-VALUE}).")
    private Path base = Path.of("/etc/apparmor.d");

    SearchPath searchPath() {
        return new SearchPath(Stream.concat(include.stream(), Stream.of(base)).toList(), Path.of(""));
    }

    /** @param name a file; where there is none, a service of the catalogue */
    List<EffectiveProfile> profiles(Path name, Problems problems) {
        if (Files.exists(name) && !Files.isDirectory(name)) {
            return EffectiveProfile.read(name, searchPath(), problems);
        }
        Catalog loaded = Catalog.load(catalog.profilesHere(), problems);
        Optional<Service> service = loaded.service(name.toString());
        if (service.isEmpty()) {
            problems.add(Problem.error(name + ": no such file, and no service of the catalogue")
                    .withHint(Suggestion.didYouMean(name.toString(), loaded.names())));
        }
        return service.map(found -> CatalogPolicy.of(found, searchPath(), problems))
                .orElse(List.of());
    }

    /** Every service of the catalogue, as it is untuned. */
    List<EffectiveProfile> wholeCatalog(Problems problems) {
        return CatalogPolicy.of(Catalog.load(catalog.profilesHere(), problems), searchPath(), problems);
    }
}
