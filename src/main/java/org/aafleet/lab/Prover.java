package org.aafleet.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The stages of a proof on one host of the lab, which it resets first. */
public final class Prover {

    private final LabHost host;
    private final List<String> services;
    private final boolean keep;
    private final Consumer<String> progress;

    /**
     * @param services whose work and attacks count; all when there are none
     * @param keep whether the host is left as a proof found it, and not as its attacks did
     */
    public Prover(LabHost host, List<String> services, boolean keep, Consumer<String> progress) {
        this.host = host;
        this.services = List.copyOf(services);
        this.keep = keep;
        this.progress = progress;
    }

    /** The program's verbs that a proof is about, run on its host. */
    public interface Verbs {

        void apply(Layout layout);

        /** What is not as {@code apply} left it. */
        List<String> status();
    }

    /**
     * Attacks, applies, works, attacks.
     *
     * @param upgrade whether the services' packages are upgraded afterwards, and the work is done once more
     */
    public Proof prove(Layout layout, Verbs verbs, boolean upgrade) {
        ProveKit kit = site(layout);
        Attacks unconfined = unconfined(kit);
        verbs.apply(layout);
        Function<List<String>, Attacks> attacks = keep || upgrade ? kit::attacks : kit::lastAttacks;
        Proof proof = proof(kit, layout.toString(), unconfined, attacks).with(kit.complaintsOfTools());
        return upgrade ? proof.with(upgrade(kit, layout, verbs)) : proof;
    }

    /**
     * The same work and the same attacks, under the profiles that others have written, which are for the default layout.
     *
     * @param known the attacks in that layout while nothing was confined, where that has been seen
     */
    public Proof compare(Optional<Attacks> known) {
        ProveKit kit = site(Layout.DEFAULT);
        Attacks unconfined = known.orElseGet(() -> unconfined(kit));
        progress.accept("enforcing the profiles of others");
        List<String> files = kit.installOthers();
        files.forEach(line -> progress.accept("  " + line));
        return proof(kit, "others' profiles", unconfined, kit::attacksAnyway)
                .with(files.stream().filter(line -> !line.startsWith("/")).toList());
    }

    private ProveKit site(Layout layout) {
        host.reset();
        progress.accept("making the site (" + layout + " layout)");
        ProveKit kit = ProveKit.install(host);
        kit.makeSite(layout);
        return kit;
    }

    private Attacks unconfined(ProveKit kit) {
        progress.accept("attacking while nothing is confined");
        return kit.unconfinedAttacks(services);
    }

    private Proof proof(
            ProveKit kit, String profiles, Attacks unconfined, Function<List<String>, Attacks> confinedAttacks) {
        progress.accept("working");
        Workload workload = kit.workload(services);
        progress.accept("attacking");
        Attacks confined = confinedAttacks.apply(services);
        return new Proof(
                host.release() + " " + profiles, unconfined, workload, confined, kit.unconfinedProcesses(), List.of());
    }

    private List<String> upgrade(ProveKit kit, Layout layout, Verbs verbs) {
        progress.accept("upgrading the packages of the services");
        ProveKit.Upgrade upgrade = kit.upgrade();
        List<String> complaints = new ArrayList<>(upgrade.complaints());
        if (!upgrade.brought().isEmpty()) {
            List<String> told = verbs.status();
            upgrade.brought().stream()
                    .filter(path -> told.stream().noneMatch(line -> line.contains(path)))
                    .forEach(path -> complaints.add("status does not tell of " + path));
            complaints.addAll(appliedAgain(layout, verbs));
        }
        verbs.status().forEach(line -> complaints.add("status: " + line));
        progress.accept("working once more");
        Workload workload = kit.workload(services);
        workload.failed().forEach(step -> complaints.add("broken: " + step.line()));
        complaints.addAll(workload.denials());
        kit.unconfinedProcesses().forEach(process -> complaints.add("unconfined: " + process));
        return complaints.stream().map(line -> "after the upgrade: " + line).toList();
    }

    private static List<String> appliedAgain(Layout layout, Verbs verbs) {
        try {
            verbs.apply(layout);
            return List.of();
        } catch (LabException e) {
            return List.of(e.getMessage());
        }
    }
}
