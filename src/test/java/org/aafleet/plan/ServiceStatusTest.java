package org.aafleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aafleet.catalog.Service;
import org.aafleet.host.Rival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an upgrade, say, which brings the package's own profile. */
class ServiceStatusTest {

    private static final Path CASES = Path.of("src/test/resources/plans/cases");

    @TempDir
    private Path scratch;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void tells_of_a_profile_that_has_come_for_a_program_of_the_service() {
        Service service = applied();
        host.setRivals(List.of(
                rival("usr.sbin.web", "/usr/sbin/web {\n}\n", false),
                rival("disabled", "/usr/sbin/web {\n}\n", true),
                rival("other", "/usr/sbin/website {\n}\n", false),
                rival("comment", "# /usr/sbin/web\n", false)));
        ServiceStatus status = ServiceStatus.of(service, host.observed());
        assertThat(status.drift())
                .containsExactly(
                        "/etc/apparmor.d/usr.sbin.web has come, a profile for the same program; apply disables it");
        assertThat(status.isSound()).isFalse();
    }

    @Test
    void is_content_with_what_was_applied() {
        assertThat(ServiceStatus.of(applied(), host.observed()).isSound()).isTrue();
    }

    @Test
    void says_nothing_of_it_where_aa_fleet_has_not_been() {
        Service service = applied();
        SimulatedHost elsewhere = new SimulatedHost();
        elsewhere.setRivals(List.of(rival("usr.sbin.web", "/usr/sbin/web {\n}\n", false)));
        assertThat(ServiceStatus.of(service, elsewhere.observed()).drift()).isEmpty();
    }

    private Service applied() {
        HostPlan plan = PlanCase.read(CASES.resolve("new-install.yml")).plan(host, scratch);
        host.apply(plan);
        return plan.services().get(0).desired().service();
    }

    private static Rival rival(String name, String text, boolean disabled) {
        return new Rival("/etc/apparmor.d/" + name, text, disabled, Optional.empty());
    }
}
