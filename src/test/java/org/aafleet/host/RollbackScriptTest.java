package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.aafleet.host.TestHost.Run;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way back, from the controller and from the host's console. */
class RollbackScriptTest {

    private static final String VENDOR = "/etc/apparmor.d/usr.sbin.web";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void to_revision_0_everything_is_as_before_the_first_apply(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        Sample web = Sample.of("web", "complain").withFragment().retiring(VENDOR, "/usr/sbin/web");
        // Somebody's own file under our name, with a mode of its own and no newline at its end.
        host.write(web.tunables(), "# mine");
        Files.setPosixFilePermissions(host.path(web.tunables()), PosixFilePermissions.fromString("rw-r-----"));
        List<String> etc = host.etc();
        List<String> kernel = host.kernel();

        host.apply(web.on(host), Sample.of("mail", "complain").on(host));
        List<String> first = host.etc();
        assertThat(host.kernel()).doesNotContain("/usr/sbin/web (enforce)").contains("web (complain)");
        host.apply(Sample.of("web", "enforce").retiring(VENDOR, "/usr/sbin/web").on(host));
        assertThat(host.apply(Sample.of("mail", "enforce").on(host)).outcome()).isEqualTo(Outcome.COMMITTED);

        assertThat(rollback(host, Map.of("web", OptionalInt.of(0), "mail", OptionalInt.of(0)))
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.kernel()).isEqualTo(kernel);
        host.reboot();
        assertThat(host.kernel()).isEqualTo(kernel);

        assertThat(rollback(host, Map.of("web", OptionalInt.of(1), "mail", OptionalInt.of(1)))
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);
        assertThat(host.etc()).isEqualTo(first);
        assertThat(host.kernel()).containsAll(web.loaded()).doesNotContain("/usr/sbin/web (enforce)");
    }

    @ParameterizedTest
    @EnumSource
    void a_directory_for_disabled_profiles_stays_where_it_was_before(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        Files.createDirectory(host.path("/etc/apparmor.d/disable"));
        List<String> etc = host.etc();
        host.apply(
                Sample.of("web", "complain").retiring(VENDOR, "/usr/sbin/web").on(host));
        rollback(host, Map.of("web", OptionalInt.of(0)));
        assertThat(host.etc()).isEqualTo(etc);
    }

    @ParameterizedTest
    @EnumSource
    void previous_is_the_revision_before_the_one_where_it_stands(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample complain = Sample.of("web", "complain");
        Sample enforce = Sample.of("web", "enforce");
        host.apply(complain.on(host));
        host.apply(enforce.on(host));
        assertThat(rollback(host, Map.of("web", OptionalInt.empty())).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).isEqualTo(complain.loaded());
        ObservedService web = host.probe(complain.questions()).service("web");
        assertThat(web.revision()).hasValue(3);
        assertThat(web.meta()).containsExactly("action=rollback to 1", "by=tester");
        rollback(host, Map.of("web", OptionalInt.empty()));
        assertThat(host.kernel()).isEqualTo(enforce.loaded());
    }

