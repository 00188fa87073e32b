package org.aafleet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.plan.Change;

/** A change in one line; many of the same kind, one after the other, as one with their names. */
final class ChangeText {

    /** So many of a kind are still shown one by one. */
    private static final int FEW = 3;

    private static final int WIDTH = 100;
    private static final String INDENT = "             ";

    private ChangeText() {}

    static List<String> lines(List<Change> changes, Style style) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < changes.size(); ) {
            int end = start + 1;
            Optional<String> kind = kind(changes.get(start));
            while (kind.isPresent() && end < changes.size() && kind.equals(kind(changes.get(end)))) {
                end++;
            }
            List<Change> alike = changes.subList(start, end);
            if (alike.size() > FEW) {
                lines.add(inKernel(alike.get(0), alike.size() + " profiles", style));
                lines.addAll(wrapped(alike.stream().map(ChangeText::profile).toList(), INDENT));
            } else {
                alike.forEach(change -> lines.add(of(change, style)));
            }
            start = end;
        }
        return lines;
    }

    /** What must be the same for changes to be shown together; empty for what stands alone. */
    private static Optional<String> kind(Change change) {
        if (change instanceof Change.LoadedMode mode) {
            return Optional.of(mode.before() + " -> " + mode.after());
        }
        return change instanceof Change.Reload reload ? Optional.of("reload " + reload.mode()) : Optional.empty();
    }

    private static String profile(Change change) {
        return shown(change instanceof Change.LoadedMode mode ? mode.profile() : ((Change.Reload) change).profile());
    }

    static List<String> wrapped(List<String> names, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String name : names) {
            if (line.length() + name.length() > WIDTH) {
                lines.add(indent + line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(name).append(", ");
        }
        lines.add(indent + line.substring(0, line.length() - 2));
        return lines;
    }

    static String of(Change change, Style style) {
        if (change instanceof Change.FileText file) {
            return file.before().isEmpty()
                    ? style.good("+ file     ") + shown(file.path())
                    : file.after().isEmpty()
                            ? style.bad("- file     ") + shown(file.path())
                            : style.attention("~ file     ") + shown(file.path());
        }
        if (change instanceof Change.RetireFile file) {
            return style.attention("~ disable  ") + shown(file.path()) + " (for the same program; "
                    + file.owner().map(owner -> "of package " + shown(owner)).orElse("of no package")
                    + "; rollback restores it)";
        }
        if (change instanceof Change.ReinstateFile file) {
            return style.attention("~ enable   ") + shown(file.path());
        }
        if (change instanceof Change.SwitchLink link) {
            return link.present()
                    ? style.good("+ link     ") + shown(link.path())
                    : style.bad("- link     ") + shown(link.path());
        }
        if (change instanceof Change.LoadedMode || change instanceof Change.Reload) {
            return inKernel(change, profile(change), style);
        }
        if (change instanceof Change.RestartWith restart) {
            return restart(restart.unit(), "reads " + restart.path(), style);
        }
        Change.Restart restart = (Change.Restart) change;
        return restart(restart.unit(), restart.reason(), style);
    }

    private static String restart(String unit, String reason, Style style) {
        return style.attention("! restart  ") + shown(unit) + " (" + shown(reason) + ")";
    }

    private static String inKernel(Change change, String profiles, Style style) {
        if (change instanceof Change.Reload reload) {
            return style.attention("~ reload   ") + profiles + " (" + shown(reload.mode()) + ")";
        }
        Change.LoadedMode mode = (Change.LoadedMode) change;
        String before = mode.before().map(ChangeText::shown).orElse("");
        String after = mode.after().map(ChangeText::shown).orElse("");
        if (before.isEmpty()) {
            return style.good("+ load     ") + profiles + " (" + after + ")";
        }
        if (after.isEmpty()) {
            return style.bad("- unload   ") + profiles + " (" + before + ")";
        }
        return style.attention("~ mode     ") + profiles + ": " + before + " -> " + after;
    }

    /** Names come from hosts, and so do modes. */
    private static String shown(String foreign) {
        return Clean.line(foreign, 200);
    }
}
