package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonTextTest {

    /** What Python's {@code repr} prints. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1", "1e22, 1e+22", "1e16, 1e+16", "123456789012345.6, 123456789012345.6", "1e15, 1000000000000000.0",
        "0.0001, 0.0001", "0.00001, 1e-05", "-2.5e-7, -2.5e-07", "5e-324, 5e-324",
                "1.7976931348623157e308, 1.7976931348623157e+308",
        "2.0e-3, 0.002", "100, 100.0", "-0.0, -0.0", "0.30000000000000004, 0.30000000000000004",
                "9007199254740993, 9007199254740992.0"
    })
    void writes_numbers_as_python_does(double value, String expected) {
        assertThat(PythonText.real(value)).isEqualTo(expected);
    }
}
