package org.aafleet.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;

/** The Debian releases that a lab can have: kernels from 5.10 on, apparmor_parser from 2.13 on. */
public enum Release {
    BULLSEYE,
    BOOKWORM,
    TRIXIE,
    SID;

    public String codename() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InputException when there is no such release, with the one that was probably meant */
    public static Release of(String codename) {
        return Arrays.stream(values())
                .filter(release -> release.codename().equals(codename))
                .findFirst()
                .orElseThrow(() -> new InputException(Problem.error("no release '" + codename + "' for a lab")
                        .withHint(Suggestion.didYouMean(codename, codenames())
                                .orElse("one of " + String.join(", ", codenames())))));
    }

    public static List<String> codenames() {
        return Arrays.stream(values()).map(Release::codename).toList();
    }

    @Override
    public String toString() {
        return codename();
    }
}
