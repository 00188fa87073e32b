package org.aafleet.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.FromYaml;
import org.aafleet.yaml.YamlNode;

/** How many hosts are changed at a time: a number, or a percentage of all hosts of the play. */
public sealed interface SerialSize {

    /** @return at least 1 */
    int of(int hosts);

    record Count(int hostsAtATime) implements SerialSize {
        @Override
        public int of(int hosts) {
            return hostsAtATime == 0 ? Math.max(1, hosts) : hostsAtATime;
        }
    }

    record Share(int percent) implements SerialSize {
        @Override
        public int of(int hosts) {
            return Math.max(1, (int) (percent / 100.0 * hosts));
        }
    }

    /** The hosts in batches; the last size counts for all that remain, and no size at all means one batch. */
    static <T> List<List<T>> batches(List<SerialSize> sizes, List<T> hosts) {
        List<List<T>> batches = new ArrayList<>();
        int from = 0;
        while (from < hosts.size()) {
            int size = sizes.isEmpty()
                    ? hosts.size()
                    : sizes.get(Math.min(batches.size(), sizes.size() - 1)).of(hosts.size());
            int to = Math.min(hosts.size(), from + size);
            batches.add(List.copyOf(hosts.subList(from, to)));
            from = to;
        }
        return batches;
    }

    @FromYaml(schema = """
            {"type": ["integer", "string"], "minimum": 0, "maximum": 999999999,
             "pattern": "^([0-9]{1,9}|[0-9]{1,3}%)$"}
            """)
    static Optional<SerialSize> fromYaml(YamlNode node, Binder binder) {
        String expected = "a number of hosts or a percentage such as 25%";
        return binder.scalar(node, expected).flatMap(scalar -> {
            String text = scalar.text();
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(new Count(Integer.parseInt(text)));
            }
            if (text.matches("[0-9]{1,3}%")) {
                return Optional.of(new Share(Integer.parseInt(text.replace("%", ""))));
            }
            binder.error(node.at(), "expected " + expected + ", found '" + text + "'");
            return Optional.empty();
        });
    }
}
