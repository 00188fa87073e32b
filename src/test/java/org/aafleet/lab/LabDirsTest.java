package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabDirsTest {

    private static final Path HOME = Path.of("/home/op");

    @Test
    void follow_the_xdg_variables() {
        assertThat(LabDirs.of(Map.of("XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "/s"), HOME))
                .isEqualTo(new LabDirs(Path.of("/c/aa-fleet/lab"), Path.of("/s/aa-fleet/lab")));
    }

    @Test
    void are_in_the_home_directory_otherwise() {
        assertThat(LabDirs.of(Map.of("XDG_CACHE_HOME", "", "XDG_STATE_HOME", "relative"), HOME))
                .isEqualTo(new LabDirs(
                        Path.of("/home/op/.cache/aa-fleet/lab"), Path.of("/home/op/.local/state/aa-fleet/lab")));
    }
}
