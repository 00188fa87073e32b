# shellcheck shell=sh
# What services did and were denied since their host entered a stage of a rollout. Reads only.

# watch SERVICE...: sections
#   baseline    KEY=VALUE of this moment, for the mark that the controller may set:
#     boot, uptime, time      this boot, and how long it is up; the clock; seconds
#     audit                   where the log of events ends: "auditd INODE OFFSET CHECKSUM", of the first line, "journal CURSOR",
#                               "kernel UPTIME" or "other"
#     lost                    records that the audit system has lost since the boot
#     program                 "INODE PATH" for each program that runs under the services' profiles
#     activity                "SERVICE KIND NUMBER": what only grows while a service works; of the kinds
#                               calls           of the kernel, to read or write; 0 for a service that idles
#                               http_requests   lines of the access logs that it has open, but for those of our probes
#                             and what the services themselves count; the number is "-" where that cannot be asked
#   hold TEXT, approved ROAD, skip STAGE ROAD TEXT    what a person, or a gate, has said
#   mark        $state/rollout, when there is one, and then what came since:
#   event COUNT FIRST LAST      a kind of event, times in seconds or "-", with the first line of it
#   lost NUMBER                 records that the audit system has lost since
#   loss TEXT                   why there may have been more
watch() {
  roots=$(watched_roots "$@")
  baseline | section baseline
  for word in hold approved skip; do
    [ ! -f "$state/$word" ] || say "$word $(one_line "$state/$word")"
  done
  [ -f "$state/rollout" ] || return 0
  section mark < "$state/rollout"
  evidence
}

# recorded SECONDS|@TIME SERVICE...: what the services' profiles did not grant in that time up to now, or since then, each kind
# once:
#   recorded COUNT FIRST LAST   as an event since a mark
#   unrecorded TEXT             why there may have been more
recorded() {
  now=$(date +%s)
  case $1 in
    @*) earliest=${1#@} ;;
    *) earliest=$((now - $1)) ;;
  esac
  shift
  roots=$(watched_roots "$@")
  [ -n "$roots" ] || return 0
  lately | kinds | sed -e 's/^event /recorded /' -e 's/^loss /unrecorded /'
}

# collected SECONDS|@TIME SERVICE...: the same, but for the second that is not over, from which the next collection goes on; files
# of the process's own and of others are different kinds.
#   collected TIME              that second
collected() {
  latest=$(date +%s) apart=yes
  say "collected $latest"
  recorded "$@"
}

# lately: lines of the log, those from $earliest on among them.
lately() {
  read_audit_source
  case $audit_source in
    auditd)
      set -- "$audit_log"
      number=1
      while [ -f "$audit_log.$number" ]; do
        set -- "$audit_log.$number" "$@"
        number=$((number + 1))
      done
      grep -h 'apparmor="' "$@"
      ;;
    journal) journal_from "--since=@$earliest" ;;
    kernel) dmesg 2> /dev/null ;;
    other) stream_loss "a program takes the events that this cannot ask" ;;
  esac
}

# counts: of each kind that a service counts itself: count SERVICE KIND COMMAND. The controller says it anew.
counts() { :; }

# watched_roots SERVICE...: "SERVICE PROFILE" for each of their profiles that is no child or hat.
watched_roots() {
  for watched; do
    shift
    read_revision "$watched"
    dir=$(revision_dir "$watched" "$stands_at")
    [ ! -s "$dir/profiles" ] || set -- "$@" "service=$watched" "$dir/profiles"
  done
  [ $# = 0 ] || awk '
    { sub(/^[^ ]* /, ""); sub(/\/\/.*/, "") }
    !told[$0]++ { print service " " $0 }
  ' "$@"
}

baseline() {
  read_boot
  read_uptime
  printf 'audit=%s\n' "$(audit_end)"
  lost=$(audit_status lost)
  [ -z "$lost" ] || printf 'lost=%s\n' "$lost"
  moment
}

# moment: the part of it that is of the services themselves, once they run under the profiles.
moment() {
  read_boot
  read_uptime
  printf '%s\n' "boot=$boot" "uptime=$uptime" "time=$(date +%s)"
  # shellcheck disable=SC2086 # of pids, words are wanted
  doings | while IFS= read -r line; do
    case $line in
      program=*) program_line "${line#program=}" ;;
      pids=*) requests ${line#pids=} ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
  # Last, as a question is work for a service too.
  counts
}

