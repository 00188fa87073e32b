# shellcheck shell=sh
# Where a host stands on the road of a rollout is told by a mark on it, which any controller reads; and who conducts the rollout
# at the moment by a lease.

# set_mark OWNER TEXT SERVICE...: the lines are the mark from now on; none take it away, and what was taken back with it. The
# text ends in a newline. With services, which have just entered a stage, how they are now is part of it.
set_mark() {
  marker=$1 text=$2
  shift 2
  if [ $# -gt 0 ]; then
    roots=$(watched_roots "$@")
    text=$text$(moment)$newline
  fi
  noting "$marker" replace_mark "$text"
}

replace_mark() { write_note "$state/rollout" "$1" && { [ -n "$1" ] || rm -f "$state/taken-back"; }; }

# set_note OWNER NAME TEXT: one line, "hold" or "approved"; an empty one takes it away.
set_note() { noting "$1" write_note "$state/$2" "${3:+$3$newline}"; }

# take_lease OWNER RUN SECONDS: nobody but this run conducts a rollout here for so long.
take_lease() { noting "$1" lease "$@"; }

lease() {
  read_lease
  if [ -n "$lease_run" ] && [ "$lease_run" != "$2" ]; then
    fail "leased: $lease_by conducts a rollout here since $lease_since, for $lease_left s more, or until 'unlock'"
    return
  fi
  [ -n "$lease_run" ] || lease_since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  write_note "$state/lease" "run=$2${newline}by=$1${newline}since=$lease_since${newline}boot=$boot${newline}until=$((uptime + $3))$newline"
}

# end_lease OWNER RUN: without RUN whoever has it.
end_lease() { noting "$1" drop_lease "$2"; }

drop_lease() {
  read_lease
  [ -z "$lease_run" ] || say "note the lease of $lease_by since $lease_since has ended"
  if [ -z "$1" ] || [ "$lease_run" = "$1" ]; then rm -f "$state/lease"; fi
}

# noting OWNER FUNCTION ARGUMENT...
noting() {
  trap '' HUP PIPE
  say 'aa-fleet-apply 1'
  locked='' outcome=unchanged current_step=mark failed=''
  if take_lock "$1"; then
    shift
    if "$@" && flush "$state"; then
      outcome=committed
    else
      [ -n "$failed" ] || fail "cannot write below $state" || :
    fi
    release_lock
  fi
  say "outcome $outcome"
  say 'aa-fleet-end'
}

write_note() {
  if [ -z "$2" ]; then
    rm -f "$1"
  else
    printf '%s' "$2" > "$1.new" && flush "$1.new" && mv -f "$1.new" "$1"
  fi
}
