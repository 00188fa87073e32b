package org.aafleet.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainValuesTest {

    /** Left a plain scalar, right what PyYAML 6.0 makes of it. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "yes, Boolean, true",
                "No, Boolean, false",
                "ON, Boolean, true",
                "off, Boolean, false",
                "y, String, y",
                "tRue, String, tRue",
                "null, null, null",
                "~, null, null",
                "NULL, null, null",
                "nULL, String, nULL",
                "0, Long, 0",
                "12, Long, 12",
                "-12, Long, -12",
                "+12, Long, 12",
                "1_000, Long, 1000",
                "0755, Long, 493",
                "0899, String, 0899",
                "0o17, String, 0o17",
                "0x1F, Long, 31",
                "-0x1f, Long, -31",
                "0b101, Long, 5",
                "0x, String, 0x",
                "0b, String, 0b",
                "0b2, String, 0b2",
                "12:30:45, Long, 45045",
                "12:60, String, 12:60",
                "00:11, String, 00:11",
                "190:20:30.15, Double, 685230.15",
                "123456789012345678901, BigInteger, 123456789012345678901",
                "1.5, Double, 1.5",
                "1., Double, 1.0",
                ".5, Double, 0.5",
                "-.5, String, -.5",
                "+.5, String, +.5",
                "1.10, Double, 1.1",
                "1e5, String, 1e5",
                "1.0e5, String, 1.0e5",
                "1.0e+5, Double, 100000.0",
                "1.5E-3, Double, 0.0015",
                "1234567e8, String, 1234567e8",
                ".inf, Double, Infinity",
                "-.INF, Double, -Infinity",
                ".nan, Double, NaN",
                "+.nan, String, +.nan",
                "1_0.5_0, Double, 10.5",
                "10.0.0.1, String, 10.0.0.1",
                "2024-01-02, String, 2024-01-02",
                "0_, Long, 0",
                "_1, String, _1",
            })
    void types_scalars_as_pyyaml_does(String text, String type, String value) {
        Problems problems = new Problems();
        Object plain = YamlReader.read(new Source("f", "[" + text + "]"), problems, Severity.ERROR)
                .map(node -> ((YamlNode.Sequence) node).items().get(0))
                .map(PlainValuesTest::shown)
                .orElseThrow();
        assertThat(plain).isEqualTo(type + " " + value);
    }

    private static String shown(YamlNode node) {
        Object plain = PlainValues.of(node);
        return plain == null ? "null null" : plain.getClass().getSimpleName() + " " + plain;
    }
}
