# shellcheck shell=sh
# Kept on the host as /var/lib/aa-fleet/recover: runs before a boot loads profiles, when a change was not confirmed in time
# (recover unconfirmed TOKEN), and by hand.

current_step=recover restarted_users=' '

recover() {
  take_lock 'aa-fleet recover' && read_unconfirmed || return
  if [ "$unconfirmed_boot" = "$boot" ]; then why='recover was run'; else why='the host restarted before it was confirmed'; fi
  take_back "$why"
  status=$?
  release_lock "$work" "$state/restarts"
  return "$status"
}

if [ "${1-}" = unconfirmed ]; then guard "${2-}"; else recover; fi
exit
