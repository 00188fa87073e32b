# shellcheck shell=sh
# The part that every host-side script shares: where things are, and what there is of revisions. POSIX sh; dash and
# busybox run it. Each process costs 10 ms on a slow machine: loops use the shell's own means, and lists are compared in one
# awk.
#
# $state/services/S/revision        number of the revision that S stands at, always the highest
# $state/services/S/revisions/N/    all that aa-fleet manages for S at N (0: what was there before it came):
#     manifest    "file PATH", "link PATH" or "absent PATH"
#     files/PATH  the copies
#     loads       files that the kernel is given
#     profiles    "MODE NAME" for each profile, child and hat that the kernel then has
#     foreign     "FILE<tab>NAME" for those of them that are in other people's files
#     snippets    "PATH<tab>UNIT<tab>PROGRAM<tab>ARGUMENT..." for each file of the service's own configuration among them:
#                 what must be restarted when it changes, and what tests the configuration before
#     meta        KEY=VALUE
# $state/services/S/kept.N/         what older revisions were before N made them remember more
# $state/pending                    "S FROM TO" for each service of a transaction that is under way
# $state/made/DIRECTORY             a directory that is ours to remove
# $state/entered                    a transaction that is under way has touched snippets
# $state/rollout                    where the host stands on the road of a rollout: KEY=VALUE
# $state/hold, $state/approved      that nothing may go on, and that it may set out: one line
# $state/skip                       that the soak which is under way is over: the stage, the road and why
# $state/lease                      who conducts a rollout here: KEY=VALUE
# $state/scratch/                   what a transaction needs while it is under way

root=${AA_FLEET_ROOT-}
LC_ALL=C
PATH=${root:+$root/usr/sbin:$root/usr/bin:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 077

state=$root/var/lib/aa-fleet
policy=$root/etc/apparmor.d
cache=$root/var/cache/apparmor
work=$state/output
scratch=$state/scratch
kernel=$root/sys/kernel/security/apparmor
incoming=$policy/.aa-fleet~
hook=$root/etc/systemd/system/apparmor.service.d/aa-fleet.conf
newline='
'
tab='	'

# The controller may be gone: a line that cannot be printed must not stop a transaction half-way. A control line stays one
# line whatever is in it.
say() {
  case $* in
    *"$newline"*) printf '%s\n' "$(printf '%s' "$*" | tr '\n' ' ')" ;;
    *) printf '%s\n' "$*" ;;
  esac 2> /dev/null || :
}

quote_lines() { sed 's/^/|/' 2> /dev/null || :; }

one_line() { tr '\n' ' ' < "$1"; }

# is_there PATH: also a link that leads nowhere is.
is_there() { [ -e "$1" ] || [ -L "$1" ]; }

# boot: this boot's id.
read_boot() {
  boot=unknown
  [ ! -r "$root/proc/sys/kernel/random/boot_id" ] || read -r boot < "$root/proc/sys/kernel/random/boot_id"
}

# read_uptime: sets uptime, in whole seconds. No change of the clock moves it.
read_uptime() {
  uptime=0
  [ ! -r "$root/proc/uptime" ] || read -r uptime line < "$root/proc/uptime"
  uptime=${uptime%%.*}
}

# stands_at: the revision that SERVICE stands at, or "none".
read_revision() {
  stands_at=none
  [ ! -s "$state/services/$1/revision" ] || read -r stands_at < "$state/services/$1/revision"
}

revision_dir() { printf '%s' "$state/services/$1/revisions/$2"; }