# count SERVICE KIND COMMAND: what the command prints, a number that only grows until the service begins anew.
count() {
  limit=
  ! command -v timeout > /dev/null || limit='timeout 60'
  number=$($limit sh -c "$3" < /dev/null 2> /dev/null | head -c 20)
  case $number in '' | *[!0-9]*) number=- ;; esac
  printf 'activity=%s %s %s\n' "$1" "$2" "$number"
}

# An upgrade brings a new file of the same name.
program_line() {
  ! inode=$(inode_of "$root$1") || printf 'program=%s %s\n' "$inode" "$1"
}

inode_of() {
  # shellcheck disable=SC2012 # the first word is the number, whatever the name
  inode=$(ls -di -- "$1" 2> /dev/null) || return
  # shellcheck disable=SC2086 # words are wanted
  set -- $inode
  printf '%s' "$1"
}

# requests SERVICE PID...: a log that several processes have open counts once.
requests() {
  requests_of=$1
  shift
  logs=$(
    for pid; do
      ls -l "$root/proc/$pid/fd" 2> /dev/null
    done | sed -n 's/^.* -> \(\/.*access.*\)$/\1/p' | sort -u
  )
  [ -n "$logs" ] || return 0
  total=0
  while IFS= read -r log; do
    ! count=$(grep -c -v -e aa-fleet -- "$root$log" 2> /dev/null) && [ -z "$count" ] || total=$((total + count))
  done << END
$logs
END
  printf 'activity=%s http_requests %s\n' "$requests_of" "$total"
}

audit_end() {
  read_audit_source
  case $audit_source in
    auditd)
      if inode=$(inode_of "$audit_log"); then
        printf 'auditd %s %s %s' "$inode" "$(($(wc -c < "$audit_log")))" "$(first_line_sum "$audit_log")"
      else
        printf 'auditd 0 0 -'
      fi
      ;;
    journal) printf 'journal %s' "$(journal -n 1 -o cat --show-cursor | sed -n 's/^-- cursor: //p' | tail -n 1)" ;;
    kernel) printf 'kernel %s' "$uptime" ;;
    other) printf 'other' ;;
  esac
}

# first_line_sum FILE: by it a log is known again; its inode may be given to another file.
first_line_sum() {
  line=$(head -n 1 "$1" | cksum)
  printf '%s' "${line%% *}"
}

journal() { journalctl -q --no-pager "$@" 2> /dev/null < /dev/null; }

# doings: the programs that run under the services' profiles, their processes, and how often these read or wrote.
doings() {
  [ -n "$roots" ] || return 0
  if [ -d "$root/proc/self/attr/apparmor" ]; then label=attr/apparmor/current; else label=attr/current; fi
  # shellcheck disable=SC2012,SC2016 # the names are numbers; $ is awk's
  ls -l "$root/proc"/[0-9]*/exe 2> /dev/null | roots=$roots proc=$root/proc/ label=$label awk '
    BEGIN {
      count = split(ENVIRON["roots"], lines, "\n")
      for (i = 1; i <= count; i++) {
        at = index(lines[i], " ")
        owner[substr(lines[i], at + 1)] = substr(lines[i], 1, at - 1)
        calls[substr(lines[i], 1, at - 1)] += 0
      }
      proc = ENVIRON["proc"]
    }
    {
      at = index($0, proc)
      link = substr($0, at + length(proc))
      if (!at || link !~ /^[0-9]+\/exe -> /) next
      pid = link
      sub(/\/.*/, "", pid)
      file = proc pid "/" ENVIRON["label"]
      if ((getline current < file) <= 0) current = ""
      close(file)
      sub(/ \([a-z_]*\)$/, "", current)
      sub(/\/\/.*/, "", current)
      if (!(current in owner)) next
      program = substr(link, index(link, " -> ") + 4)
      sub(/ \(deleted\)$/, "", program)
      programs[program]
      pids[owner[current]] = pids[owner[current]] " " pid
      file = proc pid "/io"
      while ((getline line < file) > 0)
        if (line ~ /^sysc[rw]: [0-9]+$/) calls[owner[current]] += substr(line, 8)
      close(file)
    }
    END {
      for (service in calls) printf "activity=%s calls %.0f\n", service, calls[service]
      for (service in pids) print "pids=" service pids[service]
      for (program in programs) print "program=" program
    }
  '
}

