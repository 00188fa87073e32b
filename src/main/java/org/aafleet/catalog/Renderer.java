package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.policy.Mode;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SourceEdits;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.Source;

/**
 * Makes the files of a service for one tuning. Composition is AppArmor's own: variables in a tunables file, fragments that
 * the profile includes if they exist. Rendering sets the mode in every header and, in complain, leaves {@code deny} rules
 * out, because they deny even there.
 */
public final class Renderer {

    private static final String POLICY = "/etc/apparmor.d/";

    private final Service service;
    private final Binder binder;
    private final Problems problems = new Problems();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<NamedProfile> profiles = new ArrayList<>();

    /** @param binder reports what is wrong in the site's own values, where they were written */
    public Renderer(Service service, Binder binder) {
        this.service = service;
        this.binder = binder;
    }

    /** @throws InputException when the catalogue's own source is not AppArmor policy */
    public RenderedService render(Tuning tuning) {
        String main = POLICY + "aa-fleet." + service.name();
        files.put(own("tunables"), new TunablesFile(service, binder).render(tuning.tunables()));
        for (Located<String> feature : tuning.features()) {
            Source source = java.util.Objects.requireNonNull(service.features().get(feature.value()));
            put(own("features/" + feature.value()), ProfileFile.parseFragment(source, problems), tuning.mode());
        }
        tuning.rules()
                .forEach((profile, rules) ->
                        files.put(own("site/" + profile.replace("//", ".")), SiteRules.render(rules, binder)));
        put(main, ProfileFile.parse(service.profile(), problems), tuning.mode());
        problems.throwIfErrors();
        return rendered(main, tuning.mode());
    }

    private RenderedService rendered(String main, ServiceMode mode) {
        List<String> names = profiles.stream().map(NamedProfile::kernelName).toList();
        Map<String, String> loaded = new LinkedHashMap<>();
        if (mode != ServiceMode.DISABLED) {
            names.forEach(name -> loaded.put(name, mode.toString()));
        }
        List<String> attachments = profiles.stream()
                .flatMap(profile -> profile.attachment().stream())
                .toList();
        return new RenderedService(service.name(), mode, files, main, loaded, names, attachments, List.copyOf(notes));
    }

    private String own(String file) {
        return POLICY + "aa-fleet/" + service.name() + "/" + file;
    }

    private void put(String path, ProfileFile file, ServiceMode mode) {
        profiles.addAll(file.profiles());
        if (mode != ServiceMode.COMPLAIN) {
            files.put(path, ended(SourceEdits.withMode(file, Mode.ENFORCE)));
            return;
        }
        SourceEdits.WithoutDeny allowed = SourceEdits.withoutDenyRules(file);
        allowed.removed()
                .forEach(rule -> notes.add("complain leaves out " + path + ":"
                        + rule.span().at().line() + ": "
                        + text(file, rule.span().start(), rule.span().end())
                        + " (a deny rule denies even in complain)"));
        ProfileFile edited = new ProfileFile(new Source(path, allowed.text()), List.of());
        files.put(path, ended(SourceEdits.withMode(reparsed(edited.source(), file), Mode.COMPLAIN)));
    }

    /** The edits before moved the places of what is edited next. */
    private ProfileFile reparsed(Source source, ProfileFile original) {
        boolean fragment = !original.source().name().equals(service.profile().name());
        return fragment ? ProfileFile.parseFragment(source, problems) : ProfileFile.parse(source, problems);
    }

    private static String text(ProfileFile file, int start, int end) {
        return file.source().text().substring(start, end).replaceAll("\\s+", " ");
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
