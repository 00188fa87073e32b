# shellcheck shell=sh
# One run at a time conducts a rollout on a host, and while it does nobody else changes the host.
#
# $state/lease    KEY=VALUE: run, by, since, boot; until in seconds of the kernel's uptime

# own_lease OWNER RUN SECONDS: takes the lease for this run, or renews it. Without a run it must be nobody's.
own_lease() {
  read_lease
  if [ -n "$lease_run" ] && [ "$lease_run" != "$2" ]; then
    fail "leased: $lease_by conducts a rollout here since $lease_since, for $lease_left s more, or until 'unlock'"
    return
  fi
  [ -n "$2" ] || return 0
  [ -n "$lease_run" ] || lease_since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  write_note "$state/lease" "run=$2${newline}by=$1${newline}since=$lease_since${newline}boot=$boot${newline}until=$((uptime + $3))$newline"
}

# keep_lease: as the run that the controller has named, if it has. A person at the console need not ask.
keep_lease() { [ -n "${at_console-}" ] || own_lease "$owner" "${run-}" "${lease_seconds-}"; }

# write_note FILE TEXT: wholly or not at all; without text it goes.
write_note() {
  if [ -z "$2" ]; then
    rm -f "$1"
  else
    printf '%s' "$2" > "$1.new" && flush "$1.new" && mv -f "$1.new" "$1"
  fi
}
