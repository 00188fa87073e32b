# shellcheck shell=sh
# Everything that a plan needs to know of a host, in one answer. Reads only. The controller appends questions():
#   managed SERVICE         what is managed for a service
#   processes WORD...     running programs that have one of the words in their path or label
#   rivals WORD...        profile files of others that mention one of the words
#   units PATTERN...      the state of these systemd units
#   check NAME TEXT       a probe on the host

fact() { say "fact $1 $2"; }

one_line() { [ ! -r "$1" ] || tr '\n' ' ' < "$1"; }

first_line() { head -n 1 "$1" 2> /dev/null || :; }

facts() {
  fact uid "$(id -u)"
  fact kernel "$(uname -r)"
  fact boot "$(boot_id)"
  fact time "$(date +%s)"
  fact apparmor "$(first_line "$root/sys/module/apparmor/parameters/enabled")"
  fact parser "$(apparmor_parser --version 2> /dev/null | sed -n '1s/.* //p')"
  fact securityfs "$([ -r "$kernel/profiles" ] && echo yes)"
  fact capabilities "$(sed -n 's/^CapEff:[[:space:]]*//p' "$root/proc/self/status" 2> /dev/null)"
  fact namespace "$(first_line "$kernel/.ns_name")"
  fact container "$(container)"
  fact os "$(sed -n 's/^ID=//p' "$root/etc/os-release" 2> /dev/null | tr -d '"')"
  fact os_version "$(sed -n 's/^VERSION_ID=//p' "$root/etc/os-release" 2> /dev/null | tr -d '"')"
  fact init "$([ -d "$root/run/systemd/system" ] && echo systemd)"
  fact audit "$(audit_source)"
  fact writable "$([ -w "$policy" ] && echo yes)"
  fact free_policy "$(free_kib "$policy")"
  fact free_state "$(free_kib "$root/var/lib")"
  fact lock "$(one_line "$state/lock/owner")"
  fact pending "$(one_line "$state/pending")"
  fact tools "$([ ! -f "$state/rollback" ] || cksum < "$state/rollback")"
}

container() {
  if [ -r "$root/run/systemd/container" ]; then
    first_line "$root/run/systemd/container"
  elif [ -e "$root/.dockerenv" ]; then
    echo docker
  elif [ -e "$root/run/.containerenv" ]; then
    echo podman
  fi
}

audit_source() {
  if [ -e "$root/run/auditd.pid" ] || [ -s "$root/var/log/audit/audit.log" ]; then
    echo auditd
  elif [ -d "$root/run/systemd/journal" ]; then
    echo journal
  else
    echo kernel
  fi
}

free_kib() { df -P -k "$1" 2> /dev/null | awk 'NR == 2 { print $4 }'; }

probe() {
  say 'aa-fleet-probe 1'
  facts
  profiles
  questions
  say 'aa-fleet-end'
}
