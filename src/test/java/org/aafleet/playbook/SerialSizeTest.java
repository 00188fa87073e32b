package org.aafleet.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialSizeTest {

    /** Batches as ansible-playbook makes them of so many hosts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "          | 5  | 5",
                "0         | 5  | 5",
                "2         | 5  | 2 2 1",
                "10        | 5  | 5",
                "30%       | 10 | 3 3 3 1",
                "1%        | 10 | 1 1 1 1 1 1 1 1 1 1",
                "100%      | 10 | 10",
                "[1, 5, 3] | 12 | 1 5 3 3",
                "[1, 50%]  | 10 | 1 5 4",
                "[1, 0]    | 4  | 1 3",
                "2         | 0  | ''",
            })
    void makes_batches(String serial, int hosts, String sizes) {
        Problems problems = new Problems();
        String text = "- {hosts: all, serial: " + (serial == null ? "" : serial) + "}\n";
        Play play = Playbook.parse(new Source("p.yml", text), problems).plays().get(0);
        List<Integer> names = IntStream.range(0, hosts).boxed().toList();
        List<List<Integer>> batches = SerialSize.batches(play.serial(), names);
        assertThat(String.join(
                        " ", batches.stream().map(batch -> "" + batch.size()).toList()))
                .isEqualTo(sizes);
        List<Integer> all = new ArrayList<>();
        batches.forEach(all::addAll);
        assertThat(all).isEqualTo(names);
    }
}
