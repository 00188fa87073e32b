package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.aafleet.policy.Dialect;
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
import org.aafleet.yaml.Source;

/**
 * Makes the files of a service for one tuning. Composition is AppArmor's own: variables in a tunables file, fragments that
 * the profile includes if they exist. Rendering sets the mode in every header and, in complain, leaves {@code deny} rules
 * out, because they deny even there.
 */
public final class Renderer {

    private static final String POLICY = "/etc/apparmor.d/";

    private final Service service;
    private final TunablesFile tunables;
    private final Dialect dialect;
    private final Problems problems = new Problems();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    /** @param dialect the language of the host that the files are for */
    public Renderer(Service service, TunablesFile tunables, Dialect dialect) {
        this.service = service;
        this.tunables = tunables;
        this.dialect = dialect;
    }

    /** @throws InputException when the catalogue's own source is not AppArmor policy */
    public RenderedService render(Tuning tuning) {
        String main = POLICY + "aa-fleet." + service.name();
        String values = tunables.render(tuning);
        files.put(own("tunables"), values);
        for (String feature : tuning.features()) {
            Source source = service.fragment(feature, tuning.features());
            put(own("features/" + feature), source, ProfileFile::parseFragment, tuning.mode());
        }
        service.used(tuning.features())
                .forEach((name, source) ->
                        put(own("features/" + name), source, ProfileFile::parseFragment, tuning.mode()));
        if (!tuning.sites().isEmpty()) {
            putSites(tuning);
        }
        tuning.rules().forEach((profile, rules) -> putSite(profile, rules, tuning.mode()));
        ProfileFile profile = put(main, service.profile(), ProfileFile::parse, tuning.mode());
        problems.throwIfErrors();
        List<NamedProfile> profiles = profile.profiles();
        names.addAll(0, profiles.stream().map(NamedProfile::kernelName).toList());
        Variables variables = variables(ProfileFile.parse(new Source(own("tunables"), values), problems), profile);
        List<String> attachments = profiles.stream()
                .flatMap(named -> named.attachment().stream())
                .map(attachment -> expanded(attachment, variables))
                .toList();
        return rendered(main, attachments, tuning.mode());
    }

    /** A copy of the one child or hat for each site, under its own name and with its own variables. */
    private void putSites(Tuning tuning) {
        ProfileFile pattern = ProfileFile.parseFragment(service.site().orElseThrow(), problems);
        String parent = service.about().sites().orElseThrow().parent();
        StringBuilder text = new StringBuilder();
        for (String site : tuning.sites().keySet()) {
            String named = SourceEdits.renamed(pattern, Service.PATTERN_OF_SITES, site)
                    .replace(
                            "/site/" + parent + "." + Service.PATTERN_OF_SITES + ">",
                            "/site/" + parent + "." + site + ">")
                    .replace("@{" + service.variableOfPattern(""), "@{" + service.variable(site, ""));
            text.append(ended(named));
        }
        put(own("sites"), new Source(own("sites"), text.toString()), ProfileFile::parseFragment, tuning.mode())
                .profiles()
                .forEach(site -> names.add(parent + "//" + site.kernelName()));
    }

    /** The hats of a site belong to the profile that they extend. */
    private void putSite(String profile, List<String> rules, ServiceMode mode) {
        String path = own("site/" + profile.replace("//", "."));
        Source site = new Source(path, String.join("\n", rules) + "\n");
        put(path, site, ProfileFile::parseFragment, mode)
                .profiles()
                .forEach(hat -> names.add(profile + "//" + hat.kernelName()));
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

    /** @return the file in the host's dialect, before its mode is set */
    private ProfileFile put(
            String path, Source source, BiFunction<Source, Problems, ProfileFile> parser, ServiceMode mode) {
        ProfileFile written = parser.apply(source, problems);
        Dialect.Translation translation = dialect.translate(written);
        notes.addAll(translation.notes());
        ProfileFile file = again(written, translation.text(), parser);
        if (mode != ServiceMode.COMPLAIN) {
            files.put(path, ended(SourceEdits.withMode(file, Mode.ENFORCE)));
            return file;
        }
        SourceEdits.Without allowed = SourceEdits.withoutDenyRules(file);
        allowed.removed()
                .forEach(rule -> notes.add("complain leaves out " + path + ":"
                        + rule.span().at().line() + ": "
                        + text(file, rule.span().start(), rule.span().end())
                        + " (a deny rule denies even in complain)"));
        files.put(path, ended(SourceEdits.withMode(again(file, allowed.text(), parser), Mode.COMPLAIN)));
        return file;
    }

    /** Edits move the places of what is edited next. */
    private ProfileFile again(ProfileFile file, String text, BiFunction<Source, Problems, ProfileFile> parser) {
        return text.equals(file.source().text())
                ? file
                : parser.apply(new Source(file.source().name(), text), problems);
    }

    private static String text(ProfileFile file, int start, int end) {
        return file.source().text().substring(start, end).replaceAll("\\s+", " ");
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
