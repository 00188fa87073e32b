package org.aafleet.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.inventory.ConnectionKeywords;
import org.aafleet.inventory.ConnectionSettings;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Jump;
import org.aafleet.inventory.Variables;
import org.aafleet.transport.Become;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.Secret;
import org.aafleet.transport.SshOption;
import org.aafleet.transport.Target;

/** From a host's variables, and the command line's defaults, to the way to it. */
public final class Endpoints {

    private final ConnectionDefaults defaults;

    public Endpoints(ConnectionDefaults defaults) {
        this.defaults = defaults;
    }

    /**
     * @param become what the play says
     * @throws org.aafleet.problem.InputException naming each variable that cannot be honoured
     */
    public Endpoint of(Host host, Variables variables, Optional<Boolean> become) {
        ConnectionKeywords keywords = new ConnectionKeywords(
                Optional.empty(),
                OptionalInt.empty(),
                become.or(() -> defaults.become() ? Optional.of(true) : Optional.empty()),
                Optional.empty());
        ConnectionSettings settings = ConnectionSettings.of(host, variables, keywords);
        Target target = settings.kind() == ConnectionSettings.Kind.LOCAL ? new Target.Local() : ssh(host, settings);
        return new Endpoint(host.name(), target, become(settings));
    }

    private Target.Ssh ssh(Host host, ConnectionSettings settings) {
        List<Path> keys = new ArrayList<>(
                settings.identityFiles().stream().map(Endpoints::path).toList());
        defaults.privateKey().ifPresent(keys::add);
        List<SshOption> options = new ArrayList<>();
        settings.options()
                .forEach((name, value) -> options.add(new SshOption(name, value, "variables of " + host.name())));
        return new Target.Ssh(
                settings.address(),
                settings.port(),
                settings.user().or(defaults::user),
                keys,
                settings.jumps().stream().map(Endpoints::jump).toList(),
                settings.password().map(secret -> Secret.of(secret.value())).or(defaults::password),
                options);
    }

    private static Target.Ssh jump(Jump jump) {
        return new Target.Ssh(jump.host(), jump.port(), jump.user(), List.of(), List.of(), Optional.empty(), List.of());
    }

    private Become become(ConnectionSettings settings) {
        if (settings.become().isEmpty()) {
            return new Become.Nobody();
        }
        ConnectionSettings.Become wanted = settings.become().get();
        return new Become.Sudo(
                wanted.user(),
                wanted.password().map(secret -> Secret.of(secret.value())).or(defaults::becomePassword));
    }

    private static Path path(String written) {
        return Path.of(written.startsWith("~/") ? System.getProperty("user.home") + written.substring(1) : written);
    }
}
