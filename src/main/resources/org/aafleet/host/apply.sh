# shellcheck shell=sh
# The host transaction: from the revisions where services stand to new ones, wholly or not at all. The controller appends
#   expectations()   what it saw when it planned:  at SERVICE REVISION, same TYPE DETAIL PATH, has PROFILE (MODE)
#   payload()        what shall be:  service NAME, file PATH <<, link PATH TARGET, absent PATH, loads PATH,
#                    profile MODE NAME, meta LINE, retire PATH NAME..., restart UNIT
#   observations()   what to report afterwards, as in probe.sh
# and the call of apply OWNER.

# ---- expectations: the host must still be as it was when the plan was made

at() {
  [ "$(revision_of "$1")" = "$2" ] || fail "stale: $1 is at revision $(revision_of "$1"), the plan saw $2"
}

same() {
  case $1 in
    file) [ ! -L "$root$3" ] && [ "$(cksum < "$root$3" 2> /dev/null)" = "$2" ] ;;
    link) [ -L "$root$3" ] && [ "$(readlink "$root$3")" = "$2" ] ;;
    absent) [ ! -e "$root$3" ] && [ ! -L "$root$3" ] ;;
  esac || fail "stale: $3 has changed since the plan was made"
}

has() {
  kernel_list | grep -q -x -F -e "$1" || fail "stale: the kernel no longer has $1"
}

# ---- payload: fills the staged revision

service() {
  name=$1
  from=$(revision_of "$name")
  [ "$from" != none ] || from=0
  last=$(last_revision "$name")
  to=$((${last:-0} + 1))
  staged=$state/services/$name/revisions/$to.new
  mkdir -p "$staged/files" "$staged/mask" &&
    : > "$staged/manifest" && : > "$staged/loads" && : > "$staged/profiles" && : > "$staged/meta" &&
    : > "$staged/retired" || return
  echo "$name $from $to" >> "$plan"
}

# staged_parent PATH
staged_parent() { mkdir -p "$staged/files${1%/*}"; }

file() {
  staged_parent "$1" && cat > "$staged/files$1" && chmod 644 "$staged/files$1" && echo "file $1" >> "$staged/manifest"
}

link() {
  staged_parent "$1" && ln -s "$2" "$staged/files$1" && echo "link $1" >> "$staged/manifest"
}

absent() {
  echo "absent $1" >> "$staged/manifest" || return
  # While the new files are parsed, an installed fragment that goes away must not be found.
  case $1 in
    /etc/apparmor.d/aa-fleet/*) mkdir -p "$staged/mask${1%/*}" && : > "$staged/mask$1" ;;
  esac
}

loads() { echo "$1" >> "$staged/loads"; }
profile() { echo "$1 $2" >> "$staged/profiles"; }
meta() { echo "$1" >> "$staged/meta"; }
restart() { echo "$1" >> "$state/restarts"; }

# retire PATH NAME...: another's profile file for the same program; it is disabled, never edited.
retire() {
  retired=$1
  shift
  link "/etc/apparmor.d/disable/${retired##*/}" "$retired" || return
  for retired_name in "$@"; do
    printf '%s\t%s\n' "$retired" "$retired_name" >> "$staged/retired" || return
  done
}

# previous SERVICE: the newest revision below the one where it stands.
previous() {
  for revision in "$state/services/$1/revisions"/*; do
    echo "${revision##*/}"
  done | sed -n '/^[0-9][0-9]*$/p' | sort -n | awk -v now="$(revision_of "$1")" '$1 < now' | tail -n 1
}

# adopt REVISION: the staged revision is a copy of an earlier one; "previous" is the one before where the service stands.
adopt() {
  if [ "$1" = previous ]; then set -- "$(previous "$name")"; fi
  [ -n "$1" ] && [ -d "$(revision_dir "$name" "$1")" ] || fail "$name has no revision ${1:-to go back to}" || return
  cp -RPp "$(revision_dir "$name" "$1")/." "$staged/" && echo "action=rollback to $1" > "$staged/meta"
}

# tool NAME <<: a script for the host's console.
tool() { cat > "$state/$1.new" && mv "$state/$1.new" "$state/$1"; }

# ---- the steps

# each FUNCTION: calls it with NAME FROM TO for each service of the transaction.
each() {
  while read -r name from to; do
    "$1" "$name" "$from" "$to" < /dev/null || return
  done < "$plan"
}

parse_staged() {
  staged=$state/services/$1/revisions/$3.new
  while read -r path; do
    if [ -f "$staged/files$path" ]; then source=$staged/files$path; else source=$root$path; fi
    compile -Q -K -I "$staged/files/etc/apparmor.d" -I "$staged/mask/etc/apparmor.d" -I "$policy" "$source" ||
      fail "apparmor_parser refused $path" "$work" || return
  done < "$staged/loads"
}

