package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.problem.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each directory holds one bad inventory and, in {@code expected.txt}, all that is said about it. */
class RefusedInventoriesTest {

    private static final Path DIRECTORY =
            Path.of("src/test/resources/refused-inventories").toAbsolutePath();

    static Stream<Path> directories() throws IOException {
        try (Stream<Path> found = Files.list(DIRECTORY)) {
            return found.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("directories")
    void says_where_and_what(Path directory) throws IOException {
        String source = Stream.of("inv", "inv.sh", "hosts.yml", "hosts.json", "hosts.ini")
                .map(name -> directory.resolve(name).toString())
                .filter(name -> Files.exists(Path.of(name)))
                .findFirst()
                .orElseThrow();
        InputException refused =
                catchThrowableOfType(InputException.class, () -> Inventory.load(List.of(source), Optional.empty()));
        assertThat(refused).as(source).isNotNull();
        assertThat(String.valueOf(refused.getMessage()).replace(directory + "/", "") + "\n")
                .isEqualTo(Files.readString(directory.resolve("expected.txt")));
    }
}
