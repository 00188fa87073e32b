package org.aafleet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aafleet.lab.Attacks;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabException;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.LabSettings;
import org.aafleet.lab.Layout;
import org.aafleet.lab.Proof;
import org.aafleet.lab.ProofTable;
import org.aafleet.lab.Prover;
import org.aafleet.lab.Prover.Verbs;
import org.aafleet.lab.Release;
import org.aafleet.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "prove",
        description = {
            "Proves the profiles on real systems: on a fresh host of each release the attacks, which must succeed there; "
                    + "then the playbook; then everything that the services ordinarily do and administrators do with "
                    + "them, which must work without an access denied; then the attacks again, which must be stopped.",
            "Resets the hosts of its lab first. Without a playbook every service is enforced, with nothing tuned by hand."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet lab prove",
            "  aa-fleet lab prove --release bookworm,trixie --layout default,moved,moved-by-hand,sites,mod-php,php-cgi,features",
            "  aa-fleet lab prove --upgrade --compare",
            "  aa-fleet lab prove --service lighttpd,php-fpm my-playbook.yml"
        })
final class LabProve implements Callable<Integer> {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "prove",
            description = "The lab; one does not disturb the other (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--release",
            split = ",",
            paramLabel = "RELEASE",
            defaultValue = "bookworm",
            converter = LabReleaseConverter.class,
            description = "bullseye, bookworm, trixie or sid, or several (default: ${DEFAULT-VALUE}).")
    private List<Release> releases;

    @Option(
            names = "--layout",
            split = ",",
            paramLabel = "LAYOUT",
            defaultValue = "default",
            description = "default, as Debian has it; moved, with every directory, log, socket and queue elsewhere; "
                    + "moved-by-hand, the same without discovery; sites, the same with every virtual host and pool in "
                    + "a profile of its own; mod-php, with PHP inside Apache; php-cgi, with PHP started by the web servers; "
                    + "features, with what only some sites have, such as WebDAV or a Galera cluster; or several "
                    + "(default: ${DEFAULT-VALUE}).")
    private List<String> layouts;

    @Option(
            names = {"-s", "--service"},
            split = ",",
            paramLabel = "SERVICE",
            description = "Only the work of and the attacks by this service; may be repeated.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--upgrade",
            description = "Upgrade the packages of the services afterwards, and do the work once more.")
    private boolean upgrade;

    @Option(
            names = "--compare",
            description = "Also do the work and the attacks under the profiles that others have written for the same "
                    + "programs: Debian's and its extras, mod_apparmor's, MariaDB's.")
    private boolean compare;

    @Option(names = "--install", description = "Install missing Debian packages on this machine; needs root.")
    private boolean install;

    @Option(names = "--keep", description = "Leave the hosts as they are at the end.")
    private boolean keep;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAYBOOK",
            description = "Another playbook; its 'hosts' must match the lab's.")
    private Optional<Path> playbook = Optional.empty();

    @Spec
    private CommandSpec spec;

    private final CliContext context;

    LabProve(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Layout> wanted = layouts.stream().map(Layout::of).toList();
        Lab lab = LabOptions.open(spec, name, new LabSettings(Optional.empty(), install, true));
        List<Proof> ours = new ArrayList<>();
        List<Proof> others = new ArrayList<>();
        for (Release release : releases) {
            LabHost host = lab.up(release, 1).get(0);
            Prover prover =
                    new Prover(host, services, keep, what -> context.console().info(host.name() + ": " + what));
            Map<Layout, Attacks> unconfined = new EnumMap<>(Layout.class);
            for (Layout layout : wanted) {
                Proof proof = prover.prove(layout, verbs(lab, host), upgrade);
                context.console().info(proof.subject() + ": " + (proof.holds() ? "holds" : "does not hold:"));
                proof.shortcomings().forEach(line -> context.console().info("  " + line));
                unconfined.put(layout, proof.unconfined());
                ours.add(proof);
            }
            if (compare) {
                others.add(prover.compare(Optional.ofNullable(unconfined.get(Layout.DEFAULT))));
            }
            if (!keep) {
                lab.down(List.of(host));
            }
        }
        print(ours, others);
        return (ours.stream().allMatch(Proof::holds) ? ExitCode.OK : ExitCode.HOSTS).code();
    }

    private void print(List<Proof> ours, List<Proof> others) {
        if (format == OutputFormat.json) {
            context.console()
                    .result(Json.of(Stream.concat(ours.stream(), others.stream())
                            .map(Proof::values)
                            .toList()));
        } else {
            ProofTable.lines(ours, others, context.console().style()).forEach(context.console()::result);
        }
    }

    private Verbs verbs(Lab lab, LabHost host) {
        return new Verbs() {

            @Override
            public void apply(Layout layout) {
                Path applied = playbook.orElseGet(() -> written(layout.playbook()));
                List<String> command = new ArrayList<>(List.of("apply", applied.toString()));
                layout.extraVars(host.release()).ifPresent(vars -> command.addAll(List.of("--extra-vars", vars)));
                if (run(context.console()::info, command) != ExitCode.OK.code()) {
                    throw new LabException("the playbook could not be applied to " + host.name());
                }
            }

            @Override
            public List<String> status() {
                List<String> lines = new ArrayList<>();
                int code = run(lines::add, List.of("status", "--detailed-exitcode"));
                lines.add("exit code " + code);
                return code == ExitCode.OK.code() ? List.of() : lines;
            }

            private int run(Consumer<String> results, List<String> command) {
                CliContext aside = new CliContext(
                        new Aside(context.console(), results),
                        context.in(),
                        context.transport(),
                        context.clock(),
                        context.environment(),
                        context.home());
                List<String> words = new ArrayList<>(command);
                words.addAll(1, List.of("-i", lab.inventoryFile().toString(), "--limit", host.name()));
                return Main.commandLine(aside).execute(words.toArray(String[]::new));
            }
        };
    }

    private static Path written(String text) {
        try {
            Path file = Files.createTempFile("prove", ".yml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