# keep_old: in every revision that there is, also what it must put back for a path that is managed only from now on.
keep_old() {
  revisions=$state/services/$1/revisions
  staged=$revisions/$3.new
  if [ ! -d "$revisions/0" ]; then
    mkdir "$revisions/0.new" && : > "$revisions/0.new/manifest" && : > "$revisions/0.new/loads" &&
      : > "$revisions/0.new/profiles" && echo 'action=before aa-fleet' > "$revisions/0.new/meta" &&
      mv "$revisions/0.new" "$revisions/0" || return
  fi
  while read -r type path; do
    note_made "$type" "$path" || return
    for old in "$revisions"/*; do
      case $old in *.new) continue ;; esac
      knows "$old" "$path" || { record "$old" "$path" && keep_loaded "$old" "$path"; } || return
    done
  done < "$staged/manifest"
  rm -rf "$staged/mask"
  mv "$staged" "$revisions/$3"
}

# keep_loaded DIR DISABLE_LINK: the profiles of a file that is being retired, when the kernel has them.
keep_loaded() {
  while IFS='	' read -r retired_file retired_name; do
    [ "$2" = "/etc/apparmor.d/disable/${retired_file##*/}" ] || continue
    mode=$(kernel_list | sed -n 's/ (\([a-z_]*\))$/	\1/p' | awk -F '\t' -v name="$retired_name" '$1 == name { print $2 }')
    [ -n "$mode" ] || continue
    echo "$mode $retired_name" >> "$1/profiles" || return
    grep -q -x -F -e "$retired_file" "$1/loads" || echo "$retired_file" >> "$1/loads" || return
  done < "$staged/retired"
}

install_new() { place_all "$(revision_dir "$1" "$3")"; }

load_new() { load "$(revision_dir "$1" "$3")" -W; }

# A process is confined from its start only, and an enforcing profile may forbid the signal to an unconfined parent: so
# services are restarted under complain, which -C gives the parent, its children and its hats.
load_complaining() { load "$(revision_dir "$1" "$3")" -K -C; }

unload_old() { unload_others "$(revision_dir "$1" "$2")" "$(revision_dir "$1" "$3")"; }

verify_new() { verify "$(revision_dir "$1" "$3")"; }

restart_units() {
  while read -r unit; do
    say "restarting $unit"
    restart_unit "$unit" > "$work" 2>&1 || fail "restart of $unit failed" "$work" || return
  done < "$state/restarts"
}

restart_unit() {
  if [ -d "$root/run/systemd/system" ]; then
    systemctl restart "$1" < /dev/null && systemctl is-active "$1" < /dev/null
  elif command -v rc-service > /dev/null; then
    rc-service "${1%.service}" restart < /dev/null
  else
    command service "${1%.service}" restart < /dev/null
  fi
}

stand_at_new() { echo "$3" > "$state/services/$1/revision"; }

flush_both() { flush_revision "$(revision_dir "$1" "$2")" && flush_revision "$(revision_dir "$1" "$3")"; }

# The number of old revisions that stay, besides 0 and where the service stands.
prune() {
  for revision in "$state/services/$1/revisions"/*; do
    echo "${revision##*/}"
  done | sed -n '/^[1-9][0-9]*$/p' | sort -n -r | sed "1,$((keep + 1))d" | while read -r number; do
    rm -rf "$(revision_dir "$1" "$number")"
  done
}

transact() {
  step check && expectations || return
  step stage && rm -rf "$state"/services/*/revisions/*.new "$plan" "$state/restarts" &&
    : > "$plan" && : > "$state/restarts" && payload || return
  step parse && each parse_staged || return
  step keep && each keep_old || return
  step journal && install_hook && each flush_both && flush "$plan" &&
    mv "$plan" "$state/pending" && plan=$state/pending && flush "$state" || return
  step install && each install_new && each flush_both || return
  if [ -s "$state/restarts" ]; then
    step load-complaining && each load_complaining && each unload_old || return
    step restart && restart_units || return
  fi
  step load && each load_new && each unload_old || return
  step verify && each verify_new || return
  step commit && each stand_at_new && flush "$state"/services/*/revision && flush "$state"/services/* || return
  mv "$plan" "$state/committed" || return
  # Committed: nothing from here on may turn the outcome.
  flush "$state"
  plan=$state/committed
  remove_hook
  each prune || :
}

# Everything back, and the services that were restarted under the new profiles once more.
undo() {
  failed_step=$current_step
  step undo
  if [ ! -f "$state/pending" ]; then
    rm -rf "$state"/services/*/revisions/*.new
    say 'outcome unchanged'
  elif put_back; then
    [ "$failed_step" != restart ] || restart_units || :
    say 'outcome reverted'
  else
    say 'outcome broken'
  fi
}

report() {
  profiles
  observations
  say 'aa-fleet-end'
}

# apply OWNER
apply() {
  trap '' HUP PIPE
  trap 'exit 1' INT TERM
  trap 'finish' EXIT
  locked='' outcome='' keep=${keep-10}
  plan=$state/plan
  say 'aa-fleet-apply 1'
  step lock
  take_lock "$1" || exit 1
  if [ -f "$state/pending" ]; then
    step recover
    put_back || exit 1
    say 'note a transaction that had been cut off was put back'
  fi
  transact || exit 1
  outcome=committed
}

finish() {
  if [ -n "$outcome" ]; then
    say "outcome $outcome"
  elif [ -n "$locked" ]; then
    undo
  else
    say 'outcome unchanged'
  fi
  if [ -n "$locked" ]; then rm -f "$work" "$state/plan" "$state/restarts" "$state/committed"; fi
  release_lock
  report
}
