package org.aafleet.rollout;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.PlanValues;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlReader;

/**
 * A plan that somebody looked at: where its input was, and a digest of what was planned for each host, file texts included.
 * It is carried out only if planning again gives the same, so neither a host nor a file can have changed in between.
 *
 * @param hosts play and host to digest
 */
public record SavedPlan(
        String aaFleetPlan,
        String created,
        String by,
        String playbook,
        List<String> inventories,
        List<String> profiles,
        List<String> limits,
        List<String> tags,
        List<String> extraVars,
        boolean overwriteDrift,
        Map<String, String> hosts) {

    private static final String FORMAT = "1";
    private static final String START = "{\"aa_fleet_plan\":";

    public static SavedPlan of(ProjectFiles files, boolean overwriteDrift, FleetPlan plan, Instant now, String owner) {
        return new SavedPlan(
                FORMAT,
                now.toString(),
                owner,
                files.playbook().toAbsolutePath().toString(),
                files.inventories().stream().map(SavedPlan::absolute).toList(),
                files.profiles().stream()
                        .map(path -> path.toAbsolutePath().toString())
                        .toList(),
                files.limits(),
                files.tags(),
                files.extraVars(),
                overwriteDrift,
                digests(plan));
    }

    /** @return empty when the file is not a saved plan, but a playbook or nothing at all */
    public static Optional<SavedPlan> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Source source = Source.read(file);
        if (!source.text().startsWith(START)) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        Optional<SavedPlan> plan = YamlReader.read(source, problems, Severity.ERROR)
                .flatMap(node -> new Binder(source, problems).bind(node, SavedPlan.class));
        problems.throwIfErrors();
        plan.filter(read -> !read.aaFleetPlan().equals(FORMAT)).ifPresent(read -> {
            throw new InputException(file + ": saved by another version of aa-fleet; plan again");
        });
        return plan;
    }

    public void write(Path file) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("aa_fleet_plan", aaFleetPlan);
        values.put("created", created);
        values.put("by", by);
        values.put("playbook", playbook);
        values.put("inventories", inventories);
        values.put("profiles", profiles);
        values.put("limits", limits);
        values.put("tags", tags);
        values.put("extra_vars", extraVars);
        values.put("overwrite_drift", overwriteDrift);
        values.put("hosts", hosts);
        try {
            Files.writeString(file, JSON.std.asString(values) + "\n");
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written: " + e.getMessage());
        }
    }

    public ProjectFiles files() {
        return new ProjectFiles(
                Path.of(playbook), inventories, profiles.stream().map(Path::of).toList(), limits, tags, extraVars);
    }

    /** One line for each host that the new plan differs for; none when it is the same plan. */
    public List<String> differences(FleetPlan now) {
        Map<String, String> fresh = digests(now);
        TreeSet<String> names = new TreeSet<>(hosts.keySet());
        names.addAll(fresh.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!fresh.containsKey(name)) {
                differences.add(name + " is no longer there, or did not answer");
            } else if (!hosts.containsKey(name)) {
                differences.add(name + " was not in the saved plan");
            } else if (!fresh.get(name).equals(hosts.get(name))) {
                differences.add(name + " has changed, or the files from which it is planned have");
            }
        }
        return differences;
    }

    private static Map<String, String> digests(FleetPlan plan) {
        Map<String, String> digests = new LinkedHashMap<>();
        int number = 0;
        for (FleetPlan.PlayPlan play : plan.plays()) {
            number++;
            for (HostPlan host : play.hosts()) {
                digests.put("play " + number + ", " + host.host(), digest(host));
            }
        }
        return digests;
    }

    private static String digest(HostPlan host) {
        try {
            byte[] text = JSON.std.asString(PlanValues.withoutOrigins(host)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A list of hosts or a path; only the latter depends on where one stands. */
    private static String absolute(String source) {
        return source.contains(",") ? source : Path.of(source).toAbsolutePath().toString();
    }
}
