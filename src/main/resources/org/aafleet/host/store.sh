# shellcheck shell=sh
# The one way to move a host from one revision to another: the lock, the disk, the kernel, and the way back.

step() {
  current_step=$1
  say "step $1"
}

# fail TEXT [FILE]: says what is wrong, and what the failing program printed.
fail() {
  failed=yes
  say "error $current_step $1"
  if [ -n "${2-}" ] && [ -s "$2" ]; then
    head -c 16384 "$2" | quote_lines
    say ''
  fi
  return 1
}

# Waits until what was written to these files and directories is on the disk.
flush() { sync "$@" 2> /dev/null || sync; }

# ---- lock

# started: when a process began, in the kernel's ticks; a number that was given to another process does not pass for it.
read_started() {
  started=
  [ -r "$root/proc/$1/stat" ] && read -r started < "$root/proc/$1/stat" || return 0
  # shellcheck disable=SC2086 # words are wanted; the program's name, which may hold anything, is cut off
  set -- ${started##*) }
  started=${20-}
}

# lock_is_stale FILE: it names a process that is gone.
lock_is_stale() {
  [ -f "$1" ] || return 1
  lock_boot='' lock_pid='' lock_started=''
  while IFS='=' read -r key value; do
    case $key in
      boot) lock_boot=$value ;;
      pid) lock_pid=$value ;;
      started) lock_started=$value ;;
    esac
  done < "$1"
  read_boot
  read_started "$lock_pid"
  [ "$lock_boot" != "$boot" ] || [ "$lock_started" != "$started" ] || ! kill -0 "$lock_pid" 2> /dev/null
}

# take_lock OWNER: a hard link is there with its text or not at all, so no lock is ever without an owner. One that is held for
# a note only is waited for.
take_lock() {
  mkdir -p "$state" || fail "cannot create $state" || return
  read_boot
  read_started "$$"
  ticket=$state/lock.$$ locked=
  printf 'owner=%s\nsince=%s\nboot=%s\npid=%s\nstarted=%s\n%s' \
    "$1" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$boot" "$$" "$started" "${brief:+brief=yes$newline}" > "$ticket" ||
    { rm -f "$ticket" && fail "cannot write below $state, $(free_kib "$state") KiB are free"; } || return
  tries=10
  until [ "$tries" = 0 ] || claim_lock; do
    tries=$((tries - 1))
    if is_held_briefly; then sleep 1; else tries=0; fi
  done
  if [ -n "$locked" ]; then
    # Its own, and those of takers that were killed.
    for ticket in "$state"/lock.[0-9]*; do
      if [ "${ticket##*.}" = "$$" ] || ! kill -0 "${ticket##*.}" 2> /dev/null; then rm -f "$ticket"; fi
    done
  else
    rm -f "$ticket"
    held=$state/lock
    ! lock_is_stale "$held" || held=$state/lock.claim
    fail "locked: $(one_line "$held" 2> /dev/null || echo 'another run has just ended')"
  fi
}

claim_lock() { { ln "$ticket" "$state/lock" 2> /dev/null || replace_stale_lock; } && locked=yes; }

# is_held_briefly: or by nobody any more.
is_held_briefly() { [ ! -f "$state/lock" ] || grep -q '^brief=' "$state/lock" 2> /dev/null; }

# Of several takers one gets the claim. While it is held nobody else replaces a stale lock, and its owner is gone.
replace_stale_lock() {
  lock_is_stale "$state/lock" || return
  ! lock_is_stale "$state/lock.claim" || rm -f "$state/lock.claim"
  ln "$ticket" "$state/lock.claim" 2> /dev/null || return
  if lock_is_stale "$state/lock" && mv -f "$ticket" "$state/lock"; then
    rm -f "$state/lock.claim"
  else
    rm -f "$state/lock.claim"
    return 1
  fi
}

# release_lock PATH...: these go too.
release_lock() {
  [ -z "${locked-}" ] || rm -rf "$@" "$state/lock"
  locked=
}

free_kib() { df -P -k "$1" 2> /dev/null | awk 'NR == 2 { print $4 }'; }

