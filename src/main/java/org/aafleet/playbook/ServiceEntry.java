package org.aafleet.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.yaml.Default;
import org.aafleet.yaml.Doc;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;

/** A service of a play, as it is written there. */
@Doc("A service and how it is confined")
public record ServiceEntry(
        @Doc("the service, by default also the catalogue entry")
        Located<String> name,

        @Doc("the catalogue entry, when it is not the name") Optional<Located<String>> profile,
        @Doc("where the rollout ends") @Default("complain") ServiceMode mode,

        @Doc("tunables of the catalogue entry by name, each a value or a list; by default what the service's own "
                + "configuration says, which 'discover: false' leaves unread; 'rules' adds AppArmor rules; "
                + "'allow_wide' names tunables that may open other services' files; 'sites' confines virtual hosts or "
                + "pools by themselves, and 'enter_sites' installs the file that makes them enter their profiles")
        Map<Located<String>, YamlNode> tune,

        @Doc("optional fragments of rules to include; by default those that the service's own configuration asks for")
        Optional<List<Located<String>>> features,

        @Doc("whether the service may be restarted to become confined") @Default("never")
        RestartPolicy restart,

        @Doc("what tells that the service works, before and after")
        List<ServiceProbe> probe,

        @Doc("only for hosts in one of these groups") List<Located<String>> whenGroup,

        @Doc("protected programs that the profiles may attach to, although a mistake there locks everybody out")
        List<ProtectedProgram> allowProtected) {

    /** The same on its way, in another mode. */
    public ServiceEntry in(ServiceMode other) {
        return new ServiceEntry(name, profile, other, tune, features, restart, probe, whenGroup, allowProtected);
    }

    public Located<String> catalogEntry() {
        return profile.orElse(name);
    }
}
