package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.PtraceRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.SignalRule;

/** Signal and ptrace rules: an access and a peer. */
final class SignalRules {

    private static final Map<String, SignalRule.Access> SIGNAL = Map.of(
            "send", SignalRule.Access.SEND,
            "write", SignalRule.Access.SEND,
            "receive", SignalRule.Access.RECEIVE,
            "read", SignalRule.Access.RECEIVE);

    private static final Map<String, PtraceRule.Access> PTRACE = Map.of(
            "trace", PtraceRule.Access.TRACE,
            "write", PtraceRule.Access.TRACE,
            "read", PtraceRule.Access.READ,
            "readby", PtraceRule.Access.READBY,
            "tracedby", PtraceRule.Access.TRACEDBY);

    private SignalRules() {}

    static Rule signal(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<SignalRule.Access> access = new AccessReader<>(cursor, "signal rule", SignalRule.Access.class, SIGNAL)
                .read(cursor.lexer()::conditional);
        List<Condition> conditions =
                new ArrayList<>(new ConditionReader(cursor).conditions(cursor.lexer()::conditional));
        cursor.expectMark(cursor.lexer()::conditional, ",", "signal rule");
        List<String> signals = signals(cursor, conditions);
        conditions.removeIf(
                condition -> condition.name().equals("set") && condition.operator() == Condition.Operator.EQUALS);
        ConditionSet rest = new ConditionSet(cursor, "signal rule", conditions, Set.of("set", "peer"), false);
        return new SignalRule(qualifiers, access, signals, rest.value("peer"), cursor.span(keyword.start()));
    }

    private static List<String> signals(Cursor cursor, List<Condition> conditions) {
        List<String> signals = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.name().equals("set")) {
                condition.values().stream().map(Aare::text).forEach(signals::add);
                signals.stream()
                        .filter(signal -> !Signals.isKnown(signal))
                        .forEach(signal -> cursor.unknown(
                                condition.span().start(), "signal rule", "signal", signal, Signals.names()));
            }
        }
        return signals;
    }

    static Rule ptrace(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        RuleParser.refuseOwner(cursor, qualifiers, keyword);
        Set<PtraceRule.Access> access = new AccessReader<>(cursor, "ptrace rule", PtraceRule.Access.class, PTRACE)
                .read(cursor.lexer()::conditional);
        List<Condition> conditions = new ConditionReader(cursor).conditions(cursor.lexer()::conditional);
        cursor.expectMark(cursor.lexer()::conditional, ",", "ptrace rule");
        ConditionSet set = new ConditionSet(cursor, "ptrace rule", conditions, Set.of("peer"), false);
        return new PtraceRule(qualifiers, access, set.value("peer"), cursor.span(keyword.start()));
    }
}