# ---- revisions

# highest_below SERVICE LIMIT: sets highest, empty when there is none.
highest_below() {
  highest=
  for revision in "$state/services/$1/revisions"/*; do
    revision=${revision##*/}
    case $revision in *[!0-9]*) continue ;; esac
    if [ "$revision" -lt "$2" ] && [ "$revision" -gt "${highest:--1}" ]; then highest=$revision; fi
  done
}

# write_revision SERVICE REVISION: not by a rename, as it is written only while a transaction is pending: one that is cut
# off here is put back with all the others.
write_revision() { printf '%s\n' "$2" > "$state/services/$1/revision"; }

# through FUNCTION DIR: calls it with DIR TYPE PATH for all that the revision manages.
through() {
  while read -r type path; do
    "$1" "$2" "$type" "$path" < /dev/null || return
  done < "$2/manifest"
}

# place DIR...: on the disk is what these revisions have of policy, absences included. Nothing is replaced before a copy of
# everything is beside it, so a full disk is found in time.
place() {
  differing=$(differing "$@") || fail "cannot compare what is below $policy" || return
  if [ -n "$differing" ]; then
    bring "$@" || {
      rm -rf "$incoming"
      fail "cannot write below $policy, $(free_kib "$policy") KiB are free"
      return
    }
    changed=yes
    discard_cache "$@" && replace && remove_absent || return
  fi
  [ ! -d "$incoming" ] || rm -rf "$incoming" || return
  for dir; do
    through remove_empty_parents "$dir"
  done
}

