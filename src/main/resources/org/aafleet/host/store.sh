# shellcheck shell=sh
# The part that every host-side script shares: where things are, the lock, revisions, and the one way to move a host
# from one revision to another. POSIX sh; dash and busybox run it.
#
# $state/services/S/revision        number of the revision that S stands at
# $state/services/S/revisions/N/    all that aa-fleet manages for S at N (0: what was there before it came):
#     manifest    "file PATH", "link PATH" or "absent PATH"
#     files/PATH  the copies
#     loads       files that the kernel is given, in this order
#     profiles    "MODE NAME" for each profile, child and hat that the kernel then has
#     meta        KEY=VALUE
# $state/pending                    "S FROM TO" for each service of a transaction that is under way

root=${AA_FLEET_ROOT-}
LC_ALL=C
PATH=${root:+$root/usr/sbin:$root/usr/bin:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 077

state=$root/var/lib/aa-fleet
policy=$root/etc/apparmor.d
cache=$root/var/cache/apparmor
work=$state/output
kernel=$root/sys/kernel/security/apparmor
hook=$root/etc/systemd/system/apparmor.service.d/aa-fleet.conf

# The controller may be gone: a line that cannot be printed must not stop a transaction half-way.
say() { printf '%s\n' "$*" 2> /dev/null || :; }
quote_lines() { sed 's/^/|/' 2> /dev/null || :; }

step() {
  current_step=$1
  say "step $1"
}

# fail TEXT [FILE]: says what is wrong, and what the failing program printed.
fail() {
  say "error $current_step $1"
  if [ -n "${2-}" ] && [ -s "$2" ]; then
    head -c 16384 "$2" | quote_lines
    say ''
  fi
  return 1
}

# Waits until what was written to these files and directories is on the disk.
flush() { sync "$@" 2> /dev/null || sync; }

kernel_list() { cat "$kernel/profiles"; }

# ---- lock

boot_id() { cat "$root/proc/sys/kernel/random/boot_id" 2> /dev/null || echo unknown; }

lock_is_stale() {
  lock_boot='' lock_pid=''
  while IFS='=' read -r key value; do
    case $key in
      boot) lock_boot=$value ;;
      pid) lock_pid=$value ;;
    esac
  done < "$state/lock/owner"
  [ "$lock_boot" != "$(boot_id)" ] || ! kill -0 "$lock_pid" 2> /dev/null
}

# take_lock OWNER
take_lock() {
  mkdir -p "$state" || fail "cannot create $state" || return
  if ! mkdir "$state/lock" 2> /dev/null; then
    if [ ! -f "$state/lock/owner" ]; then
      sleep 1 # between its mkdir and its owner file
    fi
    if [ -f "$state/lock/owner" ] && ! lock_is_stale; then
      fail "locked: $(tr '\n' ' ' < "$state/lock/owner")" || return
    fi
    # Only one of several takers can move it aside.
    mv "$state/lock" "$state/lock.stale.$$" 2> /dev/null && rm -rf "$state/lock.stale.$$"
    mkdir "$state/lock" 2> /dev/null || fail 'locked: another run took over a stale lock' || return
  fi
  locked=yes
  printf 'owner=%s\nsince=%s\nboot=%s\npid=%s\n' "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(boot_id)" "$$" \
    > "$state/lock/owner.new" && mv "$state/lock/owner.new" "$state/lock/owner"
}

release_lock() {
  [ -z "${locked-}" ] || rm -rf "$state/lock"
  locked=
}

# ---- revisions

revision_of() { cat "$state/services/$1/revision" 2> /dev/null || echo none; }

revision_dir() { printf '%s' "$state/services/$1/revisions/$2"; }

last_revision() {
  for revision in "$state/services/$1/revisions"/*; do
    echo "${revision##*/}"
  done | sed -n '/^[0-9][0-9]*$/p' | sort -n | tail -n 1
}

