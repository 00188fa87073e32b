package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.aafleet.lab.LabHost;
import org.aafleet.lab.Release;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.PolicyLoader;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.RandomFileRules;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Kind;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What rules mean here and to two kernels: seeded random profiles, and a process that tries everything under them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(4)
class ExplainIT {

    private static final int PROFILES = Integer.getInteger("explain.profiles", 60);
    private static final long SEED = Long.getLong("explain.seed", 1);
    private static final int OF_FILES = 50;

    private static final String ROOT = "/srv/explain";
    private static final List<String> DIRECTORIES = List.of("a", "b", "ab", ".a", "é");
    private static final List<String> FILES = List.of("aa", "ba", "a.b", "*", "c", "A", "bb");
    private static final List<String> LINKS = List.of("bab", "a.a", "abc", "cc");
    private static final int OWNER = 0;
    private static final int OTHER = 65534;

    private static final Set<Integer> REFUSED = Set.of(1, 13);

    /** By the numbers of x86-64's Linux. */
    private static final Map<String, Integer> SIGNALS = Map.of("exists", 0, "hup", 1, "usr1", 10, "term", 15);

    private static final Map<String, Integer> DOMAINS = Map.of("unix", 1, "inet", 2, "inet6", 10, "netlink", 16);
    private static final Map<String, Integer> TYPES = Map.of("stream", 1, "dgram", 2, "raw", 3, "seqpacket", 5);
    private static final List<String> SOCKETS = List.of(
            "inet stream",
            "inet dgram",
            "inet6 stream",
            "inet6 dgram",
            "unix stream",
            "unix dgram",
            "unix seqpacket",
            "netlink raw",
            "netlink dgram");

    private static final List<String> CAPABILITIES = List.of("setuid", "setgid", "sys_chroot", "sys_nice", "sys_admin");

    @TempDir
    private static Path directory;

    private LabRig rig;

    @BeforeAll
    void up() {
        rig = new LabRig("explain", directory, Map.of(Release.BOOKWORM, 1, Release.TRIXIE, 1));
    }

    @AfterAll
    void down() {
        rig.close();
    }

    /** @param line of the list that the process works on */
    private record Case(String line, Access access) {}

    @Test
    void says_what_the_kernel_does() {
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        StringBuilder policy =
                new StringBuilder("profile peer { file, signal, unix, network, capability, change_profile, }\n");
        for (int i = 0; i < PROFILES; i++) {
            RandomFileRules random = new RandomFileRules(new Random(SEED * 1_000_000 + i), ROOT);
            String name = "explain" + i;
            policy.append(profile(name, random));
            cases.put(name, cases(random));
        }
        Map<String, AccessRules> rules = rules(policy.toString());
        for (LabHost host : rig.hosts()) {
            compare(host, policy.toString(), cases, rules);
        }
    }

    private static void compare(
            LabHost host, String policy, Map<String, List<Case>> cases, Map<String, AccessRules> rules) {
        host.runAs("root", "cat > /root/explain.aa", policy).orThrow("policy");
        host.run("apparmor_parser -r -K /root/explain.aa && sysctl -q fs.protected_hardlinks=0")
                .orThrow("load");
        host.runAs("root", "cat > /root/ask.pl", script()).orThrow("script");
        StringBuilder list = new StringBuilder(String.join("\n", Tree.lines())).append('\n');
        cases.forEach((profile, asked) -> {
            list.append("profile\t").append(profile).append('\n');
            asked.forEach(one -> list.append(one.line()).append('\n'));
        });
        List<String> answers = host.runAs("root", "perl /root/ask.pl", list.toString())
                .orThrow("ask.pl")
                .lines()
                .toList();
        List<String> different = new ArrayList<>();
        int at = 0;
        for (Map.Entry<String, List<Case>> entry : cases.entrySet()) {
            for (Case one : entry.getValue()) {
                int errno = Integer.parseInt(answers.get(at++));
                boolean allowed = Objects.requireNonNull(rules.get(entry.getKey()))
                        .decide(one.access())
                        .allowed();
                if (allowed == REFUSED.contains(errno)) {
                    different.add(entry.getKey() + ": " + one.access() + ": errno " + errno);
                }
            }
        }
        System.err.println(host.name() + ": " + at + " accesses, " + different.size() + " mismatches");
        assertThat(answers).hasSize(at);
        assertThat(different).as(host.name() + ", -Dexplain.seed=" + SEED).isEmpty();
    }