is_policy() { case $1 in /etc/apparmor.d/*) ;; *) return 1 ;; esac }

# differing DIR...: "TYPE PATH" of all policy that is not as these revisions have it; what has one parent stands together. Not
# through a file: a disk that is full must not hide anything.
differing() {
  found=''
  for dir; do
    shift
    while read -r type path; do
      is_policy "$path" || continue
      if [ "$type" = file ] && [ -f "$root$path" ] && [ ! -L "$root$path" ]; then
        set -- "$@" "$dir/files$path" "$root$path"
      elif ! is_there_as "$dir" "$type" "$path"; then
        found=$found$type\ $path$newline
      fi
    done < "$dir/manifest" || return
  done
  if [ $# -gt 0 ]; then
    unequal=$(unequal "$@") || return
    [ -z "$unequal" ] || found=$found$unequal$newline
  fi
  [ -z "$found" ] || printf '%s' "$found" | sort -u -k 2
}

# is_there_as DIR TYPE PATH: of files, unequal says it.
is_there_as() {
  case $2 in
    link) [ -L "$root$3" ] && [ "$(readlink "$root$3")" = "$(readlink "$1/files$3")" ] ;;
    absent) ! is_there "$root$3" ;;
    *) false ;;
  esac
}

# unequal COPY FILE...: "file PATH" for each pair that is not equal.
unequal() {
  sums=$(cksum -- "$@") || return
  printf '%s\n' "$sums" | root=$root awk '
    { sum = $1 " " $2 }
    NR % 2 { copy = sum; next }
    sum != copy { print "file " substr($0, length(sum) + length(ENVIRON["root"]) + 2) }
  '
}

# bring DIR...: copies all to a directory that no parser looks into. The parser takes its cache for stale only when a
# source is newer, so what is going to be moved is fresh.
bring() {
  [ ! -d "$incoming" ] || rm -rf "$incoming" || return # of a transaction that was cut off
  for dir; do
    shift
    [ ! -d "$dir/files/etc/apparmor.d" ] || set -- "$@" "$dir/files/etc/apparmor.d/."
  done
  [ $# -gt 0 ] || return 0
  mkdir "$incoming" && cp -RPpf -- "$@" "$incoming/" || return
  set --
  while read -r type path; do
    [ "$type" != file ] || set -- "$@" "$incoming${path#/etc/apparmor.d}"
  done << END || return
$differing
END
  [ $# = 0 ] || touch -- "$@"
}

# At boot the clock may be wrong, and then fresh times prove nothing. Goes before the first move: once all are moved, nothing
# differs any more.
discard_cache() {
  for dir; do
    shift
    while read -r path; do
      for cached in "$cache"/*/"${path##*/}"; do
        [ ! -e "$cached" ] || set -- "$@" "$cached"
      done
    done < "$dir/loads" || return
  done
  [ $# = 0 ] || rm -f -- "$@"
}

# replace: one move for all that goes to one directory; a directory that is not there yet is moved as a whole.
replace() {
  set --
  parent='' last=''
  while read -r type path; do
    [ "$type" != absent ] || continue
    until [ -d "$root${path%/*}" ]; do path=${path%/*}; done
    [ "$path" != "$last" ] || continue
    last=$path
    if [ "${path%/*}" != "$parent" ]; then
      [ $# = 0 ] || mv -f -- "$@" "$root$parent/" || return
      set --
      parent=${path%/*}
    fi
    set -- "$@" "$incoming${path#/etc/apparmor.d}"
  done << END || return
$differing
END
  [ $# = 0 ] || mv -f -- "$@" "$root$parent/"
}

remove_absent() {
  set --
  while read -r type path; do
    [ "$type" != absent ] || set -- "$@" "$root$path"
  done << END || return
$differing
END
  [ $# = 0 ] || rm -f -- "$@"
}

# remove_empty_parents DIR TYPE PATH: directories of ours go when they are empty; disable/ and force-complain/ only if
# nobody but us made them.
remove_empty_parents() {
  [ "$2" = absent ] || return 0
  parent=${3%/*}
  case $3 in
    /etc/apparmor.d/aa-fleet/*)
      while [ "$parent" != /etc/apparmor.d ] && { [ ! -d "$root$parent" ] || remove_if_empty "$root$parent"; }; do
        parent=${parent%/*}
      done
      ;;
    /etc/apparmor.d/disable/* | /etc/apparmor.d/force-complain/*)
      [ ! -f "$state/made$parent" ] || ! remove_if_empty "$root$parent" || rm -f "$state/made$parent"
      ;;
  esac
}

remove_if_empty() {
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    ! is_there "$entry" || return
  done
  rmdir "$1" 2> /dev/null
}

# ---- snippets: files of a service's own configuration, by which it enters profiles. It fails without these profiles: they
# are in the kernel before a snippet is on the disk, and as long as it is, or the service runs with it.

# each_snippet FUNCTION NAME FROM TO: calls it with FROM_DIR TO_DIR TYPE PATH for each path outside the policy that TO has.
each_snippet() {
  for_snippet=$1 from_dir=$(revision_dir "$2" "$3") to_dir=$(revision_dir "$2" "$4")
  while read -r type path; do
    is_policy "$path" || "$for_snippet" "$from_dir" "$to_dir" "$type" "$path" < /dev/null || return
  done < "$to_dir/manifest"
}

# has_snippet DIR TYPE PATH: it is on the disk as the revision in DIR has it.
has_snippet() {
  if [ "$2" = file ]; then
    [ -f "$root$3" ] && [ ! -L "$root$3" ] && [ -z "$(unequal "$1/files$3" "$root$3")" ]
  else
    is_there_as "$1" "$2" "$3"
  fi
}

# place_snippet DIR TYPE PATH: by a rename, from a directory beside it of a name that no service includes.
place_snippet() {
  beside=$root${3%/*}/.aa-fleet~
  [ ! -d "$beside" ] || rm -rf "$beside" || return # of a transaction that was cut off
  ! has_snippet "$@" || return 0
  changed=yes
  if [ "$2" = absent ]; then
    rm -f -- "$root$3"
  else
    mkdir_public "$root${3%/*}" && mkdir "$beside" && cp -RPp -- "$1/files$3" "$beside/" &&
      { [ "$2" != file ] || flush "$beside/${3##*/}"; } && mv -f -- "$beside/${3##*/}" "$root${3%/*}/" && rmdir "$beside"
  fi || fail "cannot write $3, $(free_kib "$root/etc") KiB are free" || return
  flush "$root${3%/*}"
}

# snippet_lines PATH DIR...: what these revisions know of it.
snippet_lines() {
  snippet=$1
  shift
  for dir; do
    shift
    [ ! -f "$dir/snippets" ] || set -- "$@" "$dir/snippets"
  done
  [ $# = 0 ] || snippet=$snippet awk -F '\t' '$1 == ENVIRON["snippet"] && !told[$0]++' "$@"
}

# units_of PATH DIR...: what runs, or fails, with this file, one a line. At a boot nothing does yet.
units_of() {
  snippet_lines "$@" | cut -f 2 | sort -u | while read -r unit; do
    ! is_running "$unit" || printf '%s\n' "$unit"
  done
}

is_running() {
  if [ -d "$root/run/systemd/system" ]; then
    case $(systemctl is-active -- "$1" 2> /dev/null < /dev/null) in '' | inactive | unknown) return 1 ;; esac
  elif command -v rc-service > /dev/null; then
    rc-service "${1%.service}" status > /dev/null 2>&1 < /dev/null
  else
    command service "${1%.service}" status > /dev/null 2>&1 < /dev/null
  fi
}

# restart_users PATH DIR...: what runs with this file, each unit once.
restart_users() {
  for unit in $(units_of "$@"); do
    case $restarted_users in *" $unit "*) continue ;; esac
    restarted_users="$restarted_users$unit "
    say "restarting $unit"
    restart_unit "$unit" > "$work" 2>&1 || fail "restart of $unit failed" "$work" || return
  done
}

# put_back_snippet TO_DIR FROM_DIR TYPE PATH: what does not start then did not start before.
put_back_snippet() {
  place_snippet "$2" "$3" "$4" || return
  [ ! -f "$state/entered" ] || restart_users "$4" "$1" "$2" || :
}

put_back_snippets() { each_snippet put_back_snippet "$1" "$3" "$2"; }

mkdir_public() { (umask 022 && mkdir -p -- "$@"); }

# flush_services FILE...: these, the copies of both sides of the transaction, and what was installed from them.
flush_services() {
  set -- "$@" "$policy"
  for tool in "$state/rollback" "$state/recover"; do
    [ ! -f "$tool" ] || set -- "$@" "$tool"
  done
  flushed_dir=
  while read -r name from to; do
    for dir in "$state/services/$name/revisions/$from" "$state/services/$name/revisions/$to"; do
      [ -d "$dir" ] || continue
      set -- "$@" "$dir" "$dir/manifest" "$dir/loads" "$dir/profiles" "$dir/foreign" "$dir/meta"
      [ ! -f "$dir/snippets" ] || set -- "$@" "$dir/snippets"
      while read -r type path; do
        if [ "$type" = file ]; then set -- "$@" "$dir/files$path"; fi
        if [ -f "$root$path" ]; then set -- "$@" "$root$path"; fi
        if [ "${path%/*}" != "$flushed_dir" ] && [ -d "$root${path%/*}" ]; then set -- "$@" "$root${path%/*}"; fi
        flushed_dir=${path%/*}
      done < "$dir/manifest"
    done
  done < "$plan"
  flush "$@"
}

# forget_unfinished: what transactions left that never were committed.
forget_unfinished() {
  [ ! -d "$scratch" ] || rm -rf "$scratch" || return
  [ ! -f "$state/entered" ] || rm -f "$state/entered" || return
  for service in "$state"/services/*; do
    [ -d "$service" ] || continue
    if [ -f "$service/revision" ]; then
      read_revision "${service##*/}"
      forget_above "$service" "$stands_at" || return
    else
      rm -rf "$service" || return
    fi
  done
}

# forget_above DIR REVISION
forget_above() {
  for leftover in "$1"/kept.* "$1"/revisions/*; do
    number=${leftover##*/}
    number=${number#kept.}
    case $leftover:$number in
      *:*[!0-9]*) ;;
      */kept.*) [ "$number" -le "$2" ] || restore_kept "$1" "$leftover" || return ;;
      *) [ "$number" -gt "$2" ] || continue ;;
    esac
    [ ! -d "$leftover" ] || rm -rf "$leftover" || return
  done
}

