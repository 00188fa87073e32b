package org.aafleet.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.aafleet.problem.InputException;

/** How the site of a proof is laid out on its host. */
public enum Layout {
    /** As Debian has it. */
    DEFAULT(Optional.empty(), "playbook.yml"),
    /** Every directory, log, socket and queue elsewhere, and three pools of PHP. */
    MOVED(Optional.of("move.sh"), "playbook.yml"),
    /** The same, with every path told by the playbook instead of discovered. */
    MOVED_BY_HAND(Optional.of("move.sh"), "by-hand.yml"),
    /** The same once more, with every virtual host and every pool in a profile of its own. */
    SITES(Optional.of("move.sh"), "sites.yml"),
    /** PHP inside Apache. */
    MOD_PHP(Optional.of("mod-php.sh"), "playbook.yml"),
    /** PHP started by the web servers. */
    PHP_CGI(Optional.of("php-cgi.sh"), "playbook.yml"),
    /** With what only some sites have. */
    FEATURES(Optional.of("features.sh"), "features.yml");

    private final Optional<String> script;
    private final String playbook;

    Layout(Optional<String> script, String playbook) {
        this.script = script;
        this.playbook = playbook;
    }

    public static Layout of(String word) {
        return Arrays.stream(values())
                .filter(layout -> layout.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new InputException("no layout '" + word + "': one of " + Arrays.toString(values())));
    }

    /** What makes a fresh host so. */
    Optional<String> script() {
        return script;
    }

    /** The text of the playbook that puts every service into enforce. */
    public String playbook() {
        return ProveKit.text("prove/" + playbook);
    }

    /** What has to be said of a release beside the playbook, as for {@code --extra-vars}. */
    public Optional<String> extraVars(Release release) {
        boolean hasNoNewPrivileges = release == Release.TRIXIE || release == Release.SID;
        return this == MOVED_BY_HAND && hasNoNewPrivileges
                ? Optional.of("{\"lighttpd_features\": [\"cgi\", \"tls\", \"no-new-privileges\"]}")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
