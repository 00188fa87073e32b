package org.aafleet.report;

import org.aafleet.plan.Change;

/** A change in one line. */
final class ChangeText {

    private ChangeText() {}

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
        if (change instanceof Change.LoadedMode mode) {
            return loaded(mode, style);
        }
        if (change instanceof Change.Reload reload) {
            return style.attention("~ reload   ") + shown(reload.profile()) + " (" + shown(reload.mode()) + ")";
        }
        Change.Restart restart = (Change.Restart) change;
        return style.attention("! restart  ") + shown(restart.unit()) + " (" + shown(restart.reason()) + ")";
    }

    private static String loaded(Change.LoadedMode mode, Style style) {
        if (mode.before().isEmpty()) {
            return style.good("+ load     ") + shown(mode.profile()) + " ("
                    + shown(mode.after().orElse("")) + ")";
        }
        if (mode.after().isEmpty()) {
            return style.bad("- unload   ") + shown(mode.profile()) + " ("
                    + shown(mode.before().get()) + ")";
        }
        return style.attention("~ mode     ") + shown(mode.profile()) + ": "
                + shown(mode.before().get()) + " -> " + shown(mode.after().get());
    }

    /** Names come from hosts, and so do modes. */
    private static String shown(String foreign) {
        return Clean.line(foreign, 200);
    }
}