# restore_kept DIR KEPT: older revisions remember no more than they did, copies included.
restore_kept() {
  for kept in "$2"/*; do
    [ -d "$kept" ] || continue
    revision=$1/revisions/${kept##*/}
    if [ -f "$kept/manifest" ] && [ -f "$revision/manifest" ]; then
      while read -r type path; do
        grep -q -x -F -e "$type $path" "$kept/manifest" || rm -f "$revision/files$path" || return
      done < "$revision/manifest" || return
    fi
    for list in "$kept"/*; do
      [ ! -f "$list" ] || mv -f "$list" "$revision/" || return
    done
  done
}

# ---- the kernel

# parser ARGUMENT...: without expression simplification, which doubles the time for large files and changes no rule.
parser() { apparmor_parser -O no-expr-simplify "$@" < /dev/null; }

# load DIR...: gives the kernel the files of these revisions; in one call, which compiles as many at once as there are
# processors. Always -T: a restored file must never be answered from the cache.
load() {
  for dir; do
    shift
    while read -r path; do
      set -- "$@" "$root$path"
    done < "$dir/loads" || return
  done
  [ $# = 0 ] || parser -r -T -W "$@" > "$work" 2>&1 || refused "$@"
}

# refused ARGUMENT...: says which of these files the parser has named.
refused() {
  printed=$(grep -v '^Warning' "$work" || cat "$work")
  for path; do
    [ -f "$path" ] || continue
    case $printed in
      *"$path"[!A-Za-z0-9._-]* | *"$path")
        fail "apparmor_parser refused /etc/apparmor.d/${path##*/}" "$work"
        return
        ;;
    esac
  done
  fail 'apparmor_parser refused the profiles' "$work"
}

