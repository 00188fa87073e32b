package org.aafleet.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A moment on a host, by which later ones are measured; see {@code baseline} of {@code evidence.sh}.
 *
 * @param lines {@code KEY=VALUE}, as the host said them
 */
public record Baseline(List<String> lines) {

    public Baseline {
        lines = List.copyOf(lines);
    }

    /** Only where the log of events ended. */
    public Baseline ofLog() {
        return new Baseline(lines.stream()
                .filter(line -> line.startsWith("audit=") || line.startsWith("lost="))
                .toList());
    }

    /** The id of the boot. */
    public String boot() {
        return value("boot").orElse("");
    }

    /** Seconds since that boot, which no change of the clock moves. */
    public long uptime() {
        return number("uptime").orElse(0);
    }

    /** Seconds since 1970 by the host's clock. */
    public OptionalLong time() {
        return value("time").filter(text -> text.matches("[0-9]{1,11}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** The programs that run under the services' profiles, with the number of the file on its disk. */
    public Map<String, String> programs() {
        Map<String, String> programs = new HashMap<>();
        for (String value : values("program")) {
            int space = value.indexOf(' ');
            if (space > 0) {
                programs.put(value.substring(space + 1), value.substring(0, space));
            }
        }
        return programs;
    }

    /** Kinds that a service counts but did not say, by service. */
    public Map<String, List<String>> untold() {
        Map<String, List<String>> untold = new HashMap<>();
        for (String value : values("activity")) {
            String[] words = value.split(" ", -1);
            if (words.length == 3 && words[2].equals("-")) {
                untold.computeIfAbsent(words[0], service -> new ArrayList<>()).add(words[1]);
            }
        }
        return untold;
    }

    /** What only grows while a service works: by service and kind. */
    public Map<String, Map<String, Long>> activity() {
        Map<String, Map<String, Long>> activity = new HashMap<>();
        for (String value : values("activity")) {
            String[] words = value.split(" ", -1);
            if (words.length == 3 && words[2].matches("[0-9]{1,18}")) {
                activity.computeIfAbsent(words[0], service -> new HashMap<>()).put(words[1], Long.parseLong(words[2]));
            }
        }
        return activity;
    }

    private OptionalLong number(String key) {
        return value(key).filter(text -> text.matches("[0-9]{1,18}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private Optional<String> value(String key) {
        return values(key).stream().findFirst();
    }

    private List<String> values(String key) {
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(key + "=")) {
                values.add(line.substring(key.length() + 1));
            }
        }
        return values;
    }
}
