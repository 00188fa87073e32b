package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that is no longer what the plan saw is left alone. */
class StalePlanTest {

    private static final Sample WEB = Sample.of("web", "enforce");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void another_revision(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        host.apply(Sample.of("web", "complain").on(host));
        refused(host, planned, "stale: web is at revision 2, the plan saw 1");
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_file(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        host.write(WEB.tunables(), "# by hand\n");
        refused(host, planned, "stale: " + WEB.tunables() + " has changed since the plan was made");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_gone(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        Files.delete(host.path(WEB.tunables()));
        refused(host, planned, "stale: " + WEB.tunables() + " has changed since the plan was made");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_a_link_now(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        Files.move(host.path(WEB.main()), host.path("/etc/moved"));
        Files.createSymbolicLink(host.path(WEB.main()), host.path("/etc/moved"));
        refused(host, planned, "stale: " + WEB.main() + " has changed since the plan was made");
    }

    @ParameterizedTest
    @EnumSource
    void a_link_that_leads_elsewhere(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        Path link = host.path("/etc/apparmor.d/force-complain/aa-fleet.web");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../aa-fleet.web"));
        ServiceRevision planned = WEB.on(host);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("elsewhere"));
        refused(
                host,
                planned,
                "stale: /etc/apparmor.d/force-complain/aa-fleet.web has changed since the plan was made");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_appeared(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        Files.createDirectories(host.path("/etc/apparmor.d/disable"));
        host.write("etc/apparmor.d/disable/aa-fleet.web", "");
        refused(host, planned, "stale: /etc/apparmor.d/disable/aa-fleet.web has changed since the plan was made");
    }

    @ParameterizedTest
    @EnumSource
    void a_profile_in_another_mode(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        host.write(
                "sys/kernel/security/apparmor/profiles",
                String.join("\n", host.kernel()).replace("web//kid (complain)", "web//kid (enforce)") + "\n");
        refused(host, planned, "stale: the kernel has web//kid (enforce), the plan saw web//kid (complain)");
    }

    @ParameterizedTest
    @EnumSource
    void a_profile_that_is_gone(ShellKind shell) throws IOException {
        TestHost host = standing(shell);
        ServiceRevision planned = WEB.on(host);
        host.write("sys/kernel/security/apparmor/profiles", "web (complain)\nweb//hat (complain)\n");
        refused(host, planned, "stale: the kernel has no profile web//kid, the plan saw web//kid (complain)");
    }

    private TestHost standing(ShellKind shell) throws IOException {
        TestHost host = TestHost.create(directory, shell);
        host.apply(Sample.of("web", "complain").on(host));
        return host;
    }

    private static void refused(TestHost host, ServiceRevision planned, String message) {
        List<String> etc = host.etc();
        List<String> kernel = host.kernel();
        ApplyAnswer answer = host.apply(planned);
        assertThat(answer.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(answer.failure().orElseThrow()).isEqualTo(new ApplyAnswer.Failure("check", message, ""));
        assertThat(host.etc()).isEqualTo(etc);
        assertThat(host.kernel()).isEqualTo(kernel);
        assertThat(host.leftovers()).isEmpty();
    }
}
