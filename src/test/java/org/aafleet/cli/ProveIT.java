package org.aafleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aafleet.cli.Program.Result;
import org.aafleet.lab.LabNeeds;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The profiles under all that the services do and all that they must not do. The releases are those of the environment
 * variable {@code AA_FLEET_PROVE}.
 */
@Order(1)
class ProveIT {

    static List<String> releases() {
        return List.of(
                System.getenv().getOrDefault("AA_FLEET_PROVE", "bookworm").split(","));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void profiles_hold(String release) {
        LabNeeds.areMet();
        String lab = "prove-it-" + ProcessHandle.current().pid();
        try {
            Result proof = Program.run("lab", "prove", "--name", lab, "--release", release);
            assertThat(proof.out()).as(proof.err()).contains("1 of 1 hold");
            assertThat(proof.status()).isEqualTo(ExitCode.OK.code());
        } finally {
            Program.run("lab", "down", "--name", lab);
        }
    }
}
