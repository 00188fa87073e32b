package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void are_three_different_ones_that_nobody_has() {
        Set<Integer> taken = IntStream.range(20_000, 31_000).boxed().collect(Collectors.toSet());
        Ports ports = Ports.free(taken, new Random(1), port -> port % 2 == 0);
        assertThat(ports.all().boxed())
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(taken)
                .allMatch(port -> port % 2 == 0);
    }
}
