package org.aafleet.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The test application, the workload and the attacks, on a lab host: what profiles must let through, and what they must
 * stop. The scripts say at their heads what they print.
 */
public final class ProveKit {

    private static final String DIRECTORY = "/root/prove";
    private static final String INDEX = "prove/INDEX";
    private static final String BROUGHT = "brought ";

    /** All work of all services takes five emulated minutes, and many more on a crowded machine. */
    private static final Duration SCRIPT = Duration.ofHours(1);

    private final LabHost host;

    private ProveKit(LabHost host) {
        this.host = host;
    }

    /** Copies the scripts to the host. */
    public static ProveKit install(LabHost host) {
        StringBuilder script = new StringBuilder("set -e\nrm -rf " + DIRECTORY + "\n");
        for (String file : files()) {
            String path = DIRECTORY + "/" + file;
            script.append("mkdir -p ").append(path, 0, path.lastIndexOf('/')).append('\n');
            script.append("cat > ").append(path).append(" << 'END-OF-PROVE-FILE'\n");
            script.append(text("prove/" + file)).append("END-OF-PROVE-FILE\n");
        }
        host.runAs("root", "sh -s", script.toString()).orThrow("copying the workload to " + host.name());
        return new ProveKit(host);
    }

    static List<String> files() {
        return text(INDEX).lines().toList();
    }

    public static String text(String name) {
        try (InputStream file = Objects.requireNonNull(ProveKit.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the site; before any profile is loaded. */
    public void makeSite(Layout layout) {
        layout.script()
                .ifPresent(
                        script -> run(script, List.of()).orThrow("making the " + layout + " layout of " + host.name()));
        run("setup.sh", List.of()).orThrow("setting up the site of " + host.name());
    }

    /** The attacks where nothing is confined, not even by the profiles of packages. The services are to be restarted then. */
    public Attacks unconfinedAttacks(List<String> services) {
        run("bare.sh", List.of()).orThrow("disabling the profiles of packages on " + host.name());
        Attacks attacks = attacks(services, "AFTER=restart");
        run("bare.sh", List.of("undo")).orThrow("enabling the profiles of packages on " + host.name());
        return attacks;
    }

    public Workload workload(List<String> services) {
        return Workload.parse(run("workload.sh", services));
    }

    public Attacks attacks(List<String> services) {
        return attacks(services, "AFTER=");
    }

    /** The same where the host is of no use afterwards. */
    public Attacks lastAttacks(List<String> services) {
        return attacks(services, "AFTER=reset");
    }

    /** The same where a service may not work under its profile: what should come through it counts as stopped. */
    public Attacks attacksAnyway(List<String> services) {
        return attacks(services, "AFTER= ANYWAY=yes");
    }

    private Attacks attacks(List<String> services, String environment) {
        return Attacks.parse(run(environment, "attacks.sh", services));
    }

    /** Enforces the profiles that others have written; a line for each file, see {@code others.sh}. */
    public List<String> installOthers() {
        CommandResult result = run("others.sh", List.of());
        result.orThrow("installing the profiles of others on " + host.name());
        return result.stdout().lines().toList();
    }

    /**
     * @param brought profiles for programs of the services that the packages have brought
     * @param complaints what is wrong afterwards
     */
    public record Upgrade(List<String> brought, List<String> complaints) {}

    /** Upgrades the services' packages. */
    public Upgrade upgrade() {
        CommandResult result = run("upgrade.sh", List.of());
        List<String> brought = result.stdout()
                .lines()
                .filter(line -> line.startsWith(BROUGHT))
                .map(line -> line.substring(BROUGHT.length()))
                .toList();
        return new Upgrade(
                brought,
                complaints(result).stream()
                        .filter(line -> !line.startsWith(BROUGHT))
                        .toList());
    }

    /** The processes of the services that no profile confines in enforce. */
    public List<String> unconfinedProcesses() {
        return host.run("ps -e -o label= -o args= | grep -E '"
                        + "/(lighttpd|apache2|php-fpm[0-9.]*|mariadbd) |php-fpm: |/postfix/sbin/|/mariadbd$' | grep -v "
                        + "-e '(enforce)' -e ' grep '")
                .stdout()
                .lines()
                .toList();
    }

    /** Whether the host's own parser and the aa-* tools read what was installed; what they said is empty when they do. */
    public List<String> complaintsOfTools() {
        return complaints(run("tools.sh", List.of())).stream()
                .map(line -> "tools: " + line)
                .toList();
    }

    private static List<String> complaints(CommandResult result) {
        if (result.succeeded()) {
            return List.of();
        }
        return (result.stdout().isBlank() ? result.stderr() : result.stdout())
                .lines()
                .toList();
    }

    private CommandResult run(String script, List<String> arguments) {
        return run("", script, arguments);
    }

    private CommandResult run(String environment, String script, List<String> arguments) {
        return host.run(environment + " sh " + DIRECTORY + "/" + script + " " + String.join(" ", arguments), SCRIPT);
    }
}
