package org.aafleet.policy.model;

import java.util.List;

/** One rule of a profile, with its closing comma. */
public sealed interface Rule extends Statement
        permits AllRule,
                BareFileRule,
                CapabilityRule,
                ChangeProfileRule,
                DbusRule,
                FileRule,
                IoUringRule,
                LinkRule,
                MountRule,
                MqueueRule,
                NetworkRule,
                PivotRootRule,
                PtraceRule,
                RlimitRule,
                SignalRule,
                UnixRule,
                UsernsRule {

    Qualifiers qualifiers();

    /** The rule on one line, in canonical form. A parser compiles it to the same policy as the original. */
    String text();

    /** What the rule matches names against: variables are expanded there, and globs have their meaning. */
    List<Aare> patterns();
}
