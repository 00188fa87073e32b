package org.aafleet.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.CatalogPolicy;
import org.aafleet.catalog.RuleScope;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/** The catalogue's profiles with the site's own rules. */
public final class SitePolicy {

    private final Catalog catalog;
    private final SiteFiles files;
    private final SearchPath searchPath;

    /** @param searchPath where abstractions are */
    public SitePolicy(Catalog catalog, SiteFiles files, SearchPath searchPath) {
        this.catalog = catalog;
        this.files = files;
        this.searchPath = searchPath;
    }

    /** The service whose profile, child, hat or program without a rule of its own this is. */
    public Optional<String> service(String profile) {
        String root = profile.replaceFirst("//.*", "");
        return catalog.names().stream()
                .filter(name ->
                        catalog.service(name).orElseThrow().about().profiles().containsKey(root))
                .findFirst();
    }

    /**
     * The virtual host or pool whose own profile this is: made for it on its host, from what its service has for all of them.
     */
    public Optional<String> siteOf(String profile) {
        return service(profile).flatMap(name -> site(catalog.service(name).orElseThrow(), profile));
    }

    private static Optional<String> site(Service service, String profile) {
        return service.about()
                .sites()
                .map(sites -> sites.parent() + "//")
                .filter(prefix -> profile.startsWith(prefix)
                        && !service.about().profiles().containsKey(profile))
                .map(prefix -> profile.substring(prefix.length()))
                .filter(Service::isSite);
    }

    /**
     * @param observed names of profiles; those of sites are known by them alone
     * @param hosts whether a host has the rules of a scope
     * @param warnings what could not be read, so that more may be asked than is needed
     */
    public CurrentPolicy policy(
            Collection<String> observed, Function<RuleScope, Predicate<String>> hosts, Problems warnings) {
        List<EffectiveProfile> profiles = new ArrayList<>();
        for (String name : catalog.names()) {
            profiles.addAll(profiles(catalog.service(name).orElseThrow(), observed, warnings));
        }
        CurrentPolicy policy = CurrentPolicy.of(profiles, searchPath);
        for (RuleScope scope : files.scopes()) {
            if (scope.kind() != RuleScope.Kind.ALL) {
                for (String name : catalog.names()) {
                    for (Map.Entry<String, Source> file : files.of(name, scope).entrySet()) {
                        policy = policy.with(
                                file.getKey(), List.of(file.getValue().text()), hosts.apply(scope));
                    }
                }
            }
        }
        return policy;
    }

    private List<EffectiveProfile> profiles(Service service, Collection<String> observed, Problems warnings) {
        Problems own = new Problems();
        Map<String, List<String>> rules = files.rules(service.name(), "", List.of());
        Set<String> sites = new TreeSet<>();
        observed.forEach(profile -> site(service, profile).ifPresent(sites::add));
        List<EffectiveProfile> profiles = CatalogPolicy.of(service, rules, sites, searchPath, own);
        if (!own.hasErrors()) {
            return profiles;
        }
        warnings.add(Problem.warning(service.name() + ": its profiles cannot be read here, so that events which they "
                        + "allow by now are asked about too: "
                        + own.all().get(0).message())
                .withHint("--base names a directory with AppArmor's abstractions"));
        return service.about().profiles().keySet().stream()
                .map(ProfileText::empty)
                .toList();
    }
}
