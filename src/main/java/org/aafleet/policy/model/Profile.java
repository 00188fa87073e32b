package org.aafleet.policy.model;

import java.util.List;

/** A profile, child profile or hat. */
public record Profile(ProfileHeader header, List<Statement> body, Span span) implements Statement {

    public Profile {
        body = List.copyOf(body);
    }

    @Override
    public String construct() {
        return header.isHat() ? "hat" : "profile";
    }
}
