package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aafleet.plan.DesiredFleet.DesiredWave;
import org.aafleet.playbook.RolloutStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hosts are in which wave. Percentages are of all hosts of the play and rounded down to at least one, as in Ansible. */
class WavesTest {

    private static final String INVENTORY = """
            all:
              hosts:
                web[01:20]:
              children:
                canary:
                  hosts:
                    web07:
                    web03:
            """;

    @TempDir
    private Path directory;

    @Test
    void takes_those_of_a_group_first_and_then_shares_of_all() throws IOException {
        List<DesiredWave> waves = waves("""
                waves:
                      - {name: canary, hosts: canary}
                      - {name: early, serial: 10%}
                      - {name: half, serial: 50%}
                      - {name: rest, serial: 100%, approve: true}
                """);
        assertThat(waves).extracting(DesiredWave::name).containsExactly("canary", "early", "half", "rest");
        assertThat(waves.get(0).hosts()).containsExactly("web03", "web07");
        assertThat(waves.get(1).hosts()).containsExactly("web01", "web02");
        assertThat(waves.get(2).hosts()).hasSize(10).startsWith("web04", "web05", "web06", "web08");
        assertThat(waves.get(3).hosts()).containsExactly("web15", "web16", "web17", "web18", "web19", "web20");
        assertThat(waves).extracting(DesiredWave::approve).containsExactly(false, false, false, true);
    }

    @Test
    void takes_a_pattern_within_the_hosts_that_no_wave_has_yet() throws IOException {
        List<DesiredWave> waves = waves("""
                waves:
                      - {name: one, hosts: web01}
                      - {name: low, hosts: "web0*:!web09"}
                      - {name: rest, serial: 100%}
                """);
        assertThat(waves.get(1).hosts()).hasSize(7).doesNotContain("web01", "web09");
        assertThat(waves.get(2).hosts()).hasSize(12).contains("web09");
    }

    @Test
    void takes_the_batches_of_serial_when_there_are_no_waves() throws IOException {
        List<DesiredWave> waves = waves("soak: {complain: 1m}\n      serial: [1, 25%]");
        assertThat(waves).extracting(DesiredWave::name).containsExactly("1", "2", "3", "4", "5");
        assertThat(waves).extracting(wave -> wave.hosts().size()).containsExactly(1, 5, 5, 5, 4);
        assertThat(waves("soak: {complain: 1m}"))
                .singleElement()
                .satisfies(wave -> assertThat(wave.hosts()).hasSize(20));
    }

    @Test
    void gives_a_wave_the_steps_of_the_rollout_or_its_own() throws IOException {
        List<DesiredWave> waves = waves("""
                steps: enforce
                    waves:
                      - {name: canary, serial: 1, steps: [complain, enforce]}
                      - {name: rest, serial: 100%}
                """);
        assertThat(waves.get(0).steps()).containsExactly(RolloutStep.COMPLAIN, RolloutStep.ENFORCE);
        assertThat(waves.get(1).steps()).containsExactly(RolloutStep.ENFORCE);
        assertThat(waves("soak: {}").get(0).steps()).containsExactly(RolloutStep.COMPLAIN, RolloutStep.ENFORCE);
    }

    @Test
    void has_none_without_stages() throws IOException {
        assertThat(waves("confirm: 1m")).isEmpty();
    }

    private List<DesiredWave> waves(String rollout) throws IOException {
        Path playbook = Files.writeString(
                directory.resolve("p.yml"),
                "- hosts: all\n  rollout:\n    " + rollout.strip().replace("\n      serial", "\n  serial")
                        + "\n  services: lighttpd\n");
        Path inventory = Files.writeString(directory.resolve("hosts.yml"), INVENTORY);
        return PlaybookFiles.load(playbook, inventory.toString())
                .desired()
                .plays()
                .get(0)
                .waves();
    }
}