# record DIR PATH: adds to the revision in DIR what is at PATH now.
record() {
  if [ -L "$root$2" ] || [ -f "$root$2" ]; then
    mkdir -p "$1/files${2%/*}" && cp -RPp "$root$2" "$1/files$2" || return
    if [ -L "$root$2" ]; then echo "link $2"; else echo "file $2"; fi >> "$1/manifest"
  elif [ -e "$root$2" ]; then
    fail "$2 is neither a file nor a link"
  else
    echo "absent $2" >> "$1/manifest"
  fi
}

knows() { grep -q -x -F -e "file $2" -e "link $2" -e "absent $2" "$1/manifest"; }

# is_as_left DIR PATH: whether what is at PATH is what the revision in DIR has.
is_as_left() {
  if grep -q -x -F -e "file $2" "$1/manifest"; then
    [ ! -L "$root$2" ] && cmp -s "$1/files$2" "$root$2"
  elif grep -q -x -F -e "link $2" "$1/manifest"; then
    [ -L "$root$2" ] && [ "$(readlink "$root$2")" = "$(readlink "$1/files$2")" ]
  else
    [ ! -e "$root$2" ] && [ ! -L "$root$2" ]
  fi
}

# prepare DIR TYPE PATH: a copy beside PATH, under a name that the parser skips. Nothing changes yet, so a full disk is
# found before anything is replaced.
prepare() {
  [ "$2" != absent ] && ! is_as_left "$1" "$3" || return 0
  mkdir_public "${root}${3%/*}" && cp -RPp "$1/files$3" "$root$3.aa-fleet~" || return
  # A fresh time: the parser takes its cache for stale only when a source is newer.
  [ "$2" = link ] || touch "$root$3.aa-fleet~"
}

# replace DIR TYPE PATH
replace() {
  if [ -L "$root$3.aa-fleet~" ] || [ -f "$root$3.aa-fleet~" ]; then
    mv -f "$root$3.aa-fleet~" "$root$3" || return
  elif [ "$2" = absent ]; then
    rm -f "$root$3" || return
    remove_empty_parents "$3"
  fi
  # At boot the clock may be wrong, and then fresh times prove nothing.
  case $3 in
    /etc/apparmor.d/*/*) ;;
    *) rm -f "$cache"/*/"${3##*/}" ;;
  esac
}

discard() { rm -f "$root$3.aa-fleet~"; }

# through FUNCTION DIR: calls it with DIR TYPE PATH for all that the revision manages.
through() {
  while read -r type path; do
    "$1" "$2" "$type" "$path" < /dev/null || return
  done < "$2/manifest"
}

place_all() {
  through prepare "$1" || {
    through discard "$1"
    fail "cannot write below $policy"
    return
  }
  through replace "$1"
}

# flush_revision DIR: its copies and what was installed from them.
flush_revision() {
  flush_list "$1" < "$1/manifest"
}

flush_list() {
  flush_dir=$1
  set -- "$flush_dir" "$flush_dir/manifest" "$flush_dir/loads" "$flush_dir/profiles" "$flush_dir/meta" "$policy"
  while read -r type path; do
    if [ "$type" = file ]; then set -- "$@" "$flush_dir/files$path"; fi
    if [ -f "$root$path" ]; then set -- "$@" "$root$path"; fi
    if [ -d "$root${path%/*}" ]; then set -- "$@" "$root${path%/*}"; fi
  done
  flush "$@"
}

mkdir_public() { (umask 022 && mkdir -p "$1"); }

