# shellcheck shell=sh
# The dead-man's switch: what enforces is pending until its controller confirms it over a new connection. Without that
# word the host takes it back by itself: when the time is over, when the transaction was ended half-way, or at a boot.
#
# $state/unconfirmed    KEY=VALUE: token, by, boot, since, within (seconds); deadline in seconds of the kernel's uptime, once
#                       the transaction has reached its end; restart, for each unit that was restarted
# $state/taken-back     what was taken back last: token, by, since, time, reason

read_unconfirmed() {
  unconfirmed_token='' unconfirmed_by='' unconfirmed_boot='' unconfirmed_since='' unconfirmed_within='' deadline=''
  [ ! -f "$state/unconfirmed" ] || while IFS='=' read -r key value; do
    case $key in
      token) unconfirmed_token=$value ;;
      by) unconfirmed_by=$value ;;
      boot) unconfirmed_boot=$value ;;
      since) unconfirmed_since=$value ;;
      within) unconfirmed_within=$value ;;
      deadline) deadline=$value ;;
    esac
  done < "$state/unconfirmed"
}

# is_unconfirmed TOKEN: the change of this name is still pending.
is_unconfirmed() {
  read_unconfirmed
  [ -f "$state/pending" ] && [ "$unconfirmed_token" = "$1" ]
}

# is_awaited: somebody may still confirm the change that is pending.
is_awaited() {
  read_unconfirmed
  read_boot
  read_uptime
  [ -f "$state/pending" ] && [ "$unconfirmed_boot" = "$boot" ] && [ -n "$deadline" ] && [ "$uptime" -lt "$deadline" ]
}

# not_awaited: or says who is in the way. A person at the console need not wait.
not_awaited() {
  [ -z "${at_console-}" ] && is_awaited || return 0
  fail "unconfirmed: a change by $unconfirmed_by awaits its confirmation; without one it is taken back in $((deadline - uptime)) s"
}

# ---- in the transaction

# arm: from here on the host goes back by itself.
arm() { note_unconfirmed && start_guard; }

# note_unconfirmed LINE...
note_unconfirmed() {
  read_boot
  {
    printf '%s\n' "token=$token" "by=$owner" "boot=$boot" "since=$(date -u +%Y-%m-%dT%H:%M:%SZ)" "within=$within" "$@"
    sed 's/^/restart=/' "$state/restarts"
  } > "$state/unconfirmed.new" && flush "$state/unconfirmed.new" && mv -f "$state/unconfirmed.new" "$state/unconfirmed" &&
    flush "$state"
}

# start_guard: systemd's timer outlives this session and its ssh daemon; where there is none, a process does. Either waits for
# what is left of the time when it runs.
start_guard() {
  if [ -d "$root/run/systemd/system" ]; then
    systemd-run --quiet --collect --unit="aa-fleet-confirm-$token" --on-active="$within" --timer-property=AccuracySec=1s \
      /bin/sh "$state/recover" unconfirmed "$token" < /dev/null > "$work" 2>&1 ||
      fail "cannot start the timer that would take the change back" "$work"
  else
    detached=
    ! command -v setsid > /dev/null || detached=setsid
    (trap '' HUP && exec $detached sh "$state/recover" unconfirmed "$token") < /dev/null > /dev/null 2>&1 &
  fi
}

# await: all is as it shall be, and nothing is settled.
await() {
  read_uptime
  note_unconfirmed "deadline=$((uptime + within))" || return
  outcome=unconfirmed
}

# disarm: nothing waits for a confirmation any more.
disarm() {
  [ ! -f "$state/unconfirmed.new" ] || rm -f "$state/unconfirmed.new" || return
  [ -f "$state/unconfirmed" ] || return 0
  read_unconfirmed
  rm -f "$state/unconfirmed" || return
  [ ! -d "$root/run/systemd/system" ] ||
    systemctl stop "aa-fleet-confirm-$unconfirmed_token.timer" < /dev/null > /dev/null 2>&1 || :
}

# ---- the way back

# take_back REASON: what is pending goes, and what ran under it is restarted, unless it stopped with an earlier boot.
take_back() {
  read_unconfirmed
  if [ -z "$unconfirmed_token" ]; then
    put_back
    return
  fi
  read_boot
  sed -n 's/^restart=//p' "$state/unconfirmed" > "$state/restarts" || return
  put_back && printf '%s\n' "token=$unconfirmed_token" "by=$unconfirmed_by" "since=$unconfirmed_since" \
    "time=$(date -u +%Y-%m-%dT%H:%M:%SZ)" "reason=$1" > "$state/taken-back" && flush "$state/taken-back" || return
  disarm || :
  [ "$unconfirmed_boot" != "$boot" ] || restart_units || :
}

# guard TOKEN: takes the change of this name back once it is overdue, or its transaction has ended half-way.
guard() {
  while is_unconfirmed "$1"; do
    read_uptime
    if [ -n "$deadline" ] && [ "$uptime" -lt "$deadline" ]; then
      sleep $((deadline - uptime))
    elif take_lock 'aa-fleet, which takes back what is not confirmed' > /dev/null; then
      guarded "$1"
      return
    else
      sleep 1
    fi
  done
}

# guarded TOKEN: with the lock, so no transaction is under way any more.
guarded() {
  if ! is_unconfirmed "$1"; then
    :
  elif [ -z "$deadline" ]; then
    take_back 'its transaction was cut off'
  elif ! is_awaited; then
    take_back "it was not confirmed within $unconfirmed_within s"
  else
    release_lock
    guard "$1"
    return
  fi
  status=$?
  release_lock "$work" "$state/restarts" "$scratch"
  return "$status"
}

# ---- the controller's word, over a new connection

# confirm OWNER TOKEN: the change of this name stays.
confirm() {
  begin "$1"
  awaited "$2"
  plan=$state/pending changed=yes
  # Should committing fail, undo puts back.
  sed -n 's/^restart=//p' "$state/unconfirmed" > "$state/restarts" || exit 1
  [ ! -s "$state/restarts" ] || restarted=yes
  step commit && commit || exit 1
}

# decline OWNER TOKEN REASON: the change of this name is taken back.
decline() {
  begin "$1"
  awaited "$2"
  step undo
  outcome=broken
  take_back "$3" && outcome=reverted
}

# awaited TOKEN: or says what has become of it, and ends.
awaited() {
  ! is_unconfirmed "$1" || return 0
  outcome=reverted
  fail "it was taken back before: $(sed -n 's/^reason=//p' "$state/taken-back" 2> /dev/null || :)" || exit 1
}
