package org.aafleet.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scripts that note on a host where it stands in a rollout, and what was decided. Each answers like a transaction. */
public final class MarkScripts {

    private MarkScripts() {}

    /**
     * Says where a host stands.
     *
     * @param mark empty for nowhere
     */
    public static String mark(Owner owner, Optional<Mark> mark) {
        return script(owner, "set_mark", owner.name(), mark.map(Mark::text).orElse(""));
    }

    /**
     * Says that a host is about to enter a stage; it refuses when somebody holds it, or has moved it on since.
     *
     * @param seen the mark that it had
     */
    public static String entering(Owner owner, Mark mark, Optional<Mark> seen) {
        return "seen_mark=" + Shell.quote(seen.map(Mark::inBrief).orElse("")) + "\n" + mark(owner, Optional.of(mark));
    }

    /**
     * Says that a host has entered a stage.
     *
     * @param mark without what the services have done and run so far, which the host adds
     * @param counts see {@link Questions}
     */
    public static String enter(Owner owner, Mark mark, List<String> services, Map<String, Map<String, String>> counts) {
        List<String> words = new ArrayList<>(List.of(owner.name(), mark.text()));
        words.addAll(services);
        return HostScripts.evidence(counts) + script(owner, "set_mark", words.toArray(String[]::new));
    }

    /**
     * Lets nobody but this run conduct a rollout on a host, or change it.
     *
     * @param owner with a run
     */
    public static String lease(Owner owner) {
        return script(owner, "take_lease", owner.name(), owner.run().orElseThrow(), "" + Owner.LEASE.toSeconds());
    }

    /** Ends the lease of the owner's run, or without one whoever has it. */
    public static String release(Owner owner) {
        return script(owner, "end_lease", owner.name(), owner.run().orElse(""));
    }

    /**
     * Says that nothing may go on.
     *
     * @param why empty when all may go on again
     */
    public static String hold(Owner owner, Optional<String> why) {
        return note(owner, "hold", why.orElse(""));
    }

    /** Says that a host may set out on a road; with an empty one that it may not. */
    public static String approve(Owner owner, String road) {
        return note(owner, "approved", road);
    }

    /** Says that a host has soaked enough in this stage of a road. */
    public static String skip(Owner owner, int stage, String road, String why) {
        return note(owner, "skip", stage + " " + road + " " + why);
    }

    private static String note(Owner owner, String name, String text) {
        return script(owner, "set_note", owner.name(), name, text.replace('\n', ' '));
    }

    private static String script(Owner owner, String function, String... arguments) {
        return String.join(
                "\n",
                HostScripts.LIBRARY,
                HostScripts.resource("mark.sh"),
                HostScripts.QUOTED_DATA,
                owner.shell(),
                Shell.command(function, arguments),
                "");
    }
}
