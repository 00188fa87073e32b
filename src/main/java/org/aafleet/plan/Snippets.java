package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceFile;
import org.aafleet.catalog.ServiceFile.Snippet;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.Discovery.Origin;
import org.aafleet.host.Discovery.Section;

/** The files of a service's own configuration that make its sites enter their profiles. */
final class Snippets {

    private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9_./@+-]+");

    private final Optional<Snippet> about;
    private final boolean wanted;
    private final List<Section> sections;

    Snippets(DeclaredService declared, List<Section> sections) {
        this.about = declared.service().about().sites().flatMap(ServiceFile.Sites::snippet);
        this.wanted = declared.declaration().enterSites()
                && declared.declaration().tuning().mode() != ServiceMode.DISABLED;
        this.sections = List.copyOf(sections);
    }

    /** Whether a setting stands where aa-fleet wrote it. */
    boolean isOurs(Origin origin) {
        return about.filter(snippet -> origin.place().matches(".*/" + Pattern.quote(snippet.file()) + "(:[0-9]+)?"))
                .isPresent();
    }

    /**
     * The sites that the files make enter their profiles.
     *
     * @param sites that are confined by themselves
     * @param others that enter a profile already, without aa-fleet's doing
     */
    Set<String> entered(Set<String> sites, Set<String> others) {
        Set<String> entered = new LinkedHashSet<>();
        due(sites, others).forEach(section -> entered.add(section.site()));
        return entered;
    }

    List<DesiredSnippet> of(Set<String> sites, Set<String> others) {
        Map<String, List<Section>> byPath = new TreeMap<>();
        due(sites, others)
                .forEach(section -> byPath.computeIfAbsent(path(section), path -> new ArrayList<>())
                        .add(section));
        List<DesiredSnippet> snippets = new ArrayList<>();
        byPath.forEach((path, its) -> snippets.add(snippet(path, its)));
        return snippets;
    }

    /** For one who asked for it and does not get it. */
    String whyNot() {
        return wanted
                ? "; not found in a directory where " + about.orElseThrow().file() + " would be read"
                : "";
    }

    private List<Section> due(Set<String> sites, Set<String> others) {
        return sections.stream()
                .filter(section -> wanted && sites.contains(section.site()) && !others.contains(section.site()))
                .filter(section -> Service.isSite(section.name())
                        && PLAIN_PATH.matcher(section.file()).matches()
                        && PLAIN_PATH.matcher(section.program()).matches())
                .toList();
    }

    private String path(Section section) {
        return directory(section.file()) + about.orElseThrow().file();
    }

    static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private DesiredSnippet snippet(String path, List<Section> its) {
        Snippet pattern = about.orElseThrow();
        StringBuilder text = new StringBuilder(pattern.head());
        its.forEach(section ->
                text.append(pattern.text().replace("SECTION", section.name()).replace("NAME", section.site())));
        Section first = its.get(0);
        List<String> test = pattern.test().stream()
                .map(word -> word.replace("PROGRAM", first.program()).replace("CONFIGURATION", first.configuration()))
                .toList();
        return new DesiredSnippet(path, text.toString(), first.program(), test);
    }
}
