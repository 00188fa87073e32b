package org.aafleet.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.yaml.Doc;

/** {@code service.yml}: what the catalogue must know of a service besides its AppArmor source. */
@Doc("A service of the catalogue")
public record ServiceFile(
        @Doc("what the service is, in one line") String description,

        @Doc("name of the AppArmor source file beside this one")
        String profile,

        @Doc("executables whose processes must be confined, as AppArmor globs")
        List<String> programs,

        @Doc("systemd units that run the service, globs allowed")
        List<String> units,

        @Doc("what a site can move") Map<String, Tunable> tunables,
        @Doc("optional fragments of rules") Map<String, Feature> features,

        @Doc("one line for each profile, child and hat, by the kernel's name")
        Map<String, String> profiles,

        @Doc("services whose findings the discovery of this one uses")
        List<String> discoverAfter,

        @Doc(
                "commands that print how much the service has done so far, a number that only grows until it begins anew; by kind, for min_activity")
        Map<String, String> activity,

        @Doc("how each virtual host or pool is confined by itself")
        Optional<Sites> sites) {

    /** The names of the files beneath {@code features/}: each feature's own, what others alter, and what they share. */
    Set<String> fragments() {
        Set<String> fragments = new TreeSet<>(features.keySet());
        features.forEach((name, feature) -> {
            feature.alters().forEach(altered -> fragments.add(altered(altered, name)));
            fragments.addAll(feature.uses());
        });
        return fragments;
    }

    static String altered(String feature, String by) {
        return feature + "." + by;
    }

    /** Within the service's main profile, a child or hat for each site: all of them are copies of one. */
    public record Sites(
            @Doc(
                    "name of the fragment beside this file that holds the one; its name and its variables are each site's own")
            String profile,

            @Doc("the profile that the children or hats are in")
            String parent,

            @Doc("what differs from site to site: variables SERVICE_site_NAME")
            Map<String, Tunable> tunables,

            @Doc("the feature that lets the service enter them")
            String feature,

            @Doc("what its own configuration must say for a site to enter its own, with NAME for the site's name")
            String enter,

            @Doc("the file of the service's own configuration that says so, where there can be one")
            Optional<Snippet> snippet) {}

    /** A file beside the ones of the service's own configuration that have the sites. */
    public record Snippet(
            @Doc("its name") String file,
            @Doc("its first lines") String head,

            @Doc(
                    "its lines for each site, with NAME for the site's name and SECTION for what the configuration calls it")
            String text,

            @Doc(
                    "the command that tests the service's configuration, with PROGRAM for its program and CONFIGURATION for its main file, or for what knows it")
            List<String> test) {}

    /** An AppArmor variable {@code @{SERVICE_NAME}} whose values a site can set. */
    public record Tunable(
            @Doc("what it names, and the service's own setting")
            String description,

            Kind kind,

            @Doc(
                    "another tunable, whose values in the playbook take the place of what is discovered below them for this one")
            Optional<String> yieldsTo) {}

    public record Feature(
            String description,

            @Doc("features whose fragments are other ones where this one is in force too: the files FEATURE.THIS")
            List<String> alters,

            @Doc(
                    "further files beneath features/ that are there where this one is in force: what several features include")
            List<String> uses) {}

    public enum Kind {
        /** An absolute path without globs. */
        DIRECTORY,
        /** An absolute path without globs. */
        FILE,
        /** An absolute path, AppArmor globs allowed. */
        PATH,
        /** One word, such as a user or a profile. */
        NAME
    }
}