    private static String script() {
        try (InputStream in = ExplainIT.class.getResourceAsStream("/explain/ask.pl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, AccessRules> rules(String policy) {
        Problems problems = new Problems();
        SearchPath nowhere = new SearchPath(List.of(), Path.of("/"));
        ProfileFile file =
                new PolicyLoader(nowhere).load(ProfileFile.parse(new Source("explain.aa", policy), problems), problems);
        Map<String, AccessRules> rules = new LinkedHashMap<>();
        EffectiveProfile.of(file, nowhere, problems)
                .forEach(profile -> rules.put(profile.name(), AccessRules.of(profile, problems)));
        assertThat(problems.all()).isEmpty();
        return rules;
    }

    private static String profile(String name, RandomFileRules random) {
        List<String> rules =
                new ArrayList<>(random.rules(9, random.pick(List.of("ix", "Px -> peer", "Ux", "pix", "Cx -> c"))));
        for (int i = 0; i < 3; i++) {
            rules.add(deny(random) + "link " + (random.random().nextBoolean() ? "subset " : "") + random.pattern()
                    + " -> " + random.pattern() + ",");
            rules.add(deny(random) + "capability " + random.pick(CAPABILITIES) + ",");
            rules.add(deny(random) + "network "
                    + random.pick(List.of(
                            "inet",
                            "inet stream",
                            "unix",
                            "unix dgram",
                            "dgram",
                            "netlink raw",
                            "inet6 dgram",
                            "tcp",
                            "udp"))
                    + ",");
            rules.add(deny(random) + "signal send set=(" + random.pick(List.copyOf(new TreeSet<>(SIGNALS.keySet())))
                    + ")"
                    + random.pick(List.of("", " peer=peer", " peer=unconfined", " peer=p*", " peer={unconfined,x}"))
                    + ",");
        }
        return "profile " + name + " {\n  " + String.join("\n  ", rules) + "\n  profile c { file, }\n}\n";
    }

    private static String deny(RandomFileRules random) {
        return random.random().nextInt(5) == 0 ? "deny " : "";
    }

    private static List<Case> cases(RandomFileRules random) {
        List<Case> cases = new ArrayList<>();
        Set<String> links = new TreeSet<>();
        for (int i = 0; i < OF_FILES; i++) {
            String name = random.pick(Tree.files());
            String letter = random.pick(List.of("r", "w", "a", "k", "m", "x"));
            cases.add(new Case(letter + "\t" + name, Access.file(letter.charAt(0), name, Tree.isOwn(name))));
            String existing = random.pick(Tree.files());
            String link = random.pick(Tree.directories()) + random.pick(LINKS);
            if (links.add(link)) {
                cases.add(new Case("l\t" + link + "\t" + existing, Access.link(link, existing, Tree.isOwn(existing))));
            }
        }
        String opened = random.pick(Tree.directories());
        cases.add(new Case("r\t" + opened, Access.file('r', opened, Tree.isOwn(opened))));
        for (String capability : CAPABILITIES) {
            cases.add(new Case("capability\t" + capability, new Access(Kind.CAPABILITY, "use", List.of(capability))));
        }
        for (String socket : SOCKETS) {
            String[] words = socket.split(" ", 2);
            cases.add(new Case(
                    "network\t" + DOMAINS.get(words[0]) + "\t" + TYPES.get(words[1]),
                    new Access(Kind.NETWORK, "create", List.of(words[0], words[1], "", "", "", ""))));
        }
        new TreeSet<>(SIGNALS.keySet()).forEach(signal -> {
            for (String peer : List.of("peer", "unconfined")) {
                cases.add(new Case(
                        "signal\t" + SIGNALS.get(signal) + "\t" + peer,
                        new Access(Kind.SIGNAL, "send", List.of(signal, peer))));
            }
        });
        return cases;
    }

    /** Two levels of directories, with the same files in each. */
    private static final class Tree {

        static List<String> directories() {
            List<String> directories = new ArrayList<>(List.of(ROOT + "/"));
            for (String one : DIRECTORIES) {
                directories.add(ROOT + "/" + one + "/");
                DIRECTORIES.forEach(two -> directories.add(ROOT + "/" + one + "/" + two + "/"));
            }
            return directories;
        }

        static List<String> files() {
            return directories().stream()
                    .flatMap(directory -> FILES.stream().map(file -> directory + file))
                    .toList();
        }

        static boolean isOwn(String name) {
            return name.equals(ROOT + "/") || name.hashCode() % 2 == 0;
        }

        static List<String> lines() {
            List<String> lines = new ArrayList<>();
            directories().stream()
                    .skip(1)
                    .forEach(name -> lines.add("dir\t" + name + "\t" + (isOwn(name) ? OWNER : OTHER)));
            files().forEach(name -> lines.add("file\t" + name + "\t" + (isOwn(name) ? OWNER : OTHER)));
            return lines;
        }
    }
}