# unload_others FROM TO: removes from the kernel what only the left side of the transaction has; each side is "from" or "to".
# Where spare is set, not the children and hats of a profile that stays: a service may still be about to enter them.
unload_others() {
  has_profiles "$1" || return 0
  leaving=$(only_in_left "$1" "$2") || fail "cannot read $kernel/profiles" || return
  [ -n "$leaving" ] || return 0
  while IFS= read -r name; do
    # Removing a parent takes its children along, and then they cannot be removed.
    printf '%s' "$name" 2> /dev/null > "$kernel/.remove" || :
  done << END || return
$leaving
END
  leaving=$(only_in_left "$1" "$2") || fail "cannot read $kernel/profiles" || return
  [ -z "$leaving" ] || fail "cannot unload $leaving"
}

# has_profiles SIDE: whether any service of the transaction has.
has_profiles() {
  while read -r name from to; do
    if [ "$1" = from ]; then number=$from; else number=$to; fi
    [ ! -s "$state/services/$name/revisions/$number/profiles" ] || return 0
  done < "$plan"
  return 1
}

# only_in_left FROM TO: names that the kernel has; of a parent and its children only the parent.
only_in_left() {
  left=$1
  over "$2" only_besides
}

# only_besides KEPT_DIR...
only_besides() {
  for dir; do
    set -- "$@" "$dir/profiles"
    shift
  done
  set -- part=kept "$@" part=left
  while read -r name from to; do
    if [ "$left" = from ]; then number=$from; else number=$to; fi
    set -- "$@" "$state/services/$name/revisions/$number/profiles"
  done < "$plan"
  spare=${spare-} awk '
    part == "kernel" { sub(/ \([a-z_]*\)$/, ""); loaded[$0]; next }
    { sub(/^[^ ]* /, "") }
    part == "kept" { kept[$0]; next }
    ($0 in loaded) && !($0 in kept) && !is_spared($0) { leaving[$0] }
    function is_spared(name) { return ENVIRON["spare"] != "" && sub(/\/\/.*/, "", name) && name in kept }
    END {
      for (name in leaving) {
        parent = name
        while (sub(/\/\/[^\/]*$/, "", parent) && !(parent in leaving));
        if (!(parent in leaving) || parent == name) print name
      }
    }
  ' part=kernel "$kernel/profiles" "$@"
}

