# shellcheck shell=sh
# Everything that a plan needs to know of a host, in one answer. Reads only. The controller appends questions():
#   managed SERVICE...      what is managed for these services
#   processes WORD...     running programs that have one of the words in their path or label
#   rivals WORD...        profile files of others that mention one of the words
#   includes NAME...      files of the policy directory, with what they include
#   units PATTERN...      the state of these systemd units
#   check NAME TEXT       a probe on the host
#   watch SERVICE...      what they did and were denied since the host's mark; see evidence.sh
#   discover TEXT         what the services' own configuration says; see discovery.sh

fact() { say "fact $1 $2"; }

# first_line FILE: sets line.
first_line() {
  line=
  [ ! -r "$1" ] || read -r line < "$1" || :
}

facts() {
  fact uid "$(id -u)"
  first_line "$root/proc/sys/kernel/osrelease"
  fact kernel "$line"
  read_boot
  fact boot "$boot"
  fact time "$(date +%s)"
  first_line "$root/sys/module/apparmor/parameters/enabled"
  fact apparmor "$line"
  parser=$(apparmor_parser --version 2> /dev/null)
  parser=${parser%%"$newline"*}
  fact parser "${parser##* }"
  abis
  [ ! -r "$kernel/profiles" ] || fact securityfs yes
  first_line "$kernel/.ns_name"
  fact namespace "$line"
  container
  [ ! -d "$root/run/systemd/system" ] || fact init systemd
  read_audit_source
  fact audit "$audit_source"
  files_and_disks
  [ ! -f "$state/lock" ] || fact lock "$(one_line "$state/lock")"
  [ ! -f "$state/pending" ] || fact pending "$(one_line "$state/pending")"
  read_lease
  [ -z "$lease_run" ] || {
    fact lease "by $lease_by since $lease_since, for $lease_left s more"
    fact lease_run "$lease_run"
  }
  if [ -f "$state/rollout" ]; then
    fact rollout "$(mark_in_short)"
    ! grep -q -e '^status=entering' -e '^status=soaking' -e '^status=passed' "$state/rollout" || fact under_way yes
  fi
  [ ! -f "$state/hold" ] || fact hold "$(one_line "$state/hold")"
  [ ! -f "$state/unconfirmed" ] || fact unconfirmed "$(sed '/^restart=/d' "$state/unconfirmed" | tr '\n' ' ')"
  [ ! -f "$state/taken-back" ] || fact taken_back "$(one_line "$state/taken-back")"
  [ ! -f "$state/rollback" ] || fact tools "$(cksum < "$state/rollback")"
}

# mark_in_short: the playbook, the wave, the mode, how it is there, who brought it there and when.
mark_in_short() {
  sed -n -e 's/^rollout=//p' -e 's/^wave=/wave /p' -e 's/^step=//p' -e 's/^status=//p' -e 's/^by=/by /p' -e 's/^marked=//p' \
    -e 's/^reason=/as /p' "$state/rollout" | tr '\n' ' '
}

# files_and_disks: what stands in larger files, what is free, in KiB, and whether policy can be written: busybox says yes to
# root on a read-only disk too.
files_and_disks() {
  names='free_policy free_state' writable=
  [ ! -w "$policy" ] || writable=yes
  [ -d "$policy" ] || names=free_state
  # shellcheck disable=SC2016 # $ is awk's
  df -P -k "$policy" "$root/var/lib" 2> /dev/null | root=$root names=$names writable=$writable policy=$policy awk '
    BEGIN {
      root = ENVIRON["root"]
      while ((getline line < (root "/etc/os-release")) > 0) {
        gsub(/"/, "", line)
        if (sub(/^ID=/, "", line)) print "fact os " line
        if (sub(/^VERSION_ID=/, "", line)) print "fact os_version " line
      }
      while ((getline line < (root "/proc/self/status")) > 0)
        if (sub(/^CapEff:[ \t]*/, "", line)) print "fact capabilities " line
      while ((getline line < (root "/proc/mounts")) > 0) {
        split(line, mount, " ")
        point = mount[2] == "/" ? "/" : mount[2] "/"
        # The longest is the nearest; of several at one place the last is on top.
        if (index(ENVIRON["policy"] "/", point) == 1 && length(point) >= length(nearest)) {
          nearest = point
          options = mount[4]
        }
      }
      if (ENVIRON["writable"] && options !~ /^ro(,|$)/) print "fact writable yes"
      split(ENVIRON["names"], names, " ")
    }
    NR > 1 && (NR - 1 in names) { print "fact " names[NR - 1] " " $4 }
  ' || :
}

# abis: which features a policy can ask the parser for by name.
abis() {
  names=
  for path in "$policy"/abi/*; do
    [ ! -f "$path" ] || names="$names ${path##*/}"
  done
  fact abi "${names# }"
}

container() {
  if [ -r "$root/run/systemd/container" ]; then
    first_line "$root/run/systemd/container"
    fact container "$line"
  elif [ -e "$root/.dockerenv" ]; then
    fact container docker
  elif [ -e "$root/run/.containerenv" ]; then
    fact container podman
  fi
}

# discover TEXT: runs all discovery in one shell. A tool that hangs costs its service's findings and those of the services
# behind it.
discover() {
  limit=
  ! command -v timeout > /dev/null || limit='timeout 90'
  # Not as an argument: the kernel takes none above 128 KiB, and the scripts of all services are more.
  # shellcheck disable=SC2086 # words are wanted
  printf '%s\n' "$1" | (
    export root newline tab
    $limit sh -s 2> /dev/null
  ) | head -c 4194304
  say ''
}

probe() {
  say 'aa-fleet-probe 1'
  facts
  profiles
  questions
  say 'aa-fleet-end'
}
