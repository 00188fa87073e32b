package org.aafleet.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.inventory.InventoryBuilder.Origin;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;

/**
 * Ansible's INI inventories: {@code [group]}, {@code [group:children]} and {@code [group:vars]} sections. The first problem
 * ends the reading, since a file that is no INI would have one per line.
 */
final class IniInventory {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?", FLAGS);
    private static final Pattern GROUP_NAME = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?", FLAGS);

    private enum State {
        HOSTS,
        CHILDREN,
        VARS
    }

    private final InventoryBuilder inventory;
    private final HostEntries entries;
    private final Source source;

    /** Groups that were named but not yet declared, with the parents that wait for them. */
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    private record Pending(State state, Location at, List<String> parents) {}

    private State state = State.HOSTS;
    private String group = Group.UNGROUPED;
    private Location at;

    private IniInventory(InventoryBuilder inventory, Source source, Origin origin) {
        this.inventory = inventory;
        this.entries = new HostEntries(inventory, origin);
        this.source = source;
        this.at = source.at(1, 1);
    }

    static void read(Source source, Origin origin, InventoryBuilder inventory) {
        new IniInventory(inventory, source, origin).read();
    }

    private void read() {
        String[] lines = source.text().split(Unicode.LINE_END, -1);
        for (int i = 0; i < lines.length; i++) {
            String line = Unicode.strip(lines[i]);
            if (!line.isEmpty() && "#;".indexOf(line.charAt(0)) < 0) {
                at = source.at(i + 1, lines[i].indexOf(line) + 1);
                line(line);
            }
        }
        pending.forEach((name, wanted) -> {
            at = wanted.at;
            Optional<String> hint = Suggestion.didYouMean(name, declared());
            throw wanted.state == State.VARS
                    ? failure("section [" + name + ":vars] is for a group that no section declares", hint)
                    : failure("group '" + name + "' is declared nowhere", hint);
        });
    }

    private List<String> declared() {
        return inventory.groups().keySet().stream()
                .filter(name -> !pending.containsKey(name))
                .toList();
    }

    private void line(String line) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            section(section.group(1), Optional.ofNullable(section.group(2)));
        } else if (line.startsWith("[") && line.endsWith("]")) {
            throw failure(
                    "not a section header: " + line, Optional.of("no spaces; [group], [group:children], [group:vars]"));
        } else {
            switch (state) {
                case HOSTS -> hosts(line);
                case VARS -> variable(line);
                case CHILDREN -> child(line);
            }
        }
    }

    private void section(String name, Optional<String> tag) {
        group = name;
        state = switch (tag.orElse("hosts")) {
            case "hosts" -> State.HOSTS;
            case "children" -> State.CHILDREN;
            case "vars" -> State.VARS;
            default ->
                throw failure(
                        "section [" + name + ":" + tag.get() + "] has unknown type '" + tag.get() + "'",
                        Suggestion.didYouMean(tag.get(), List.of("hosts", "children", "vars")));
        };
        if (state == State.VARS && !inventory.hasGroup(name)) {
            pending.putIfAbsent(name, new Pending(state, at, List.of()));
        }
        inventory.addGroup(name);
        if (state != State.VARS) {
            Pending wanted = pending.remove(name);
            if (wanted != null) {
                wanted.parents.forEach(parent -> addChild(parent, name));
            }
        }
    }

    private void addChild(String parent, String child) {
        refuse(inventory.addChild(parent, child));
    }

    private void hosts(String line) {
        List<String> words;
        try {
            words = ShellWords.split(line, true);
        } catch (IllegalArgumentException e) {
            throw failure(
                    "cannot be split into words: " + e.getMessage(), Optional.of("quote it, or double the quote"));
        }
        if (words.get(0).strip().endsWith(":") || words.get(0).equals("---")) {
            throw failure("'" + words.get(0) + "' looks like YAML, but this is read as INI", Optional.empty());
        }
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                at = source.at(at.line(), at.column() + Math.max(0, line.indexOf(word)));
                throw failure("expected key=value after the host, found '" + word + "'", Optional.empty());
            }
            variables.put(word.substring(0, equals), PythonLiteral.valueOf(word.substring(equals + 1), at));
        }
        refuse(entries.add(words.get(0), group, variables));
    }

    private void variable(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw failure("expected key=value, found '" + line + "'", Optional.empty());
        }
        YamlNode value = PythonLiteral.valueOf(Unicode.strip(line.substring(equals + 1)), at);
        refuse(inventory.setVariable(group, Unicode.strip(line.substring(0, equals)), value));
    }

    private void child(String line) {
        Matcher name = GROUP_NAME.matcher(line);
        if (!name.matches()) {
            throw failure("expected a group's name, found '" + line + "'", Optional.empty());
        }
        String child = name.group(1);
        if (inventory.hasGroup(child)) {
            addChild(group, child);
        } else {
            pending.computeIfAbsent(child, key -> new Pending(state, at, new java.util.ArrayList<>()))
                    .parents
                    .add(group);
        }
    }

    private void refuse(Optional<String> reason) {
        if (reason.isPresent()) {
            throw failure(reason.get(), Optional.empty());
        }
    }

    private InputException failure(String message, Optional<String> hint) {
        return new InputException(Problem.error(at, message).withHint(hint).withExcerpt(source.excerpt(at)));
    }
}
