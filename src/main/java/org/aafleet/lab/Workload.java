package org.aafleet.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of the ordinary work of a lab host's services; see {@code prove/workload.sh}.
 *
 * @param denials each kind of denied access since it started, as the script words it
 * @param denied how many records there are of them
 * @param lost how many records the kernel dropped
 */
public record Workload(List<Step> steps, List<String> denials, long denied, long lost) {

    private static final Pattern STEP = Pattern.compile("(ok|FAIL) ([a-z-]+) ([^:]*)(?:: (.*))?");
    private static final Pattern COUNT = Pattern.compile("(denied|lost) ([0-9]{1,9})");

    /** @param output what a step that failed printed */
    public record Step(String service, String name, boolean succeeded, String output) {

        String line() {
            return service + " " + name + ": " + output;
        }
    }

    public Workload {
        steps = List.copyOf(steps);
        denials = List.copyOf(denials);
    }

    static Workload parse(CommandResult result) {
        List<Step> steps = new ArrayList<>();
        List<String> denials = new ArrayList<>();
        long denied = -1;
        long lost = -1;
        for (String line : result.stdout().lines().toList()) {
            Matcher step = STEP.matcher(line);
            Matcher count = COUNT.matcher(line);
            if (step.matches()) {
                String output = step.group(4) == null ? "" : step.group(4);
                steps.add(new Step(step.group(2), step.group(3), step.group(1).equals("ok"), output));
            } else if (count.matches()) {
                long number = Long.parseLong(count.group(2));
                denied = count.group(1).equals("denied") ? number : denied;
                lost = count.group(1).equals("lost") ? number : lost;
            } else if (line.startsWith("DENIED ")) {
                denials.add(line);
            }
        }
        if (denied < 0 || lost < 0) {
            throw new LabException("the workload did not run to its end (exit code " + result.exitCode() + "): "
                    + (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip());
        }
        return new Workload(steps, denials, denied, lost);
    }

    public List<Step> of(String service) {
        return steps.stream().filter(step -> step.service().equals(service)).toList();
    }

    public List<Step> failed() {
        return steps.stream().filter(step -> !step.succeeded()).toList();
    }
}
