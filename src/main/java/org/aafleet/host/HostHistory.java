package org.aafleet.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The revisions that a host keeps of a service, oldest first.
 *
 * @param current where the service stands
 */
public record HostHistory(String service, OptionalInt current, List<Revision> revisions) {

    /** @param meta who, when and why: {@code action}, {@code by}, {@code time}, {@code reason} and the like */
    public record Revision(int number, Map<String, String> meta) {}

    /** @throws GarbledAnswerException when the text is not an answer of {@code history.sh} */
    public static List<HostHistory> parse(String output) {
        List<HostHistory> histories = new ArrayList<>();
        List<Revision> revisions = new ArrayList<>();
        for (Transcript.Entry entry :
                Transcript.parse(output, "aa-fleet-probe 1").entries()) {
            if (entry.word().equals("service")) {
                String[] words = entry.rest().split(" ", -1);
                revisions = new ArrayList<>();
                histories.add(new HostHistory(words[0], number(words[words.length - 1]), revisions));
            } else if (entry.word().equals("revision") && number(entry.rest()).isPresent()) {
                revisions.add(new Revision(number(entry.rest()).getAsInt(), meta(entry.contentLines())));
            }
        }
        return histories.stream()
                .map(history -> new HostHistory(
                        history.service(),
                        history.current(),
                        history.revisions().stream()
                                .sorted(java.util.Comparator.comparingInt(Revision::number))
                                .toList()))
                .toList();
    }

    private static Map<String, String> meta(List<String> lines) {
        Map<String, String> meta = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                meta.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return meta;
    }

    private static OptionalInt number(String word) {
        return word.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }
}