# Directories of ours go when they are empty; disable/ and force-complain/ only if nobody but us made them.
remove_empty_parents() {
  case $1 in
    /etc/apparmor.d/aa-fleet/*)
      parent=${1%/*}
      while [ "$parent" != /etc/apparmor.d ] && rmdir "$root$parent" 2> /dev/null; do
        parent=${parent%/*}
      done
      ;;
    /etc/apparmor.d/disable/* | /etc/apparmor.d/force-complain/*)
      [ ! -f "$state/made${1%/*}" ] || ! rmdir "$root${1%/*}" 2> /dev/null || rm -f "$state/made${1%/*}"
      ;;
  esac
}

# note_made TYPE PATH: remembers that a directory is ours to remove.
note_made() {
  [ "$1" = link ] && [ ! -d "$root${2%/*}" ] || return 0
  mkdir -p "$state/made${2%/*/*}" && : > "$state/made${2%/*}"
}

# ---- the kernel

# compile ARGUMENT...: without expression simplification, which doubles the time for large files and changes no rule.
compile() { apparmor_parser -O no-expr-simplify "$@" < /dev/null > "$work" 2>&1; }

# load DIR [OPTION...]: gives the kernel the revision's files, in order. Always -T: a restored file must never be answered
# from the cache.
load() {
  load_dir=$1
  shift
  while read -r path; do
    compile -r -T "$@" "$root$path" || fail "apparmor_parser refused $path" "$work" || return
  done < "$load_dir/loads"
}

in_revision() { sed 's/^[^ ]* //' "$1/profiles" | grep -q -x -F -e "$2"; }

in_kernel() { kernel_list | sed 's/ ([a-z_]*)$//' | grep -q -x -F -e "$1"; }

# unload_others FROM_DIR TO_DIR: removes from the kernel what only the left revision has.
unload_others() {
  sed 's/^[^ ]* //' "$1/profiles" | while IFS= read -r name; do
    if ! in_revision "$2" "$name" && in_kernel "$name"; then
      # Removing a parent took its children along.
      printf '%s' "$name" > "$kernel/.remove" || ! in_kernel "$name" || fail "cannot unload $name" || exit 1
    fi
  done
}

# verify DIR: the kernel's list is the truth, not an exit code.
verify() {
  while read -r mode name; do
    kernel_list | grep -q -x -F -e "$name ($mode)" ||
      fail "the kernel has $(kernel_list | grep -F -e "$name (" || echo "no profile $name"), expected $name ($mode)" ||
      return
  done < "$1/profiles"
}

# ---- a transaction that was cut off

# The drop-in puts the old files back before a boot loads them, if the transaction was not committed by then.
install_hook() {
  [ -d "$root/run/systemd/system" ] || return 0
  mkdir_public "${hook%/*}" || return
  (umask 022 && printf '[Service]\nExecStartPre=-/bin/sh /var/lib/aa-fleet/recover\n' > "$hook") || return
  flush "$hook" "${hook%/*}"
}

remove_hook() {
  rm -f "$hook"
  rmdir "${hook%/*}" 2> /dev/null || :
}

# put_back: every service of the pending transaction to where it was, on disk and, where policy is loaded, in the kernel.
put_back() {
  [ -s "$state/pending" ] || return 0
  while read -r service from to; do
    from_dir=$(revision_dir "$service" "$from") to_dir=$(revision_dir "$service" "$to")
    place_all "$from_dir" || return
    [ ! -d "$to_dir" ] || ! is_loaded "$from_dir" "$to_dir" ||
      { load "$from_dir" -W && unload_others "$to_dir" "$from_dir" && verify "$from_dir"; } || return
    flush_revision "$from_dir"
    rm -rf "$to_dir"
    if [ "$(last_revision "$service")" = 0 ]; then
      rm -rf "$state/services/$service"
    else
      echo "$from" > "$state/services/$service/revision"
    fi
  done < "$state/pending"
  flush "$policy" "$state" "$state/services"
  rm -f "$state/pending"
  flush "$state"
  remove_hook
}

# At boot nothing is loaded when the drop-in runs: then the boot itself loads the files.
is_loaded() {
  [ -r "$kernel/profiles" ] || return 1
  cat "$1/profiles" "$2/profiles" 2> /dev/null | sed 's/^[^ ]* //' | while IFS= read -r name; do
    if in_kernel "$name"; then echo yes; fi
  done | grep -q yes
}
