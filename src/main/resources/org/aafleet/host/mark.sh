# shellcheck shell=sh
# Where a host stands on the road of a rollout is told by a mark on it, which any controller reads; and who conducts the rollout
# at the moment by a lease.

# set_mark OWNER TEXT SERVICE...: the lines are the mark from now on; none take it away, and what was taken back with it. The
# text ends in a newline. With services, which have just entered a stage, how they are now is part of it. A note that cut a soak
# short was for the mark before.
set_mark() {
  marker=$1 text=$2
  shift 2
  if [ $# -gt 0 ]; then
    roots=$(watched_roots "$@")
    text=$text$(moment)$newline
  fi
  noting "$marker" replace_mark "$text"
}

# A host that sets out forgets what it took back before, and so does one that is told that it stands nowhere.
replace_mark() {
  keep_lease || return
  if [ -z "$1" ] || [ ! -f "$state/rollout" ]; then rm -f "$state/taken-back"; fi
  write_note "$state/rollout" "$1" && rm -f "$state/skip"
}

# set_note OWNER NAME TEXT: one line, "hold", "approved" or "skip"; an empty one takes it away.
set_note() { noting "$1" write_note "$state/$2" "${3:+$3$newline}"; }

# take_lease OWNER RUN SECONDS: nobody but this run conducts a rollout here for so long.
take_lease() { noting "$1" own_lease "$@"; }

# end_lease OWNER RUN: without RUN whoever has it.
end_lease() { noting "$1" drop_lease "$2"; }

drop_lease() {
  read_lease
  if [ -n "$1" ] && [ "$lease_run" != "$1" ]; then return; fi
  [ -z "$lease_run" ] || say "note the lease of $lease_by since $lease_since has ended"
  rm -f "$state/lease"
}

# noting OWNER FUNCTION ARGUMENT...
noting() {
  trap '' HUP PIPE
  say 'aa-fleet-apply 1'
  locked='' outcome=unchanged current_step=mark failed='' owner=$1 brief=yes
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
