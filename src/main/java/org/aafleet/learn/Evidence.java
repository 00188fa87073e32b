package org.aafleet.learn;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aafleet.audit.AuditRecord;
import org.aafleet.audit.AuditRecord.Verdict;
import org.aafleet.audit.LogEvent;
import org.aafleet.audit.LogLine;
import org.aafleet.audit.LogLine.Origin;
import org.aafleet.audit.RecordReader;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;

/**
 * Takes in what logs tell, of any number of hosts. Memory grows with what differs, not with the records.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Evidence {

    private static final Set<Verdict> NOT_GRANTED = Set.of(Verdict.ALLOWED, Verdict.DENIED);

    /** Somebody who may make records could make any number of different ones. */
    private static final int MOST = 200_000;

    /** Of the lines that tell of it first, together; lines of a usual length come to the first limit before. */
    private static final long MOST_CHARACTERS = 100_000_000;

    /** The kernel's own buffer for a path, twice what a system call takes; no record of it has a longer word. */
    private static final int LONGEST_WORD = 8192;

    private static final int PROGRAMS = 8;
    private static final int LONGEST_EXAMPLE = 2000;

    private static final Pattern PROCESS = Pattern.compile("/proc/([0-9]{2,10}|[2-9])(/.*)");

    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, Integer> hosts = new LinkedHashMap<>();
    private final Map<String, String> processes = new HashMap<>();
    private final RecentRecords before = new RecentRecords();
    private final Set<String> losses = new LinkedHashSet<>();
    private long records;
    private long repeated;
    private long unclear;
    private long unread;
    private long beyond;
    private long overlong;
    private long characters;

    private record Key(String profile, Want want) {}

    private static final class Tally {
        private final BitSet hosts = new BitSet();
        private final Set<String> programs = new TreeSet<>();
        private final Set<Origin> origins = EnumSet.noneOf(Origin.class);
        private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        private final String example;
        private long identified;
        private long anonymous;
        private Optional<Instant> first = Optional.empty();
        private Optional<Instant> last = Optional.empty();

        Tally(String example) {
            this.example = example;
        }

        void span(Optional<Instant> from, Optional<Instant> to) {
            if (first.isEmpty() || from.filter(first.get()::isAfter).isPresent()) {
                first = from;
            }
            if (last.isEmpty() || to.filter(last.get()::isBefore).isPresent()) {
                last = to;
            }
        }
    }

    /** Counts a host that was asked, even if it has nothing to tell. */
    public void host(String name) {
        number(name);
    }

    public void loss(String sentence) {
        losses.add(sentence);
    }

    /**
     * Takes in a line of a log, if it is about AppArmor.
     *
     * @param host whose log it is, unless the line itself names one
     */
    public void read(String host, String line) {
        Optional<LogLine> known = LogLine.of(line);
        Optional<AuditRecord> record = known.flatMap(form -> RecordReader.read(form.message()));
        if (record.isPresent()) {
            read(known.get().host().orElse(host), known.get().origin(), record.get(), line);
        } else if (LogEvent.concerns(line)) {
            unread++;
        }
    }

    private void read(String host, Origin origin, AuditRecord record, String line) {
        if (NOT_GRANTED.contains(record.verdict())) {
            if (record.id().isPresent() && !before.add(identity(host, record))) {
                repeated++;
            } else {
                add(host, origin, record, line, 1, record.time(), record.time());
            }
        }
    }

    /** Takes in a kind of record that a host has counted itself. */
    public void add(
            String host,
            Origin origin,
            AuditRecord record,
            String line,
            long count,
            Optional<Instant> first,
            Optional<Instant> last) {
        records += count;
        if (record.fields().values().stream().anyMatch(word -> word.length() > LONGEST_WORD)) {
            overlong += count;
            return;
        }
        List<Want> wants = Want.of(record);
        if (wants.isEmpty()) {
            unclear += count;
        }
        for (Want wanted : wants) {
            Want want = ofOneProcess(wanted);
            Key key = new Key(record.profile(), want);
            Tally tally = tallies.get(key);
            if (tally == null && (tallies.size() >= MOST || characters >= MOST_CHARACTERS)) {
                beyond += count;
                continue;
            }
            if (tally == null) {
                tally = new Tally(line.length() <= LONGEST_EXAMPLE ? line : line.substring(0, LONGEST_EXAMPLE));
                tallies.put(key, tally);
                characters += line.length();
            }
            add(tally, host, origin, record, count);
            tally.span(first, last);
        }
    }

    private void add(Tally tally, String host, Origin origin, AuditRecord record, long count) {
        tally.hosts.set(number(host));
        tally.origins.add(origin);
        tally.verdicts.add(record.verdict());
        if (tally.programs.size() < PROGRAMS) {
            record.get("comm").or(() -> record.get("exe")).ifPresent(tally.programs::add);
        }
        if (record.id().isPresent()) {
            tally.identified += count;
        } else {
            tally.anonymous += count;
        }
    }

    /** The first process stands for all: there are as many paths below its number as there were processes. Not for init. */
    private Want ofOneProcess(Want want) {
        if (!(want instanceof Want.Use use)
                || use.access().kind() != Kind.FILE
                || !use.access().object().get(0).startsWith("/proc/")) {
            return want;
        }
        List<String> object = use.access().object();
        Matcher process = PROCESS.matcher(object.get(0));
        if (!process.matches()) {
            return want;
        }
        String first = processes.computeIfAbsent(process.group(2), rest -> process.group(1));
        return new Want.Use(new Access(
                Kind.FILE, use.access().permission(), List.of("/proc/" + first + process.group(2), object.get(1))));
    }

    private int number(String host) {
        Integer number = hosts.get(host);
        if (number == null) {
            number = hosts.size();
            hosts.put(host, number);
        }
        return number;
    }

    /** The same for a record wherever it is written down; what differs is in front of it, or behind what auditd adds. */
    private static long identity(String host, AuditRecord record) {
        long hash = mixed(host.hashCode(), record.id().orElse(""));
        for (Map.Entry<String, String> field : record.fields().entrySet()) {
            hash = mixed(hash, field.getKey());
            hash = mixed(hash, field.getValue());
        }
        return hash;
    }

    private static long mixed(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L + 1;
    }

    public Findings findings() {
        List<String> names = List.copyOf(hosts.keySet());
        List<Observation> observations = tallies.entrySet().stream()
                .map(entry -> observation(entry.getKey(), entry.getValue(), names))
                .toList();
        Set<String> why = new LinkedHashSet<>(losses);
        if (unread > 0) {
            why.add((unread == 1 ? "1 line claims" : unread + " lines claim")
                    + " to be of AppArmor and cannot be read; 'events' shows them as INVALID");
        }
        if (overlong > 0) {
            why.add((overlong == 1 ? "1 record has a word" : overlong + " records have words") + " of more than "
                    + LONGEST_WORD + " bytes, which no kernel writes; left out");
        }
        if (beyond > 0) {
            why.add((beyond == 1 ? "1 record is" : beyond + " records are") + " beyond the first " + tallies.size()
                    + " different ones, and left out");
        }
        return new Findings(
                observations, hosts.keySet(), records, repeated, unclear, List.copyOf(why), Collected.NOTHING);
    }

    /** Without an identity, a record can only be one of those that have it: logs differ in whether they keep it. */
    private static Observation observation(Key key, Tally tally, List<String> names) {
        return new Observation(
                key.profile(),
                key.want(),
                tally.hosts.stream().mapToObj(names::get).collect(Collectors.toSet()),
                Math.max(tally.identified, tally.anonymous),
                tally.first,
                tally.last,
                tally.programs,
                tally.origins,
                tally.verdicts,
                tally.example);
    }
}
