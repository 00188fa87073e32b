package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.host.Discovery.Feature;
import org.aafleet.host.Discovery.Origin;
import org.aafleet.host.Discovery.SiteValue;
import org.aafleet.host.Discovery.Value;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a probe says of a host. */
class ProbeScriptTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void an_empty_host(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        ObservedHost observed = host.probe(
                new Questions(List.of("web"), List.of("/usr/sbin/web"), List.of("/usr/sbin/web"), List.of(), Map.of()));
        Facts facts = observed.facts();
        assertThat(facts.hasAppArmor()).isTrue();
        assertThat(facts.seesPolicy()).isTrue();
        assertThat(facts.mayLoadPolicy()).isTrue();
        assertThat(facts.canWritePolicy()).isTrue();
        assertThat(facts.parser().orElseThrow()).matches("\\d+\\.\\d+.*");
        assertThat(facts.freePolicyKib()).isPresent();
        assertThat(facts.freeStateKib()).isPresent();
        assertThat(facts.get("uid")).isPresent();
        assertThat(facts.get("kernel")).isPresent();
        assertThat(facts.get("time").orElseThrow()).matches("\\d{10,}");
        assertThat(facts.get("boot")).hasValue(host.bootId());
        assertThat(facts.get("os")).hasValue("debian");
        assertThat(facts.get("os_version")).hasValue("12");
        assertThat(facts.get("init")).hasValue("systemd");
        assertThat(facts.get("audit")).hasValue("kernel");
        assertThat(facts.get("namespace")).hasValue("root");
        for (String none : List.of("lock", "pending", "tools", "container")) {
            assertThat(facts.get(none)).as(none).isEmpty();
        }
        assertThat(observed.profiles()).isEmpty();
        assertThat(observed.processes()).isEmpty();
        assertThat(observed.rivals()).isEmpty();
        assertThat(observed.service("web").revision()).isEmpty();
        assertThat(observed.service("web").paths()).isEmpty();
        assertThat(Files.exists(host.path("/var/lib/aa-fleet"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_host_without_anything(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        for (String path : List.of(
                "etc/os-release",
                "proc/self/status",
                "proc/sys/kernel/random/boot_id",
                "sys/kernel/security/apparmor/profiles",
                "sys/kernel/security/apparmor/.ns_name",
                "sys/module/apparmor/parameters/enabled",
                "etc/apparmor.d",
                "usr/sbin/dpkg-query")) {
            Files.delete(host.path(path));
        }
        host.write("run/systemd/container", "lxc\n");
        ObservedHost observed = host.probe(
                new Questions(List.of("web"), List.of("/usr/sbin/web"), List.of("/usr/sbin/web"), List.of(), Map.of()));
        assertThat(observed.facts().hasAppArmor()).isFalse();
        assertThat(observed.facts().seesPolicy()).isFalse();
        assertThat(observed.facts().canWritePolicy()).isFalse();
        assertThat(observed.facts().freePolicyKib()).isEmpty();
        assertThat(observed.facts().freeStateKib()).isPresent();
        assertThat(observed.facts().container()).hasValue("lxc");
        assertThat(observed.facts().get("boot")).hasValue("unknown");
    }

    @ParameterizedTest
    @EnumSource
    void processes_by_program_and_by_label(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        process(host, 1, "/usr/lib/systemd/init", "unconfined", "0::/init.scope");
        process(host, 7, "/usr/sbin/web", "unconfined", "0::/system.slice/web.service");
        process(host, 70, "/usr/sbin/web (deleted)", "web (enforce)", "0::/system.slice/web.service/worker");
        process(host, 8, "/usr/bin/helper", "/usr/sbin/web//kid (complain)", "12:pids:/x\n1:name=systemd:/a/b.service");
        process(host, 9, "/usr/bin/other", "other (enforce)", "0::/system.slice/other.service");
        host.write("proc/10/attr/current", "/usr/sbin/web (enforce)\n"); // a kernel thread has no program
        ObservedHost observed = host.probe(
                new Questions(List.of(), List.of("/usr/sbin/web", "nothing"), List.of(), List.of(), Map.of()));
        assertThat(observed.processes())
                .containsExactlyInAnyOrder(
                        new ObservedProcess(7, "/usr/sbin/web", "unconfined", Optional.of("web.service")),
                        new ObservedProcess(70, "/usr/sbin/web", "web (enforce)", Optional.of("web.service")),
                        new ObservedProcess(
                                8, "/usr/bin/helper", "/usr/sbin/web//kid (complain)", Optional.of("b.service")));
    }

    @ParameterizedTest
    @EnumSource
    void the_newer_place_of_labels_is_preferred(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("proc/self/attr/apparmor/current", "unconfined\n");
        process(host, 7, "/usr/sbin/web", "somebody else's", "0::/");
        host.write("proc/7/attr/apparmor/current", "web (enforce)\n");
        assertThat(host.probe(new Questions(List.of(), List.of("/web"), List.of(), List.of(), Map.of()))
                        .processes())
                .containsExactly(new ObservedProcess(7, "/usr/sbin/web", "web (enforce)", Optional.empty()));
    }

    /** A user may name a program so that a listing of it looks like two. */
    @ParameterizedTest
    @EnumSource
    void a_program_with_a_line_break_in_its_name_cannot_pass_for_another_process(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        String forged =
                "/home/x/a\nlrwxrwxrwx 1 root root 0 Jan  1 00:00 " + host.path("/proc/") + "/PID/exe -> /usr/sbin/web";
        process(host, 5, "/usr/sbin/web", "web (enforce)", "0::/");
        process(host, 6, forged.replace("PID", "5"), "web (complain)", "0::/");
        process(host, 61, forged.replace("PID", "62"), "web (complain)", "0::/");
        process(host, 7, "/usr/bin/other", "unconfined", "0::/");
        process(host, 66, forged.replace("PID", "7"), "unconfined", "0::/");
        List<ObservedProcess> processes = host.probe(
                        new Questions(List.of(), List.of("/usr/sbin/web", "web ("), List.of(), List.of(), Map.of()))
                .processes();
        assertThat(processes)
                .filteredOn(process -> process.pid() == 5)
                .extracting(ObservedProcess::label)
                .containsExactly("web (enforce)");
        assertThat(processes).noneMatch(process -> process.pid() == 7 || process.pid() == 62);
    }

    @ParameterizedTest
    @EnumSource
    void what_profiles_include_and_what_that_includes(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("etc/apparmor.d/abstractions/base", "  #include <abstractions/more>\n/a r,\n");
        host.write(
                "etc/apparmor.d/abstractions/more",
                "include if exists <abstractions/more.d>\ninclude <abstractions/base>\n");
        host.write("etc/apparmor.d/abstractions/more.d/one two", "/b r,"); // no newline
        host.write("etc/apparmor.d/abstractions/more.d/old.dpkg-old", "/c r,\n");
        host.write("etc/apparmor.d/abstractions/unused", "/d r,\n");
        host.write("etc/apparmor.d/aa-fleet/web/tunables", "@{x} = /x\n");
        Questions questions = new Questions(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of("abstractions/base", "aa-fleet/web/tunables", "local/nothing", "$(id)"),
                Map.of(),
                Period.NONE,
                false);
        assertThat(host.probe(questions).includes())
                .isEqualTo(Map.of(
                        "/etc/apparmor.d/abstractions/base", "  #include <abstractions/more>\n/a r,\n",
                        "/etc/apparmor.d/abstractions/more",
                                "include if exists <abstractions/more.d>\ninclude <abstractions/base>\n",
                        "/etc/apparmor.d/abstractions/more.d/one two", "/b r,"));
    }

    @ParameterizedTest
    @EnumSource
    void rivals_with_their_package_and_whether_they_are_disabled(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("etc/apparmor.d/usr.sbin.web", "/usr/sbin/web {\n}\n");
        host.write("etc/apparmor.d/mine web", "profile mine /usr/sbin/web {\n}"); // no newline
        host.write("etc/apparmor.d/empty", "");
        host.write("etc/apparmor.d/usr.sbin.web.dpkg-old", "/usr/sbin/web {\n}\n");
        host.write("etc/apparmor.d/aa-fleet.web", "profile web /usr/sbin/web {\n}\n");
        host.write("etc/apparmor.d/abstractions/web", "/usr/sbin/web r,\n");
        host.write("etc/apparmor.d/unrelated", "/usr/bin/unrelated {\n}\n");
        Files.createDirectories(host.path("/etc/apparmor.d/disable"));
        Files.createSymbolicLink(host.path("/etc/apparmor.d/disable/usr.sbin.web"), Path.of("nowhere"));
        host.write(
                "test/packages",
                "diversion by x from: /etc/apparmor.d/usr.sbin.web\nweb-server:amd64, web-extra: /etc/apparmor.d/usr.sbin.web\n");
        assertThat(host.probe(new Questions(List.of(), List.of(), List.of("/usr/sbin/web"), List.of(), Map.of()))
                        .rivals())
                .containsExactlyInAnyOrder(
                        new Rival(
                                "/etc/apparmor.d/usr.sbin.web",
                                "/usr/sbin/web {\n}\n",
                                true,
                                Optional.of("web-server")),
                        new Rival(
                                "/etc/apparmor.d/mine web",
                                "profile mine /usr/sbin/web {\n}",
                                false,
                                Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void managed_files_and_how_they_drifted(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "complain").withFragment();
        host.apply(web.on(host));
        host.write(web.tunables(), "changed, and no newline");
        Files.delete(host.path(web.fragmentPath()));
        host.write("etc/apparmor.d/aa-fleet/web/features/stray", "");
        Files.createDirectories(host.path("/etc/apparmor.d/force-complain/aa-fleet.web"));
        ObservedService observed = host.probe(web.questions()).service("web");
        assertThat(observed.drifted())
                .containsExactlyInAnyOrder(
                        web.tunables(), web.fragmentPath(), "/etc/apparmor.d/force-complain/aa-fleet.web");
        assertThat(observed.paths())
                .containsOnlyKeys(
                        web.main(),
                        web.tunables(),
                        web.fragmentPath(),
                        "/etc/apparmor.d/aa-fleet/web/features/stray",
                        "/etc/apparmor.d/disable/aa-fleet.web",
                        "/etc/apparmor.d/force-complain/aa-fleet.web");
        assertThat(((ObservedPath.RegularFile) observed.at(web.tunables())).text())
                .isEqualTo("changed, and no newline");
        assertThat(((ObservedPath.RegularFile) observed.at("/etc/apparmor.d/aa-fleet/web/features/stray")).text())
                .isEmpty();
        assertThat(observed.at("/etc/apparmor.d/force-complain/aa-fleet.web")).isInstanceOf(ObservedPath.Other.class);
    }

    @ParameterizedTest
    @EnumSource
    void units_and_their_states(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("test/units", "web.service loaded active running Web\nmail.service loaded failed failed Mail\n");
        assertThat(host.probe(new Questions(List.of(), List.of(), List.of(), List.of("web*"), Map.of()))
                        .units())
                .isEqualTo(Map.of("web.service", "active", "mail.service", "failed"));
    }

    @ParameterizedTest
    @EnumSource
    void checks_that_print_without_end_are_ended(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        ObservedHost observed = host.probe(new Questions(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(
                        "a good one", "echo fine",
                        "a long one", "head -c 1000000 /dev/zero | tr '\\0' x",
                        "a huge one", "head -c 1000000000 /dev/zero | tr '\\0' x",
                        "an endless one", "yes",
                        "a failing one", "echo no >&2; exit 1",
                        "a reading one", "cat; echo end of input")));
        assertThat(observed.checks())
                .hasSize(6)
                .contains(
                        new CheckResult("a good one", true, "fine\n"),
                        new CheckResult("a long one", true, "x".repeat(4096)),
                        new CheckResult("an endless one", false, "y\n".repeat(2048)),
                        new CheckResult("a failing one", false, "no\n"),
                        new CheckResult("a reading one", true, "end of input\n"))
                .filteredOn(check -> check.name().equals("a huge one"))
                .extracting(CheckResult::output)
                .containsExactly("x".repeat(4096));
    }

    @ParameterizedTest
    @EnumSource
    void what_the_services_own_configuration_says(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write("etc/web.conf", "# root = no\n  root = /srv/link\n");
        Files.createDirectories(host.path("srv/real shop"));
        Files.createSymbolicLink(host.path("srv/link"), Path.of("real shop"));
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("web", """
                echo 'some tool says this'
                origin 'root =' /etc/web.conf
                value root /srv/link/ root "$found_at"
                pattern log /srv/link/logs '/**' log web
                value root relative root "$found_at"
                feature extra extra "$found_at"
                site shop root /srv/link/../x root web
                unread "it's $(echo odd)"
                cat; echo lost >&2
                """);
        scripts.put(
                "app",
                "findings_of web value root | while IFS=$tab read -r path setting place; do value docroot \"$path\" \"$setting\" \"$place\"; done");
        scripts.put("broken", "value root /srv a b\nexit 3");
        scripts.put("unreadable", "if");
        scripts.put("last", "value root /srv/last a b; false");
        ObservedHost observed = host.probe(new Questions(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                scripts,
                List.of(),
                Map.of(),
                Period.NONE,
                false));
        Origin written = new Origin("root", "/etc/web.conf:2");
        assertThat(observed.discovery("web"))
                .isEqualTo(new Discovery(
                        List.of(
                                new Value("root", "/srv/real shop", "", written),
                                new Value("log", "/srv/real shop/logs", "/**", new Origin("log", "web"))),
                        List.of(new Feature("extra", new Origin("extra", "/etc/web.conf:2"))),
                        List.of(new SiteValue("shop", new Value("root", "/srv/x", "", new Origin("root", "web")))),
                        List.of(),
                        List.of("it's odd"),
                        List.of()));
        assertThat(observed.discovery("app").values())
                .containsExactly(new Value("docroot", "/srv/real shop", "", written));
        assertThat(observed.discovery("broken").failed())
                .containsExactly("the discovery of broken ended with status 3");
        assertThat(observed.discovery("unreadable").failed()).hasSize(1);
        assertThat(observed.discovery("last").values()).hasSize(1);
        assertThat(observed.discovery("last").failed()).isEmpty();
        assertThat(observed.discovery("other")).isEqualTo(Discovery.NOTHING);
    }

    private static void process(TestHost host, int pid, String program, String label, String cgroup)
            throws IOException {
        host.write("proc/" + pid + "/attr/current", label + "\n");
        host.write("proc/" + pid + "/cgroup", cgroup + "\n");
        host.write("proc/" + pid + "/stat", pid + " (x) S\n");
        Files.createSymbolicLink(host.path("proc/" + pid + "/exe"), Path.of(program));
    }
}
