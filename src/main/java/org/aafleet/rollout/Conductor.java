package org.aafleet.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.aafleet.rollout.Decision.Enter;
import org.aafleet.rollout.Decision.Hold;
import org.aafleet.rollout.Decision.Pass;
import org.aafleet.rollout.Decision.Rest;
import org.aafleet.rollout.Decision.TakeBack;

/** Does what is due in a rollout, until nothing is. What it knows it has from the hosts, so any other goes on from there. */
public final class Conductor {

    private final Course course;
    private final RolloutHosts hosts;
    private final Consumer<Decision> listener;

    /** @param listener is told of each decision before it is acted on */
    public Conductor(Course course, RolloutHosts hosts, Consumer<Decision> listener) {
        this.course = course;
        this.hosts = hosts;
        this.listener = listener;
    }

    /**
     * How a run ended.
     *
     * @param last where every host stands now
     */
    public record End(Rest rest, Situation last) {}

    public End run() {
        Situation now = hosts.look();
        while (true) {
            Decision decision = course.decide(now);
            listener.accept(decision);
            if (decision instanceof Rest rest) {
                return new End(rest, now);
            }
            now = act(decision, now);
        }
    }

    private Situation act(Decision decision, Situation now) {
        if (decision instanceof Enter enter) {
            return with(now, hosts.enter(enter.wave(), enter.stage(), enter.hosts()));
        }
        if (decision instanceof Pass pass) {
            return with(now, hosts.pass(pass.wave(), pass.hosts()));
        }
        if (decision instanceof TakeBack back) {
            return with(now, hosts.takeBack(back.wave(), back.reasons()));
        }
        Hold hold = (Hold) decision;
        hosts.hold(hold.wave(), hold.reasons());
        Map<String, String> holds = new LinkedHashMap<>(now.holds());
        holds.putAll(hold.reasons());
        return new Situation(now.waves(), now.standings(), holds, now.approved());
    }

    private static Situation with(Situation now, Map<String, Standing> changed) {
        Map<String, Standing> standings = new LinkedHashMap<>(now.standings());
        standings.putAll(changed);
        return new Situation(now.waves(), standings, now.holds(), now.approved());
    }
}
