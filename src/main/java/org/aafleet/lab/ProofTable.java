package org.aafleet.lab;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.report.Clean;
import org.aafleet.report.Style;
import org.aafleet.report.Table;

/** What profiles were found to be worth, for people: a row for each host and service, and below it what does not hold. */
public final class ProofTable {

    private static final List<String> COLUMNS =
            List.of("HOST", "SERVICE", "WORK", "DENIED", "LOST", "REAL ATTACKS", "STOPPED");

    private ProofTable() {}

    /** @param others what other people's profiles are worth: numbers and what could not be measured, as they are not ours to mend */
    public static List<String> lines(List<Proof> ours, List<Proof> others, Style style) {
        Table table = new Table(COLUMNS);
        for (Proof proof : ours) {
            rows(table, proof);
            proof.shortcomings().forEach(line -> table.note(style.bad(Clean.line(line, 600))));
            proof.exceptions().forEach(line -> table.note(Clean.line(line, 600)));
        }
        for (Proof proof : others) {
            rows(table, proof);
            proof.complaints().forEach(line -> table.note(Clean.line(line, 600)));
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        long holding = ours.stream().filter(Proof::holds).count();
        long exceptions =
                ours.stream().mapToLong(proof -> proof.exceptions().size()).sum();
        lines.add("");
        lines.add(holding + " of " + ours.size() + " hold: all work done, 0 denied, 0 records lost, every attack real "
                + "and stopped" + (exceptions == 0 ? "" : " but " + exceptions + " that are listed with the reason")
                + ", every process confined");
        return lines;
    }

    private static void rows(Table table, Proof proof) {
        proof.services().forEach(service -> table.row(row(proof, service)));
    }

    private static List<String> row(Proof proof, String service) {
        List<Workload.Step> steps = proof.workload().of(service);
        long done = steps.stream().filter(Workload.Step::succeeded).count();
        List<Attacks.Attack> attacks = proof.confined().of(service);
        long real = proof.unconfined().of(service).stream()
                .filter(Attacks.Attack::succeeded)
                .count();
        long stopped = attacks.stream().filter(attack -> !attack.succeeded()).count();
        return List.of(
                proof.subject(),
                service,
                done + " of " + steps.size(),
                "" + proof.workload().denied(),
                "" + proof.workload().lost(),
                real + " of " + proof.unconfined().of(service).size(),
                stopped + " of " + attacks.size());
    }
}
