package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code ansible_ssh_common_args} and its like say. As with OpenSSH, the first value given for an option counts, and
 * {@code -i} adds up. What has no equivalent here is refused, since leaving it out would connect in another way than meant.
 */
final class SshArguments {

    /** Flags without an argument, as the options that they are short for (ssh(1)). */
    private static final Map<String, List<String>> FLAGS = Map.of(
            "4", List.of("addressfamily", "inet"),
            "6", List.of("addressfamily", "inet6"),
            "A", List.of("forwardagent", "yes"),
            "a", List.of("forwardagent", "no"),
            "C", List.of("compression", "yes"),
            "q", List.of("loglevel", "QUIET"),
            "T", List.of("requesttty", "no"));

    private final List<String> identityFiles = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** @throws IllegalArgumentException with the argument that is not understood */
    void add(String arguments) {
        add(ShellWords.split(arguments, false));
    }

    private void add(List<String> arguments) {
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.length() < 2 || word.charAt(0) != '-') {
                throw new IllegalArgumentException("'" + word + "' is not an option");
            }
            option(word, words);
        }
    }

    private void option(String word, Iterator<String> rest) {
        String letter = word.substring(1, 2);
        List<String> flag = FLAGS.get(letter);
        if (flag != null) {
            options.putIfAbsent(flag.get(0), flag.get(1));
            if (word.length() > 2) {
                option("-" + word.substring(2), rest);
            }
            return;
        }
        if ("Jiplo".indexOf(letter.charAt(0)) < 0) {
            throw new IllegalArgumentException("'-" + letter + "' is not supported; -J, -i, -p, -l and -o are");
        }
        String value = word.length() > 2 ? word.substring(2) : next(rest, word);
        switch (letter) {
            case "J" -> set("proxyjump", value);
            case "i" -> set("identityfile", value);
            case "p" -> set("port", value);
            case "l" -> set("user", value);
            default -> setting(value);
        }
    }

    private static String next(Iterator<String> rest, String word) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("'" + word + "' needs a value");
        }
        return rest.next();
    }

    /** {@code Name=value} or {@code Name value}. */
    private void setting(String text) {
        String[] parts = text.strip().split("\\s*=\\s*|\\s+", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("'-o " + text + "' is not Name=value");
        }
        set(parts[0].toLowerCase(Locale.ROOT), unquoted(parts[1]));
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private void set(String name, String value) {
        switch (name) {
            case "identityfile" -> identityFiles.add(value);
            case "proxycommand" -> options.putIfAbsent("proxyjump", jumpOf(value));
            case "proxyjump" -> {
                Jump.parse(value);
                options.putIfAbsent(name, value);
            }
            case "port" -> options.putIfAbsent(name, String.valueOf(port(value)));
            default -> options.putIfAbsent(name, value);
        }
    }

    /** The jump that the usual {@code ssh -W %h:%p -q user@bastion} is. */
    private static String jumpOf(String command) {
        if (command.equalsIgnoreCase("none")) {
            return command;
        }
        List<String> words = new ArrayList<>(ShellWords.split(command, false));
        int forward = words.indexOf("-W");
        boolean forwards =
                forward > 0 && words.subList(forward + 1, words.size()).indexOf("%h:%p") == 0;
        if (!forwards || words.size() < 4 || !words.get(0).matches("(?:.*/)?ssh")) {
            throw noJump(command);
        }
        words.subList(forward, forward + 2).clear();
        words.remove(0);
        String host = words.remove(words.get(0).startsWith("-") ? words.size() - 1 : 0);
        SshArguments inner = new SshArguments();
        inner.add(words);
        inner.options.remove("loglevel");
        String user = Optional.ofNullable(inner.options.remove("user"))
                .map(name -> name + "@")
                .orElse("");
        String port = Optional.ofNullable(inner.options.remove("port"))
                .map(number -> ":" + number)
                .orElse("");
        if (!inner.options.isEmpty() || !inner.identityFiles.isEmpty()) {
            throw noJump(command);
        }
        Jump.parse(user + host + port);
        return user + host + port;
    }

    private static IllegalArgumentException noJump(String command) {
        return new IllegalArgumentException("ProxyCommand '" + command + "' is not supported;"
                + " 'ssh -W %h:%p [-q] [-p PORT] [-l USER] [USER@]HOST' is, and ProxyJump");
    }

    /** @throws IllegalArgumentException when it is no port */
    static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("'" + text + "' is not a port");
        }
        return Integer.parseInt(text);
    }

    OptionalInt port() {
        String port = options.get("port");
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    Optional<String> user() {
        return Optional.ofNullable(options.get("user"));
    }

    List<Jump> jumps() {
        return Jump.parse(options.getOrDefault("proxyjump", "none"));
    }

    List<String> identityFiles() {
        return List.copyOf(identityFiles);
    }

    /** The other options by name in lower case. */
    Map<String, String> options() {
        Map<String, String> others = new LinkedHashMap<>(options);
        others.keySet().removeAll(List.of("port", "user", "proxyjump"));
        return others;
    }
}
