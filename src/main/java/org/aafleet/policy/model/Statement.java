package org.aafleet.policy.model;

/** Anything that stands on its own in a policy file or in the body of a profile. */
public sealed interface Statement
        permits Abi, Alias, BooleanAssignment, Conditional, Include, Profile, Rule, RuleBlock, VariableAssignment {

    Span span();

    /** The construct's name for messages, as the man page calls it: {@code signal rule}, {@code include}. */
    String construct();
}
