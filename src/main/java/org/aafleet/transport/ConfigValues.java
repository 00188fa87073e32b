package org.aafleet.transport;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The values found for one host, read as what their keyword takes. */
record ConfigValues(SshConfig.Settings found) {

    boolean yes(String keyword, boolean otherwise) throws TransportException {
        Optional<ConfigLine> line = found.line(keyword);
        return switch (line.map(each -> each.value().toLowerCase(Locale.ROOT)).orElse("")) {
            case "" -> otherwise;
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw found.unsupported(line.orElseThrow(), "yes or no is expected");
        };
    }

    int number(String keyword, int otherwise, int most) throws TransportException {
        Optional<ConfigLine> line = found.line(keyword);
        if (line.isEmpty()) {
            return otherwise;
        }
        String value = line.get().value();
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) > most) {
            throw found.unsupported(line.get(), "a number up to " + most + " is expected");
        }
        return Integer.parseInt(value);
    }

    /** In whole seconds; {@code none} leaves the default. */
    Duration seconds(String keyword, Duration otherwise) throws TransportException {
        return found.value(keyword)
                        .filter(value -> value.equalsIgnoreCase("none"))
                        .isPresent()
                ? otherwise
                : Duration.ofSeconds(number(keyword, Math.toIntExact(otherwise.toSeconds()), 86_400));
    }
}
