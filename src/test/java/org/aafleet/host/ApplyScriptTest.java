package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
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
    }
}
