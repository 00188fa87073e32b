package org.aafleet.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.yaml.Doc;
import org.aafleet.yaml.YamlNode;

/** Which hosts get which services; the keys mean what they mean in Ansible. */
@Doc("A play: hosts and the services that are confined there")
public record Play(
        @Doc("what the play is for") Optional<String> name,

        @Doc("the hosts: a pattern of the inventory, or a list of them")
        HostPattern hosts,

        @Doc("become root with sudo on the hosts") Optional<Boolean> become,

        @Doc("hosts at a time: a number, a percentage, or a list of them")
        List<SerialSize> serial,

        @Doc("stop when more than this share of a batch failed")
        Optional<Percentage> maxFailPercentage,

        @Doc("how a change goes out") Optional<RolloutSettings> rollout,

        @Doc("variables for look-ups, stronger than the inventory's")
        Map<String, YamlNode> vars,

        @Doc("words to select plays by with --tags; always and never mean what they mean in Ansible")
        List<String> tags,

        @Doc("the services") List<ServiceTemplate> services) {

    public RolloutSettings rolloutSettings() {
        return rollout.orElse(RolloutSettings.DEFAULT);
    }

    public String title() {
        return name.orElse(hosts.text());
    }

    /** @param asked as after {@code --tags}; none means all plays but those tagged {@code never} */
    public boolean isSelectedBy(List<String> asked) {
        return Tags.select(tags, asked);
    }
}
