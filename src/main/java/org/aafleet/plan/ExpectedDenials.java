package org.aafleet.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.audit.AuditRecord;
import org.aafleet.catalog.RenderedService;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.glob.Glob;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.glob.VariablesBuilder;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.AssignmentOperator;
import org.aafleet.policy.model.CapabilityRule;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * What a service's profiles deny on purpose, with an explicit {@code deny}. The kernel says nothing of that under enforce; but
 * the complain rendering leaves these rules out, as they would deny there too, so it is seen as a would-be denial.
 */
public final class ExpectedDenials {

    private static final String POLICY = "/etc/apparmor.d/";

    /** Of {@code tunables/global}, as every release since 2.13 has them, in their simplest form. */
    private static final Map<String, List<String>> GLOBAL = Map.of(
            "PROC", List.of("/proc/"),
            "HOMEDIRS", List.of("/home/"),
            "HOME", List.of("/home/*/", "/root/"),
            "sys", List.of("/sys/"),
            "run", List.of("/run/", "/var/run/"),
            "pid", List.of("[0-9]*"),
            "pids", List.of("[0-9]*"),
            "tid", List.of("[0-9]*"),
            "multiarch", List.of("*-linux-gnu*"));

    private final Map<String, String> files;
    private final Variables variables;
    private final Map<String, List<Statement>> denying = new HashMap<>();

    /** @param enforced the service as it is under enforce, where the rules are */
    public ExpectedDenials(RenderedService enforced) {
        this.files = enforced.files();
        VariablesBuilder builder = new VariablesBuilder();
        GLOBAL.forEach((name, values) -> builder.assign(name, AssignmentOperator.SET, values));
        List<ProfileFile> parsed = files.entrySet().stream()
                .map(file ->
                        file.getKey().equals(enforced.main()) || file.getKey().endsWith("/tunables")
                                ? ProfileFile.parse(new Source(file.getKey(), file.getValue()), new Problems())
                                : ProfileFile.parseFragment(new Source(file.getKey(), file.getValue()), new Problems()))
                .toList();
        parsed.forEach(file -> assign(file, builder));
        this.variables = builder.build();
        for (ProfileFile file : parsed) {
            for (NamedProfile profile : file.profiles()) {
                collect(
                        profile.profile().body(),
                        denying.computeIfAbsent(profile.kernelName(), name -> new ArrayList<>()),
                        new HashSet<>());
            }
        }
    }

    private static void assign(ProfileFile file, VariablesBuilder builder) {
        for (Statement statement : file.statements()) {
            if (statement instanceof VariableAssignment assignment) {
                builder.assign(
                        assignment.name(),
                        assignment.operator(),
                        assignment.values().stream().map(Aare::text).toList());
            }
        }
    }

    private void collect(List<Statement> body, List<Statement> into, Set<String> seen) {
        for (Statement statement : body) {
            if (statement instanceof FileRule rule && rule.qualifiers().isDeny()) {
                into.add(rule);
            } else if (statement instanceof CapabilityRule rule
                    && rule.qualifiers().isDeny()) {
                into.add(rule);
            } else if (statement instanceof Include include && include.file().magic()) {
                String path = POLICY + include.file().path();
                if (files.containsKey(path) && seen.add(path)) {
                    String text = files.getOrDefault(path, "");
                    collect(
                            ProfileFile.parseFragment(new Source(path, text), new Problems())
                                    .statements(),
                            into,
                            seen);
                }
            }
        }
    }

    /** Whether a rule says that this be denied. */
    public boolean cover(AuditRecord event) {
        return denying.getOrDefault(event.profile(), List.of()).stream().anyMatch(rule -> covers(rule, event));
    }

    private boolean covers(Statement rule, AuditRecord event) {
        if (rule instanceof CapabilityRule capability) {
            return event.get("capname").isPresent()
                    && (capability.capabilities().isEmpty()
                            || capability
                                    .capabilities()
                                    .contains(event.get("capname").get()));
        }
        FileRule file = (FileRule) rule;
        return event.get("name").isPresent()
                && event.get("capname").isEmpty()
                && grantsAll(file.permissions().toString(), event.deniedMask().orElse(""))
                && matches(file.path().text(), event.get("name").get());
    }

    /** The kernel's letters {@code c} and {@code d} are part of what a rule calls {@code w}. */
    private static boolean grantsAll(String permissions, String mask) {
        return !mask.isEmpty()
                && mask.chars().allMatch(letter -> {
                    char needed = letter == 'c' || letter == 'd' ? 'w' : (char) letter;
                    return permissions.indexOf(needed) >= 0 || (needed == 'a' && permissions.indexOf('w') >= 0);
                });
    }

    private boolean matches(String pattern, String name) {
        try {
            return Glob.parse(variables.expand(pattern)).toAutomaton().run(Glob.bytes(name));
        } catch (GlobException e) {
            return false;
        }
    }
}
