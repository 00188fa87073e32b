package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.aafleet.host.HostHistory.Revision;
import org.junit.jupiter.api.Test;

class HostHistoryTest {

    @Test
    void reads_revisions_oldest_first() {
        String output = """
                aa-fleet-probe 1
                service web 10
                revision 10
                |by=ann
                |reason=a=b
                |nonsense

                revision 2
                |by=bob

                revision x
                service mail none
                aa-fleet-end
                """;
        assertThat(HostHistory.parse(output))
                .containsExactly(
                        new HostHistory(
                                "web",
                                OptionalInt.of(10),
                                List.of(
                                        new Revision(2, Map.of("by", "bob")),
                                        new Revision(10, Map.of("by", "ann", "reason", "a=b")))),
                        new HostHistory("mail", OptionalInt.empty(), List.of()));
    }

    @Test
    void is_empty_where_nothing_was_ever_done() {
        assertThat(HostHistory.parse("aa-fleet-probe 1\naa-fleet-end\n")).isEmpty();
    }
}
