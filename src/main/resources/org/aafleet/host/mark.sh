# shellcheck shell=sh
# Where a host stands on the road of a rollout is told by a mark on it, which any controller reads; and who conducts the rollout
# at the moment by a lease.

# set_mark OWNER TEXT SERVICE...: the lines are the mark from now on; none take it away, and what was taken back with it. The
# text ends in a newline. With services, which have just entered a stage, how they are now is part of it. A note that cut a soak
# short was for the mark before.
set_mark() {
  marker=$1 text=$2 anew=
  shift 2
  if [ $# -gt 0 ]; then
    anew=yes
    roots=$(watched_roots "$@")
    text=$text$(moment)$newline
  fi
  noting "$marker" replace_mark "$text"
}

# replace_mark TEXT: a host that is about to enter a stage, or stands nowhere, forgets what it took back before.
replace_mark() {
  keep_lease || return
  case $newline$1 in
    "$newline") rm -f "$state/taken-back" "$state/skip" ;;
    *"${newline}status=entering$newline"*)
      may_enter || return
      rm -f "$state/taken-back" "$state/skip"
      ;;
    *"${newline}status=soaking$newline"*) [ -z "$anew" ] || rm -f "$state/skip" ;;
    *) rm -f "$state/skip" ;;
  esac
  write_note "$state/rollout" "$1"
}

# may_enter: nobody has said stop since the controller looked, and the mark is the one that it saw: seen_mark, when it names one.
may_enter() {
  if [ -s "$state/hold" ]; then
    fail "held: $(one_line "$state/hold")"
  elif [ "${seen_mark+named}" ] && [ "$(mark_in_brief)" != "$seen_mark" ]; then
    fail "stale: another run has moved this host on since this one looked"
  fi
}

mark_in_brief() { sed -n -e '/^stage=/p' -e '/^status=/p' -e '/^marked=/p' "$state/rollout" 2> /dev/null | tr '\n' ' '; }

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