# differs SAYS FILE...: the first of the lines "MODE NAME" that is not so in the kernel; the mode "no" is for no profile.
differs() {
  says=$1
  shift
  says=$says awk '
    part == "kernel" { line = $0; sub(/ \([a-z_]*\)$/, ""); loaded[$0] = line; next }
    {
      name = mode = $0
      sub(/^[^ ]* /, "", name)
      sub(/ .*/, "", mode)
      missing = "no profile " name
      wanted = mode == "no" ? missing : name " (" mode ")"
      found = (name in loaded) ? loaded[name] : missing
    }
    found != wanted { print "the kernel has " found ", " ENVIRON["says"] " " wanted; exit }
  ' part=kernel "$kernel/profiles" part=wanted "$@"
}

# verify DIR...: the kernel's list is the truth, not an exit code.
verify() {
  for dir; do
    set -- "$@" "$dir/profiles"
    shift
  done
  wrong=$(differs expected "$@") || fail "cannot read $kernel/profiles" || return
  [ -z "$wrong" ] || fail "$wrong"
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
  [ -d "${hook%/*}" ] || return 0
  rm -f "$hook"
  rmdir "${hook%/*}" 2> /dev/null || :
}

# each FUNCTION: calls it with NAME FROM TO for each service of the transaction.
each() {
  while read -r name from to; do
    "$1" "$name" "$from" "$to" < /dev/null || return
  done < "$plan"
}

# over SIDE FUNCTION: calls it with the revisions of all services on one side of the transaction, "from" or "to".
over() {
  side=$1 function=$2
  set --
  while read -r name from to; do
    if [ "$side" = from ]; then number=$from; else number=$to; fi
    set -- "$@" "$state/services/$name/revisions/$number"
  done < "$plan" || return
  "$function" "$@"
}

# put_back: every service of the pending transaction to where it was, on disk and, where policy is loaded, in the kernel.
# It can be cut off too: the new revisions stay until nothing is pending.
put_back() {
  if [ -f "$state/pending" ]; then
    plan=$state/pending
    restarted_users=' ' spare=
    over from place && put_back_loaded && flush_services && each put_back_number || return
    flush_numbers
    rm -f "$state/pending" || return
    flush "$state"
  fi
  remove_hook
  forget_unfinished
}

# flush_numbers: where each service stands.
flush_numbers() {
  set -- "$policy" "$state" "$state/services" "$state/services"/*
  for number in "$state/services"/*/revision; do
    [ ! -f "$number" ] || set -- "$@" "$number"
  done
  flush "$@"
}

# At boot nothing is loaded when the drop-in runs: then the boot itself loads the files.
put_back_loaded() {
  if [ ! -r "$kernel/profiles" ]; then
    each put_back_snippets
    return
  fi
  reloaded=
  each put_back_into_kernel && each put_back_snippets && unload_others to from && each verify_reloaded
}

put_back_into_kernel() {
  any_is_loaded "$(revision_dir "$1" "$2")" "$(revision_dir "$1" "$3")" || return 0
  load "$(revision_dir "$1" "$2")" && reloaded="$reloaded $1 "
}

verify_reloaded() {
  case $reloaded in *" $1 "*) verify "$(revision_dir "$1" "$2")" ;; esac
}

any_is_loaded() {
  awk '
    part == "kernel" { sub(/ \([a-z_]*\)$/, ""); loaded[$0]; next }
    { sub(/^[^ ]* /, "") }
    $0 in loaded { found = 1; exit }
    END { exit !found }
  ' part=kernel "$kernel/profiles" part=managed "$1/profiles" "$2/profiles"
}

# Revision 0 is what was there before: a service that was there for the first time is not there any more.
put_back_number() {
  read_revision "$1"
  if [ "$2" = 0 ]; then
    rm -f "$state/services/$1/revision"
  elif [ "$stands_at" != "$2" ]; then
    write_revision "$1" "$2"
  fi
}
