package org.aafleet.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.inventory.InventoryBuilder.Origin;
import org.aafleet.yaml.YamlNode;

/** Adds what a host entry of a file stands for: a name, {@code name:port}, or ranges of either. */
final class HostEntries {

    private final InventoryBuilder inventory;
    private final Origin origin;

    HostEntries(InventoryBuilder inventory, Origin origin) {
        this.inventory = inventory;
        this.origin = origin;
    }

    /** @return what is wrong with the entry */
    Optional<String> add(String entry, String group, Map<String, YamlNode> variables) {
        Optional<Address> address = Address.parse(entry);
        String pattern = address.map(Address::host).orElse(entry);
        OptionalInt port = address.map(Address::port).orElse(OptionalInt.empty());
        if (entry.isEmpty()) {
            return Optional.of("a host needs a name");
        }
        try {
            List<String> names = HostRange.expand(pattern);
            for (String name : names) {
                inventory.addHost(name, group, port, origin);
                variables.forEach((variable, value) -> inventory.setVariable(name, variable, value));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("host '" + entry + "': " + e.getMessage());
        }
    }
}
