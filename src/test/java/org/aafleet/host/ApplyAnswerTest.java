package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.aafleet.host.ApplyAnswer.Failure;
import org.aafleet.host.ApplyAnswer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplyAnswerTest {

    private static final String START = "aa-fleet-apply 1\n";
    private static final String END = "aa-fleet-end\n";

    @Test
    void reads_steps_notes_and_the_host_afterwards() {
        ApplyAnswer answer = ApplyAnswer.parse(
                START + "step lock\nstep stage\nnote the cache is full\noutcome committed\nprofiles\n|web (enforce)\n\n"
                        + END);
        assertThat(answer.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(answer.steps()).containsExactly("lock", "stage");
        assertThat(answer.notes()).containsExactly("the cache is full");
        assertThat(answer.failure()).isEmpty();
        assertThat(answer.afterwards().profiles()).isEqualTo(Map.of("web", "enforce"));
    }

    @Test
    void keeps_the_first_failure_with_what_was_printed() {
        ApplyAnswer answer = ApplyAnswer.parse(START
                + "step parse\nerror parse the parser refuses web\n|line 3: syntax error\n\nerror back too late\n"
                + "outcome reverted\n" + END);
        assertThat(answer.outcome()).isEqualTo(Outcome.REVERTED);
        assertThat(answer.failure()).contains(new Failure("parse", "the parser refuses web", "line 3: syntax error"));
    }

    @ParameterizedTest
    @CsvSource({"committed, COMMITTED", "unchanged, UNCHANGED", "reverted, REVERTED", "broken, BROKEN"})
    void reads_every_outcome(String word, Outcome outcome) {
        assertThat(ApplyAnswer.parse(START + "outcome " + word + "\n" + END).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                START,
                START + "step lock\n",
                START + "outcome committed\n",
                START + END,
                START + "outcome splendid\n" + END,
                START + "outcome\n" + END,
                START + "step x\n|outcome committed\n\n" + END,
                "aa-fleet-probe 1\noutcome committed\n" + END
            })
    void refuses_what_is_no_answer(String output) {
        assertThatThrownBy(() -> ApplyAnswer.parse(output)).isInstanceOf(GarbledAnswerException.class);
    }

    @Test
    void takes_an_error_without_words() {
        assertThat(ApplyAnswer.parse(START + "error\noutcome broken\n" + END).failure())
                .contains(new Failure("", "", ""));
    }
}
