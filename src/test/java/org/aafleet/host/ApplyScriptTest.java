package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host transaction where all goes well. */
class ApplyScriptTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void an_empty_host_gets_a_new_service(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "complain").withFragment();
        ServiceRevision revision = web.on(host);
        ApplyAnswer answer = host.apply(revision);
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel()).isEqualTo(web.loaded());
        for (Managed managed : revision.managed()) {
            if (managed instanceof Managed.TextFile file) {
                assertThat(host.read(file.path())).isEqualTo(file.text());
            }
        }
        assertThat(host.etc().stream().filter(line -> line.startsWith("/apparmor.d/aa-fleet")))
                .allMatch(line -> line.contains(" rw-r--r-- ") || line.contains(" rwxr-xr-x directory"));
        ObservedService left = host.probe(web.questions()).service("web");
        assertThat(left.revision()).isEqualTo(OptionalInt.of(1));
        assertThat(left.drifted()).isEmpty();
        assertThat(left.leftProfiles()).isEqualTo(web.profiles());
        assertThat(left.meta()).containsExactly("by=tester", "action=complain");
        assertThat(host.revisions("web")).containsExactly("0", "1");
        assertThat(host.leftovers()).isEmpty();
        assertThat(host.path("test/unflushed")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_again_changes_nothing_but_the_revision(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "complain");
        host.apply(web.on(host));
        List<String> before = host.etc();
        assertThat(host.apply(web.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.etc()).isEqualTo(before);
        assertThat(host.kernel()).isEqualTo(web.loaded());
        assertThat(host.probe(web.questions()).service("web").revision()).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_service_moves_from_complain_to_enforce(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").withFragment().on(host));
        Sample web = Sample.of("web", "enforce");
        ApplyAnswer answer = host.apply(web.on(host));
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(answer.steps())
                .containsExactly(
                        "lock", "check", "stage", "parse", "keep", "journal", "install", "load", "verify", "commit");
        assertThat(answer.afterwards().profiles()).isEqualTo(web.profiles());
        assertThat(host.path(web.fragmentPath()).getParent()).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void two_services_move_in_one_transaction(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "enforce");
        Sample mail = Sample.of("mail", "complain");
        assertThat(host.apply(web.on(host), mail.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.kernel())
                .isEqualTo(Stream.of(mail.loaded(), web.loaded())
                        .flatMap(List::stream)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_service_that_restarts_does_so_while_its_profiles_complain(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        Sample web = Sample.of("web", "enforce");
        assertThat(host.apply(List.of("web.service"), web.on(host)).outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(host.read("test/restarts"))
                .isEqualTo("web.service "
                        + String.join(" ", Sample.of("web", "complain").loaded()) + " \n");
        assertThat(host.kernel()).isEqualTo(web.loaded());
    }

    @ParameterizedTest
    @EnumSource
    void only_so_many_old_revisions_are_kept(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        for (int i = 1; i <= 6; i++) {
            ServiceRevision revision =
                    Sample.of("web", "complain").allowing("/etc/" + i + " r,").on(host);
            Transaction transaction =
                    new Transaction(Owner.of("tester"), List.of(revision), List.of(), 2, false, Optional.empty());
            assertThat(host.run(HostScripts.apply(transaction, TestHost.NOTHING))
                            .applyAnswer()
                            .outcome())
                    .isEqualTo(Outcome.COMMITTED);
        }
        assertThat(host.revisions("web")).containsExactly("0", "4", "5", "6");
    }

    @ParameterizedTest
    @EnumSource
    void every_revision_knows_every_path_once(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        host.apply(Sample.of("web", "enforce").on(host));
        host.write("etc/apparmor.d/vendor", "profile vendor /usr/sbin/web {}\n");
        host.apply(Sample.of("web", "enforce")
                .retiring("/etc/apparmor.d/vendor", "vendor")
                .on(host));
        List<String> paths = paths(host, "3");
        assertThat(paths).doesNotHaveDuplicates().hasSize(6);
        for (String revision : List.of("0", "1", "2")) {
            assertThat(paths(host, revision)).containsExactlyInAnyOrderElementsOf(paths);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_history_says_who_did_what(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(
                Sample.of("web", "complain").on(host),
                Sample.of("mail", "enforce").on(host));
        host.apply(Sample.of("web", "enforce").on(host));
        List<HostHistory> histories =
                HostHistory.parse(host.run(HostScripts.history()).stdout());
        assertThat(histories).extracting(HostHistory::service).containsExactly("mail", "web");
        HostHistory web = histories.get(1);
        assertThat(web.current()).hasValue(2);
        assertThat(web.revisions()).extracting(HostHistory.Revision::number).containsExactly(0, 1, 2);
        assertThat(web.revisions().get(2).meta()).containsEntry("by", "tester").containsEntry("action", "enforce");
    }

    private static List<String> paths(TestHost host, String revision) {
        List<String> paths = new ArrayList<>();
        host.read("var/lib/aa-fleet/services/web/revisions/" + revision + "/manifest")
                .lines()
                .forEach(line -> paths.add(line.substring(line.indexOf(' ') + 1)));
        return paths;
    }
}
