package org.aafleet.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service's own configuration on a host says; see {@code discovery.sh}.
 *
 * @param values of tunables
 * @param features that the configuration asks for
 * @param sites what single virtual hosts or pools have for themselves
 * @param sections where virtual hosts or pools are written, of those that a file beside that one can extend
 * @param unread what was passed over, one sentence each
 * @param failed why nothing may be concluded from what is missing here
 */
public record Discovery(
        List<Value> values,
        List<Feature> features,
        List<SiteValue> sites,
        List<Section> sections,
        List<String> unread,
        List<String> failed) {

    public static final Discovery NOTHING =
            new Discovery(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private static final String END = "end";

    /**
     * @param path as the kernel has it; of a word that is no path, the word
     * @param glob AppArmor globbing behind the path, mostly empty
     */
    public record Value(String tunable, String path, String glob, Origin origin) {}

    public record Feature(String name, Origin origin) {}

    public record SiteValue(String site, Value value) {}

    /**
     * @param name what the configuration calls the site
     * @param file in which it is
     * @param program that reads it
     * @param configuration the main file of that program
     */
    public record Section(String site, String name, String file, String program, String configuration) {}

    /**
     * @param setting the service's own name of it
     * @param place FILE:LINE, or the program that said so
     */
    public record Origin(String setting, String place) {
        @Override
        public String toString() {
            return place.isEmpty() ? setting : setting + ", " + place;
        }
    }

    public Discovery {
        values = List.copyOf(values);
        features = List.copyOf(features);
        sites = List.copyOf(sites);
        sections = List.copyOf(sections);
        unread = List.copyOf(unread);
        failed = List.copyOf(failed);
    }

    /** What another service's discovery left no time for. */
    static Discovery cutOff() {
        return parse(List.of());
    }

    /** @param lines as {@code discovery.sh} prints them, with {@code end} last */
    public static Discovery parse(List<String> lines) {
        List<Value> values = new ArrayList<>();
        List<Feature> features = new ArrayList<>();
        List<SiteValue> sites = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split("\t", -1);
            String kind = words[0] + " " + words.length;
            switch (kind) {
                case "value 5", "word 5" -> values.add(new Value(words[1], words[2], "", origin(words, 3)));
                case "pattern 6" -> values.add(new Value(words[1], words[2], words[3], origin(words, 4)));
                case "feature 4" -> features.add(new Feature(words[1], origin(words, 2)));
                case "site 6" ->
                    sites.add(new SiteValue(words[1], new Value(words[2], words[3], "", origin(words, 4))));
                case "section 6" -> sections.add(new Section(words[1], words[2], words[3], words[4], words[5]));
                case "unread 2" -> unread.add(words[1]);
                case "failed 2" -> failed.add(words[1]);
                default -> {
                    // Whatever else a tool printed.
                }
            }
        }
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
            failed.add("reading the configuration was cut off");
        }
        return new Discovery(values, features, sites, sections, unread, failed);
    }

    private static Origin origin(String[] words, int from) {
        return new Origin(words[from], words[from + 1]);
    }
}
