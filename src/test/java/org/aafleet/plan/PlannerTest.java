package org.aafleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aafleet.yaml.Binder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts in, changes out: beside each case is a file that ends in {@code .txt} with all that the plan says. */
class PlannerTest {

    private static final Path CASES = Path.of("src/test/resources/plans/cases");

    @TempDir
    private Path scratch;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plans_what_is_to_be_done(String name) throws IOException {
        PlanCase given = PlanCase.read(CASES.resolve(name + ".yml"));
        HostPlan plan = given.plan(given.host(scratch), scratch);
        assertThat(text(plan)).isEqualTo(Files.readString(CASES.resolve(name + ".txt")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plans_no_change_once_it_is_done(String name) {
        PlanCase given = PlanCase.read(CASES.resolve(name + ".yml"));
        SimulatedHost host = given.host(scratch);
        host.apply(given.plan(host, scratch));
        assertThat(given.plan(host, scratch).changing())
                .flatMap(ServicePlan::changes)
                .isEmpty();
    }

    private static String text(HostPlan plan) {
        List<String> lines = new ArrayList<>();
        plan.blockers().forEach(reason -> lines.add("blocked: " + reason));
        plan.warnings().forEach(warning -> lines.add("warning: " + warning));
        plan.services()
                .forEach(service -> service.desired().settings().stream()
                        .filter(setting -> !setting.origins().isEmpty())
                        .forEach(setting -> lines.add(line(setting))));
        plan.services()
                .forEach(service -> service.desired()
                        .discoveredFeatures()
                        .forEach(feature ->
                                lines.add("feature " + feature.name() + ", because of " + feature.origin())));
        plan.services()
                .forEach(service -> service.desired().rendered().files().forEach((path, text) -> {
                    if (path.endsWith("/sites")) {
                        text.lines().forEach(line -> lines.add("| " + line));
                    }
                }));
        plan.services()
                .forEach(service -> service.next().snippets().forEach(snippet -> {
                    lines.add("snippet " + snippet.path() + " for " + snippet.units() + ", tested with "
                            + snippet.test());
                    service.desired().snippets().stream()
                            .filter(desired -> desired.path().equals(snippet.path()))
                            .forEach(desired -> desired.text().lines().forEach(line -> lines.add("| " + line)));
                }));
        plan.services().forEach(service -> service.changes().forEach(change -> lines.add(line(change))));
        plan.changing()
                .forEach(service -> service.desired().rendered().notes().forEach(note -> lines.add("note: " + note)));
        if (plan.isNoOp()) {
            lines.add("no change");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String line(Setting setting) {
        return setting.tunable() + " is " + setting.values() + ", " + Binder.word(setting.source()) + ", the host says "
                + setting.discovered() + " in " + setting.origins();
    }

    private static String line(Change change) {
        if (change instanceof Change.FileText file) {
            return (file.before().isEmpty() ? "new file " : file.after().isEmpty() ? "no file " : "other text ")
                    + file.path();
        }
        if (change instanceof Change.RetireFile file) {
            return "disable " + file.path() + " of " + file.owner().orElse("nobody");
        }
        if (change instanceof Change.ReinstateFile file) {
            return "enable " + file.path();
        }
        if (change instanceof Change.SwitchLink link) {
            return (link.present() ? "new link " : "no link ") + link.path();
        }
        if (change instanceof Change.LoadedMode mode) {
            return "kernel " + mode.profile() + ": " + mode.before().orElse("absent") + " to "
                    + mode.after().orElse("absent");
        }
        if (change instanceof Change.Reload reload) {
            return "reload " + reload.profile() + " in " + reload.mode();
        }
        if (change instanceof Change.RestartWith restart) {
            return "restart " + restart.unit() + " with " + restart.path();
        }
        Change.Restart restart = (Change.Restart) change;
        return "restart " + restart.unit() + ", because " + restart.reason();
    }
}