    /** The fragment uses a variable that only the newer tunables have: parsed together with the older ones it is an error. */
    @ParameterizedTest
    @EnumSource
    void a_fragment_that_goes_away_is_not_parsed_with_the_older_files(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        host.apply(Sample.of("web", "complain").withFragment().on(host));
        ApplyAnswer answer = rollback(host, Map.of("web", OptionalInt.of(1)));
        assertThat(answer.failure()).isEmpty();
        assertThat(host.path(Sample.of("web", "complain").fragmentPath())).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void a_revision_that_is_not_kept_is_refused(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        List<String> etc = host.etc();
        // 2 is the one that is being made.
        for (int revision : new int[] {2, 7}) {
            ApplyAnswer answer = rollback(host, Map.of("web", OptionalInt.of(revision)));
            assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(answer.failure().orElseThrow().message())
                    .isEqualTo("web has no revision " + revision + " to go back to");
            assertThat(host.etc()).isEqualTo(etc);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_console_takes_every_service_back(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        List<String> etc = host.etc();
        List<String> kernel = host.kernel();
        host.apply(
                Sample.of("web", "complain").retiring(VENDOR, "/usr/sbin/web").on(host),
                Sample.of("mail", "enforce").on(host));
        Run list = host.tool("rollback", "--list");
        assertThat(list.stdout()).isEqualTo("""
                        mail stands at 1
                          revision 0: action=before aa-fleet\s
                          revision 1: by=tester action=enforce\s
                        web stands at 1
                          revision 0: action=before aa-fleet\s
                          revision 1: by=tester action=complain\s
                        """);
        Run run = host.tool("rollback", "--to", "0");
        assertThat(run.stdout()).contains("outcome committed");
        assertThat(run.status()).isZero();
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.kernel()).isEqualTo(kernel);
    }

    @ParameterizedTest
    @EnumSource
    void the_console_takes_one_service_back_to_where_it_was(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "complain");
        Sample mail = Sample.of("mail", "enforce");
        host.apply(web.on(host), Sample.of("mail", "complain").on(host));
        host.apply(Sample.of("web", "enforce").on(host), mail.on(host));
        assertThat(host.tool("rollback", "--service", "web").status()).isZero();
        assertThat(host.kernel()).containsAll(web.loaded()).containsAll(mail.loaded());
        assertThat(host.probe(web.questions()).service("web").meta())
                .last()
                .asString()
                .endsWith("at the console");
    }

    @ParameterizedTest
    @EnumSource
    void the_console_changes_nothing_when_it_does_not_understand(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        List<String> etc = host.etc();
        for (String[] arguments : List.of(
                new String[] {"--nonsense"},
                new String[] {"web"},
                new String[] {"--to"},
                new String[] {"--to", ""},
                new String[] {"--to", "0x"},
                new String[] {"--to", "-1"},
                new String[] {"--service"},
                new String[] {"--service", ""},
                new String[] {"--service", "../services/web"},
                new String[] {"--service", "*"},
                new String[] {"--service", "nosuch"},
                new String[] {"--service", "web", "--to", "9"})) {
            Run run = host.tool("rollback", arguments);
            assertThat(run.status()).as(String.join(" ", arguments)).isNotZero();
            assertThat(run.stdout() + run.stderr()).containsAnyOf("usage: ", "error ");
        }
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--list", "--to"})
    void the_console_says_so_where_nothing_is_managed(String argument) throws IOException {
        TestHost host = TestHost.create(directory, ShellKind.DASH);
        host.write("var/lib/aa-fleet/rollback", HostScripts.rollbackTool());
        Run run = argument.equals("--list") ? host.tool("rollback", "--list") : host.tool("rollback", "--to", "0");
        assertThat(run.stderr()).isEmpty();
        if (!argument.equals("--list")) {
            assertThat(run.stdout()).contains("error stage aa-fleet manages nothing here");
            assertThat(run.status()).isNotZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recovering_where_nothing_was_cut_off_changes_nothing(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        List<String> etc = host.etc();
        Run run = host.tool("recover");
        assertThat(run.status()).isZero();
        assertThat(run.stdout() + run.stderr()).isEmpty();
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void two_services_may_retire_the_same_file(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        List<String> etc = host.etc();
        List<String> kernel = host.kernel();
        for (String name : List.of("web", "mail")) {
            host.apply(
                    Sample.of(name, "enforce").retiring(VENDOR, "/usr/sbin/web").on(host));
        }
        assertThat(host.tool("rollback", "--to", "0", "--service", "web", "--service", "mail", "--service", "web")
                        .status())
                .isZero();
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.kernel()).isEqualTo(kernel);
    }

    /** A package that was purged and installed once more has its profile loaded again. */
    @ParameterizedTest
    @EnumSource
    void a_file_that_is_retired_a_second_time_is_unloaded_again(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        Sample plain = Sample.of("web", "complain");
        host.apply(plain.retiring(VENDOR, "/usr/sbin/web").on(host));
        host.apply(plain.on(host));
        host.load("/usr/sbin/web (enforce)");
        assertThat(host.apply(plain.retiring(VENDOR, "/usr/sbin/web").on(host)).outcome())
                .isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).doesNotContain("/usr/sbin/web (enforce)");
        assertThat(rollback(host, Map.of("web", OptionalInt.of(2))).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).contains("/usr/sbin/web (enforce)");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_retired_and_is_gone_since_stops_nobody(ShellKind shell) throws IOException {
        TestHost host = withVendorProfile(shell);
        host.apply(
                Sample.of("web", "complain").retiring(VENDOR, "/usr/sbin/web").on(host));
        Files.delete(host.path(VENDOR));
        ApplyAnswer answer = rollback(host, Map.of("web", OptionalInt.of(0)));
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(answer.notes()).containsExactly("web: " + VENDOR + " is gone, so /usr/sbin/web stays unloaded");
        assertThat(host.kernel()).containsExactly("other (complain)");
    }

    /** A copy that a failed transaction made of somebody's file must not come back with a later rollback. */
    @ParameterizedTest
    @EnumSource
    void copies_of_a_failed_transaction_are_forgotten(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample plain = Sample.of("web", "complain");
        host.apply(plain.on(host));
        String path = plain.fragmentPath() + ".site";
        host.write(path, "# somebody's\n");
        ServiceRevision same = plain.on(host);
        List<Managed> managed = new ArrayList<>(same.managed());
        managed.add(new Managed.TextFile(path, "# ours\n"));
        ServiceRevision wider =
                new ServiceRevision(same.seen(), managed, same.loads(), same.profiles(), Map.of(), List.of());
        ApplyAnswer answer = host.run(TestHost.script(List.of(), wider), "stand_at_new() { fail 'for the test'; }")
                .applyAnswer();
        assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
        Files.delete(host.path(path));
        rollback(host, Map.of("web", OptionalInt.of(0)));
        rollback(host, Map.of("web", OptionalInt.of(1)));
        assertThat(host.path(path)).doesNotExist();
    }

    private TestHost withVendorProfile(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.write(VENDOR, "/usr/sbin/web {\n  /etc/vendor r,\n}\n");
        host.write("etc/apparmor.d/other", "profile other /usr/bin/other flags=(complain) {\n}\n");
        host.reboot();
        assertThat(host.kernel()).containsExactly("/usr/sbin/web (enforce)", "other (complain)");
        return host;
    }

    private static ApplyAnswer rollback(TestHost host, Map<String, OptionalInt> targets) {
        return host.run(HostScripts.rollback(Owner.of("tester"), targets, List.of("by=tester"), TestHost.NOTHING))
                .applyAnswer();
    }
}
