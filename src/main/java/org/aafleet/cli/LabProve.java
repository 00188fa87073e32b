package org.aafleet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.lab.Attacks;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabException;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.LabSettings;
import org.aafleet.lab.Proof;
import org.aafleet.lab.ProofTable;
import org.aafleet.lab.ProveKit;
import org.aafleet.lab.Release;
import org.aafleet.lab.Workload;
import org.aafleet.problem.InputException;
import org.aafleet.report.Json;
import org.aafleet.report.Style;
import picocli.CommandLine;
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
            "  aa-fleet lab prove --release bullseye,bookworm,trixie,sid --layout default,moved",
            "  aa-fleet lab prove --service lighttpd,php-fpm my-playbook.yml"
        })
final class LabProve implements Callable<Integer> {

    private enum Layout {
        DEFAULT,
        MOVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
            description = "default, as Debian has it; moved, with every directory, log, socket and queue elsewhere; or "
                    + "both (default: ${DEFAULT-VALUE}).")
    private List<String> layouts;

    @Option(
            names = {"-s", "--service"},
            split = ",",
            paramLabel = "SERVICE",
            description = "Only the work of and the attacks by this service; may be repeated.")
    private List<String> services = new ArrayList<>();

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
        List<Layout> wanted = layouts.stream().map(LabProve::layout).toList();
        Lab lab = LabOptions.open(spec, name, new LabSettings(Optional.empty(), install, true));
        List<Proof> proofs = new ArrayList<>();
        for (Release release : releases) {
            LabHost host = lab.up(release, 1).get(0);
            for (Layout layout : wanted) {
                host.reset();
                proofs.add(prove(lab, host, layout));
            }
            if (!keep) {
                lab.down(List.of(host));
            }
        }
        Style style = context.console().style();
        if (format == OutputFormat.json) {
            context.console().result(Json.of(proofs.stream().map(Proof::values).toList()));
        } else {
            ProofTable.lines(proofs, style).forEach(context.console()::result);
        }
        return (proofs.stream().allMatch(Proof::holds) ? ExitCode.OK : ExitCode.HOSTS).code();
    }

    private static Layout layout(String word) {
        for (Layout layout : Layout.values()) {
            if (layout.toString().equals(word)) {
                return layout;
            }
        }
        throw new InputException("no layout '" + word + "': default or moved");
    }

    private Proof prove(Lab lab, LabHost host, Layout layout) {
        ProveKit kit = ProveKit.install(host);
        progress(host, "making the site (" + layout + " layout)");
        kit.makeSite(layout == Layout.MOVED);
        progress(host, "attacking while nothing is confined");
        Attacks unconfined = kit.unconfinedAttacks(services);
        apply(lab, host);
        progress(host, "working");
        Workload workload = kit.workload(services);
        progress(host, "attacking");
        Attacks confined = kit.attacks(services);
        List<String> processes = host.run("ps -e -o label= -o args= | grep -E '"
                        + "/(lighttpd|apache2|php-fpm[0-9.]*|mariadbd) |php-fpm: |/postfix/sbin/|/mariadbd$' | grep -v "
                        + "-e '(enforce)' -e ' grep '")
                .stdout()
                .lines()
                .toList();
        return new Proof(
                host.release() + " " + layout, unconfined, workload, confined, processes, kit.complaintsOfTools());
    }

    private void progress(LabHost host, String what) {
        context.console().info(host.name() + ": " + what);
    }

    private void apply(Lab lab, LabHost host) {
        Path applied = playbook.orElseGet(LabProve::everything);
        CommandLine program = spec.root().commandLine();
        int status = program.execute(
                "apply", "-i", lab.inventoryFile().toString(), "--limit", host.name(), applied.toString());
        if (status != ExitCode.OK.code()) {
            throw new LabException("the playbook could not be applied to " + host.name());
        }
    }

    private static Path everything() {
        try {
            Path file = Files.createTempFile("prove", ".yml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, ProveKit.text("prove/playbook.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
