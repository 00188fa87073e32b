# shellcheck shell=sh
# Kept on the host as /var/lib/aa-fleet/recover: runs before a boot loads profiles, and by hand.

current_step=recover
take_lock 'aa-fleet recover' && put_back
status=$?
release_lock
exit $status
