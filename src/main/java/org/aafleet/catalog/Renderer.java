package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.aafleet.policy.Mode;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SourceEdits;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.glob.VariablesBuilder;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
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
    private final List<String> names = new ArrayList<>();

    /** @param binder reports what is wrong in the site's own values, where they were written */
    public Renderer(Service service, Binder binder) {
        this.service = service;
        this.binder = binder;
    }

    /** @throws InputException when the catalogue's own source is not AppArmor policy */
    public RenderedService render(Tuning tuning) {
        String main = POLICY + "aa-fleet." + service.name();
        String tunables = new TunablesFile(service, binder).render(tuning.tunables());
        files.put(own("tunables"), tunables);
        for (Located<String> feature : tuning.features()) {
            Source source = Objects.requireNonNull(service.features().get(feature.value()));
            ProfileFile fragment = ProfileFile.parseFragment(source, problems);
            put(own("features/" + feature.value()), fragment, ProfileFile::parseFragment, tuning.mode());
        }
        tuning.rules().forEach((profile, rules) -> putSite(profile, rules, tuning.mode()));
        ProfileFile profile = ProfileFile.parse(service.profile(), problems);
        List<NamedProfile> profiles = put(main, profile, ProfileFile::parse, tuning.mode());
        problems.throwIfErrors();
        names.addAll(0, profiles.stream().map(NamedProfile::kernelName).toList());
        Variables variables = variables(ProfileFile.parse(new Source(own("tunables"), tunables), problems), profile);
        List<String> attachments = profiles.stream()
                .flatMap(named -> named.attachment().stream())
                .map(attachment -> expanded(attachment, variables))
                .toList();
        return rendered(main, attachments, tuning.mode());
    }

    /** The hats of a site belong to the profile that they extend. */
    private void putSite(String profile, List<Located<String>> rules, ServiceMode mode) {
        String path = own("site/" + profile.replace("//", "."));
        Problems before = new Problems();
        Source site = new Source(path, SiteRules.render(rules, binder));
        ProfileFile fragment = ProfileFile.parseFragment(site, before);
        if (!before.hasErrors()) { // else it was reported where it was written
            put(path, fragment, ProfileFile::parseFragment, mode)
                    .forEach(hat -> names.add(profile + "//" + hat.kernelName()));
        }
    }

    private RenderedService rendered(String main, List<String> attachments, ServiceMode mode) {
        Map<String, String> loaded = new LinkedHashMap<>();
        if (mode != ServiceMode.DISABLED) {
            names.forEach(name -> loaded.put(name, mode.toString()));
        }
        return new RenderedService(
                service.name(), mode, files, main, loaded, List.copyOf(names), attachments, List.copyOf(notes));
    }

    private static Variables variables(ProfileFile... files) {
        VariablesBuilder variables = new VariablesBuilder();
        for (ProfileFile file : files) {
            for (Statement statement : file.statements()) {
                if (statement instanceof VariableAssignment assignment) {
                    variables.assign(
                            assignment.name(),
                            assignment.operator(),
                            assignment.values().stream().map(Aare::text).toList());
                }
            }
        }
        return variables.build();
    }

    /** AppArmor's own variables, such as those of {@code tunables/global}, stay as they are. */
    private static String expanded(String attachment, Variables variables) {
        try {
            return variables.expand(attachment);
        } catch (GlobException e) {
            return attachment;
        }
    }

    private String own(String file) {
        return POLICY + "aa-fleet/" + service.name() + "/" + file;
    }

    private List<NamedProfile> put(
            String path, ProfileFile file, BiFunction<Source, Problems, ProfileFile> parser, ServiceMode mode) {
        if (mode != ServiceMode.COMPLAIN) {
            files.put(path, ended(SourceEdits.withMode(file, Mode.ENFORCE)));
            return file.profiles();
        }
        SourceEdits.WithoutDeny allowed = SourceEdits.withoutDenyRules(file);
        allowed.removed()
                .forEach(rule -> notes.add("complain leaves out " + path + ":"
                        + rule.span().at().line() + ": "
                        + text(file, rule.span().start(), rule.span().end())
                        + " (a deny rule denies even in complain)"));
        // Parsed again: the edits before moved the places of what is edited next.
        ProfileFile edited = parser.apply(new Source(path, allowed.text()), problems);
        files.put(path, ended(SourceEdits.withMode(edited, Mode.COMPLAIN)));
        return file.profiles();
    }

    private static String text(ProfileFile file, int start, int end) {
        return file.source().text().substring(start, end).replaceAll("\\s+", " ");
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