# ---- since the mark

evidence() {
  mark_boot='' mark_audit='' mark_lost='' mark_time=''
  while IFS='=' read -r key value; do
    case $key in
      boot) mark_boot=$value ;;
      audit) mark_audit=$value ;;
      lost) mark_lost=$value ;;
      time) mark_time=$value ;;
    esac
  done < "$state/rollout"
  losses
  # shellcheck disable=SC2086 # words are wanted
  since $mark_audit | kinds
}

# losses: what the audit system itself counts; it begins anew with each boot.
losses() {
  lost=$(audit_status lost)
  read_boot
  [ "$mark_boot" = "$boot" ] || mark_lost=0
  if [ -n "$lost" ] && [ "$lost" -gt "${mark_lost:-0}" ]; then
    say "lost $((lost - ${mark_lost:-0}))"
  fi
}

# earlier_losses: what the kernel said of them in the boots before this one, which auditd does not write down.
earlier_losses() {
  [ -n "$mark_boot" ] && [ "$mark_boot" != "$boot" ] || return 0
  if [ -n "$(journal -b "$(printf '%s' "$mark_boot" | tr -d -)" -n 1 -o cat)" ]; then
    journal -o short-unix "--since=@${mark_time:-0}" _TRANSPORT=kernel | grep -v 'apparmor="'
  else
    stream_loss "the host restarted, and no journal says whether records were lost before"
  fi
}

# since SOURCE POSITION: the lines of the log from there on. In this stream a loss is a line of its own.
since() {
  read_audit_source
  if [ "$audit_source" != "${1-}" ]; then
    stream_loss "events went to ${1:-nowhere} and now go to $audit_source"
    return
  fi
  case $1 in
    auditd)
      earlier_losses
      since_in_files "$2" "$3" "$4"
      ;;
    journal) since_in_journal "${2-}" ;;
    kernel) since_in_ring "$2" ;;
    other) stream_loss "a program takes the events that this cannot ask" ;;
  esac
}

stream_loss() { printf 'aa-fleet-loss %s\n' "$1"; }

# since_in_files INODE OFFSET CHECKSUM: from the file that was the log then, which may have been renamed since, to the log of
# today. One that was empty then had no first line.
since_in_files() {
  inode=$1 offset=$2 first_line=$3
  set --
  file=$audit_log number=0 found=
  while [ -f "$file" ]; do
    set -- "$file" "$@"
    if [ "$(inode_of "$file")" = "$inode" ] &&
      { [ "$offset" = 0 ] || [ "$first_line" = "$(first_line_sum "$file")" ]; }; then
      found=yes
      break
    fi
    number=$((number + 1))
    file=$audit_log.$number
  done
  if [ -z "$found" ]; then
    # A log that did not exist then is read from its beginning.
    [ "$inode" = 0 ] || stream_loss "the audit log of that time is gone"
  elif [ $(($(wc -c < "$1"))) -lt "$offset" ]; then
    stream_loss "the audit log has been cut"
  else
    tail -c "+$((offset + 1))" "$1"
    shift
  fi
  [ $# = 0 ] || cat "$@"
}

# since_in_journal CURSOR: journald goes on from the nearest entry when it no longer has this one, and does not say so.
since_in_journal() {
  oldest=$(journal -o short-unix | head -n 1 | cut -d . -f 1)
  case $oldest in
    *[!0-9]* | '') stream_loss "the journal cannot be read" ;;
    *) [ "$oldest" -le "${mark_time:-0}" ] || stream_loss "the journal begins after that time" ;;
  esac
  place=--after-cursor=$1
  if [ -z "$1" ]; then
    stream_loss "where the journal ended at that time is not known"
    place=--since=@${mark_time:-0}
  fi
  journal_from "$place"
}

