package org.aafleet.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.transport.TransportException.Kind;

/**
 * What the ssh configuration says of a host, by OpenSSH's rule: for each keyword, the first line that applies wins.
 * Whatever we cannot honour is refused for the hosts that it applies to.
 */
final class SshConfig {

    private final List<ConfigFile> content = new ArrayList<>();

    private SshConfig(List<ConfigFile> content) {
        this.content.addAll(content);
    }

    /** The user's file, then the system's. */
    static SshConfig read(SshSettings settings) {
        List<ConfigFile> content = new ArrayList<>();
        Path userDirectory = settings.home().resolve(".ssh");
        content.add(new ConfigFile.Included(ConfigFile.read(settings.userConfig(), userDirectory, settings.home())));
        content.add(new ConfigFile.Included(ConfigFile.read(
                settings.systemDirectory().resolve("ssh_config"), settings.systemDirectory(), settings.home())));
        return new SshConfig(content);
    }

    /** @param options that win over the files */
    Settings settingsOf(String endpoint, Target.Ssh target, List<ConfigLine> options, String localUser)
            throws TransportException {
        Settings settings = new Settings(endpoint, target, localUser);
        for (ConfigLine option : options) {
            settings.take(option);
        }
        settings.takeAll(content);
        return settings;
    }

    /** The values that were found for one host. */
    static final class Settings {

        private final String endpoint;
        private final String original;
        private final String localUser;
        private final Map<String, ConfigLine> values = new LinkedHashMap<>();
        private final Map<String, List<String>> lists = new LinkedHashMap<>();
        private final Set<String> ignorable = new HashSet<>();

        Settings(String endpoint, Target.Ssh target, String localUser) {
            this.endpoint = endpoint;
            this.original = target.address();
            this.localUser = localUser;
            target.user().ifPresent(user -> set("User", user));
            target.port().ifPresent(port -> set("Port", Integer.toString(port)));
        }

        private void set(String keyword, String value) {
            values.put(
                    keyword.toLowerCase(Locale.ROOT),
                    new ConfigLine(keyword.toLowerCase(Locale.ROOT), keyword, List.of(value), "inventory"));
        }

        Optional<ConfigLine> line(String keyword) {
            return Optional.ofNullable(values.get(keyword));
        }

        Optional<String> value(String keyword) {
            return line(keyword).map(ConfigLine::value);
        }

        List<String> list(String keyword) {
            return lists.getOrDefault(keyword, List.of());
        }

        private void takeAll(List<ConfigFile> parts) throws TransportException {
            boolean applies = true;
            for (ConfigFile part : parts) {
                if (part instanceof ConfigFile.Condition condition) {
                    applies = applies(condition.line());
                } else if (applies && part instanceof ConfigFile.Included included) {
                    takeAll(included.content());
                } else if (applies && part instanceof ConfigFile.Setting setting) {
                    take(setting.line());
                }
            }
        }

        private void take(ConfigLine line) throws TransportException {
            String keyword = line.keyword();
            if (SshKeywords.CUMULATIVE.contains(keyword)) {
                lists.computeIfAbsent(keyword, any -> new ArrayList<>()).add(line.value());
            } else if (keyword.equals("ignoreunknown")) {
                line.words().forEach(each -> ignorable.add(each.toLowerCase(Locale.ROOT)));
            } else if (SshKeywords.ONLY_OFF.contains(keyword)) {
                takeOnlyOff(line);
            } else if (SshKeywords.HONOURED.contains(keyword)) {
                values.putIfAbsent(keyword, line);
            } else if (!SshKeywords.IGNORED.contains(keyword)
                    && !GlobList.ofCommas(String.join(",", ignorable)).matches(keyword)) {
                throw unsupported(line, "take it out for this host, or reach the host another way");
            }
        }

        /** ProxyJump and ProxyCommand exclude one another, and the first wins. */
        private void takeOnlyOff(ConfigLine line) throws TransportException {
            boolean superseded = values.containsKey(line.keyword())
                    || (line.keyword().equals("proxycommand") && values.containsKey("proxyjump"));
            boolean off = line.value().equalsIgnoreCase("no") || line.value().equalsIgnoreCase("none");
            if (!superseded && !off) {
                throw unsupported(
                        line,
                        line.keyword().equals("proxycommand")
                                ? "use ProxyJump, which aa-fleet does itself"
                                : "take it out for this host");
            }
            values.putIfAbsent(line.keyword(), line);
            if (line.keyword().equals("proxycommand")) {
                values.putIfAbsent("proxyjump", line);
            }
        }

        private boolean applies(ConfigLine condition) throws TransportException {
            return condition.keyword().equals("host")
                    ? new GlobList(condition.words()).matches(original)
                    : matches(condition);
        }

        /** The criteria of Match that can be told without running or resolving anything. */
        private boolean matches(ConfigLine match) throws TransportException {
            List<String> words = match.words();
            int i = 0;
            while (i < words.size()) {
                String criterion = words.get(i).toLowerCase(Locale.ROOT);
                if (criterion.equals("all")) {
                    i++;
                    continue;
                }
                if (i + 1 == words.size() || !matches(match, criterion, GlobList.ofCommas(words.get(i + 1)))) {
                    return false;
                }
                i += 2;
            }
            return true;
        }

        private boolean matches(ConfigLine match, String criterion, GlobList globs) throws TransportException {
            return switch (criterion) {
                case "host" -> globs.matches(value("hostname").orElse(original));
                case "originalhost" -> globs.matches(original);
                case "user" -> globs.matches(value("user").orElse(localUser));
                case "localuser" -> globs.matches(localUser);
                default -> throw unsupported(match, "only all, host, originalhost, user and localuser are understood");
            };
        }

        TransportException unsupported(ConfigLine line, String hint) {
            return new TransportException(
                    Kind.UNSUPPORTED_OPTION,
                    endpoint,
                    line.origin() + ": '" + Printed.line(line.toString()) + "' is not supported",
                    hint);
        }
    }
}