journal_from() {
  journal -o short-unix "$1" _TRANSPORT=audit _TRANSPORT=kernel _TRANSPORT=driver ||
    stream_loss "the journal cannot be read from there on"
}

# since_in_ring UPTIME: the ring keeps the last lines of this boot.
since_in_ring() {
  [ "$mark_boot" = "$boot" ] || stream_loss "the kernel's log of the boot before is gone"
  dmesg 2> /dev/null | since=$1 same=$([ "$mark_boot" != "$boot" ] || echo yes) awk '
    BEGIN { since = ENVIRON["same"] ? ENVIRON["since"] + 0 : 0 }
    !match($0, /^(<[0-9]+>)?\[ *[0-9]+\.[0-9]+\]/) { next }
    {
      at = substr($0, 1, RLENGTH)
      gsub(/<[0-9]+>|[^0-9.]/, "", at)
      if (!begun++ && at + 0 > since && at + 0 > 1) print "aa-fleet-loss the kernel log begins after that time"
    }
    at + 0 >= since
    END { if (!begun) print "aa-fleet-loss the kernel log cannot be read" }
  '
}

# kinds: of the lines of a log the events of the services, from $earliest on and before $latest where these are set, each kind
# once. Numbers of processes and names of commands make no kind of their own; with $apart it does whether the process owns the
# file.
kinds() {
  # shellcheck disable=SC2016 # $ is awk's
  roots=$roots earliest=${earliest-} latest=${latest-} apart=${apart-} awk '
    BEGIN {
      apart = ENVIRON["apart"]
      limit = apart ? 10000 : 1000
      earliest = ENVIRON["earliest"] + 0
      latest = ENVIRON["latest"] + 0
      count = split(ENVIRON["roots"], lines, "\n")
      for (i = 1; i <= count; i++) ours[substr(lines[i], index(lines[i], " ") + 1)]
    }
    /^aa-fleet-loss / { print "loss " substr($0, 15); next }
    /audit[a-z_]*: [0-9]+ callbacks suppressed|audit_lost=[1-9]|audit: backlog limit exceeded|Missed [0-9]+ kernel messages/ {
      if (!index($0, "apparmor=\"")) { losses++; last_loss = $0; next }
    }
    !match($0, /apparmor="(DENIED|ALLOWED)".*/) { next }
    {
      kind = substr($0, RSTART)
      sub(/\035.*/, "", kind)
      # dbus-daemon says label=.
      if (!match(kind, / (profile|label)="[^"]*"/)) next
      profile = substr(kind, RSTART + 1, RLENGTH - 2)
      sub(/^[^"]*"/, "", profile)
      sub(/\/\/.*/, "", profile)
      if (!(profile in ours)) next
      if (time() != "-" && (time() < earliest || (latest && time() >= latest))) next
      own = apart && number(kind, "fsuid") == number(kind, "ouid")
      gsub(/ (pid|comm|fsuid|ouid|requested_mask|ino|dev)=("[^"]*"|[^ ]*)/, "", kind)
      kind = kind own
      if (!(kind in times)) {
        if (kinds >= limit) { more++; next }
        order[++kinds] = kind
        text[kind] = substr($0, 1, 4096)
        first[kind] = time()
      }
      times[kind]++
      last[kind] = time()
    }
    END {
      for (i = 1; i <= kinds; i++) {
        kind = order[i]
        print "event " times[kind] " " first[kind] " " last[kind]
        print "|" text[kind]
        print ""
      }
      if (more) print "loss there are more than " limit " kinds of events, with " more " further events"
      if (losses) print "loss " losses " times, last: " substr(last_loss, 1, 200)
    }
    function number(text, field) {
      return match(text, " " field "=[0-9]+") ? substr(text, RSTART + length(field) + 2, RLENGTH - length(field) - 2) : field
    }
    function time() {
      if (match($0, /audit\([0-9]+/)) return substr($0, RSTART + 6, RLENGTH - 6)
      if ($1 ~ /^[0-9]+\.[0-9]+$/) return substr($1, 1, index($1, ".") - 1)
      return "-"
    }
  ' || say 'loss the events cannot be read'
}
