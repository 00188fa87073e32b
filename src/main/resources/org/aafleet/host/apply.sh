# shellcheck shell=sh
# The host transaction: from the revisions where services stand to new ones, wholly or not at all. The controller appends
#   expectations()   what it saw when it planned:  at SERVICE REVISION, same TYPE DETAIL PATH,
#                    loaded << with lines MODE PROFILE
#   payload()        what shall be:  service NAME DIRECTORY..., tools, make_rooms, tool NAME TEXT, restart UNIT,
#                    within TOKEN SECONDS; and for each service into NAME, file PATH TEXT, link PATH TARGET, absent PATH,
#                    loads PATH, profile MODE NAME, meta LINE, retire PATH NAME..., snippet PATH UNIT PROGRAM ARGUMENT...
#   observations()   what to report afterwards, as in probe.sh
# and the call of apply OWNER, or of confirm or decline.

# ---- expectations: the host must still be as it was when the plan was made

at() {
  read_revision "$1"
  [ "$stands_at" = "$2" ] || fail "stale: $1 is at revision $stands_at, the plan saw $2"
}

# same TYPE DETAIL PATH: of files it only takes note, for same_files.
same() {
  case $1 in
    file) [ -f "$root$3" ] && [ ! -L "$root$3" ] && expected_files="$expected_files$2 $root$3$newline" ;;
    link) [ -L "$root$3" ] && [ "$(readlink "$root$3")" = "$2" ] ;;
    absent) ! is_there "$root$3" ;;
  esac || fail "stale: $3 has changed since the plan was made"
}

# free PATH: nobody has a file of his own where ours shall be.
free() { ! is_there "$root$1" || fail "$1 is there although aa-fleet did not put it there; move it away"; }

same_files() {
  [ -n "$expected_files" ] || return 0
  while read -r sum size path; do
    [ -z "$path" ] || set -- "$@" "$path"
  done << END || return
$expected_files
END
  [ "$(cksum -- "$@" 2> /dev/null)$newline" != "$expected_files" ] || return 0
  while read -r sum size path; do
    [ -z "$path" ] || [ "$(cksum < "$path")" = "$sum $size" ] ||
      fail "stale: ${path#"$root"} has changed since the plan was made" || return
  done << END || return
$expected_files
END
}

loaded() {
  wrong=$(differs 'the plan saw' -) || fail "cannot read $kernel/profiles" || return
  [ -z "$wrong" ] || fail "stale: $wrong"
}

# ---- payload: fills the staged revision

# Files that others may read, in a directory that nobody enters.
stage() {
  umask 022
  : > "$plan" && : > "$state/restarts" && payload && each sort_snippets && install_tools
  status=$?
  umask 077
  return "$status"
}

# service NAME DIRECTORY...: it has a next revision, with room for files in these directories.
service() {
  read_next "$1" && printf '%s\n' "$1 $from $to" >> "$plan" || return
  shift
  rooms=$rooms$revisions/0$newline$staged/files$newline
  for directory; do
    rooms=$rooms$staged/files$directory$newline
  done
}

# read_next SERVICE: sets from, to, revisions, staged.
read_next() {
  read_revision "$1"
  from=$stands_at
  [ "$from" != none ] || from=0
  to=$((from + 1))
  revisions=$state/services/$1/revisions
  staged=$revisions/$to
}

# tools: there is room for tools too.
tools() { rooms=$rooms$scratch/tools$newline; }

make_rooms() {
  set --
  while IFS= read -r directory; do
    [ -z "$directory" ] || set -- "$@" "$directory"
  done << END || return
$rooms
END
  mkdir -p -- "$@"
}

# into SERVICE: what follows is for its next revision.
into() {
  name=$1
  read_next "$name"
  empty_revision "$staged" && : > "$staged/retired" || return
  if [ "$from" = 0 ]; then empty_revision "$revisions/0" && echo 'action=before aa-fleet' > "$revisions/0/meta"; fi
}

empty_revision() {
  : > "$1/manifest" && : > "$1/loads" && : > "$1/profiles" && : > "$1/foreign" && : > "$1/snippets" && : > "$1/meta"
}

manage() { printf '%s\n' "$1 $2" >> "$staged/manifest"; }

# file PATH TEXT: written by the shell itself.
file() { manage file "$1" && printf '%s' "$2" > "$staged/files$1"; }

link() { manage link "$1" && ln -s -- "$2" "$staged/files$1"; }

absent() { manage absent "$1"; }

loads() { printf '%s\n' "$1" >> "$staged/loads"; }
profile() { printf '%s\n' "$1 $2" >> "$staged/profiles"; }
meta() { printf '%s\n' "$1" >> "$staged/meta"; }
restart() { printf '%s\n' "$1" >> "$state/restarts"; }

# within TOKEN SECONDS: it is to be confirmed under this name, in this time after its last step.
within() { token=$1 within=$2; }

# snippet PATH UNIT PROGRAM ARGUMENT...: of a path that is managed. Without a unit, which is not known where nothing runs,
# those of before.
snippet() {
  if [ -n "$2" ]; then
    (IFS=$tab && printf '%s\n' "$*")
  else
    snippet_lines "$1" "$revisions/$from"
  fi >> "$staged/snippets"
}

# retire PATH NAME...: another's profile file for the same program; it is disabled, never edited.
retire() {
  retired=$1
  shift
  link "/etc/apparmor.d/disable/${retired##*/}" "$retired" || return
  for retired_name in "$@"; do
    printf '%s\t%s\n' "$retired" "$retired_name" >> "$staged/retired" || return
  done
}

# adopt REVISION: the staged revision is a copy of an earlier one; "previous" is the one before where the service stands.
adopt() {
  adopted=$1
  if [ "$1" = previous ]; then
    highest_below "$name" "$from"
    adopted=$highest
  fi
  case $adopted in
    '' | *[!0-9]*) fail "$name has no revision ${1#previous} to go back to" || return ;;
  esac
  [ "$adopted" -lt "$to" ] && [ -d "$revisions/$adopted" ] || fail "$name has no revision $adopted to go back to" || return
  cp -RPp "$revisions/$adopted/." "$staged/" && forget_gone &&
    printf '%s\n' "action=rollback to $adopted" > "$staged/meta"
}

# forget_gone: others' files that were loaded then and are no more, as after their package was purged.
forget_gone() {
  while IFS='	' read -r foreign_file foreign_name; do
    [ ! -f "$root$foreign_file" ] || continue
    say "note $name: $foreign_file is gone, so $foreign_name stays unloaded"
    without "$foreign_file" "$staged/loads" && without "$foreign_name" "$staged/profiles" || return
  done < "$staged/foreign"
}

# without TEXT FILE: the file loses the lines that are the text, or a word and the text.
without() {
  text=$1 awk '{ rest = $0; sub(/^[^ ]* /, "", rest) } $0 != ENVIRON["text"] && rest != ENVIRON["text"]' "$2" > "$2.new" &&
    mv -f "$2.new" "$2"
}

sort_snippets() { each_snippet sort_snippet "$@"; }

# sort_snippet FROM_DIR TO_DIR TYPE PATH: a snippet goes before its profiles do. One that needs new profiles comes after
# they are loaded, and so does one whose service is restarted then anyhow.
sort_snippet() {
  ! has_snippet "$2" "$3" "$4" || return 0
  units=$(units_of "$4" "$1" "$2")
  if [ -n "$units" ] && grep -q -x -F -e "$units" "$state/restarts"; then
    late=$late$4$newline
  elif [ "$3" = absent ] || { wrong=$(differs expected "$2/profiles") && [ -z "$wrong" ]; }; then
    early=$early$4$newline
  else
    late=$late$4$newline
    [ -z "$units" ] || printf '%s\n' "$units" >> "$state/restarts"
  fi
}

# tool NAME TEXT: a script for the host's console, which is this library and the text.
tool() { printf '%s%s' "${library-}" "$2" > "$scratch/tools/$1"; }

install_tools() { [ ! -d "$scratch/tools" ] || mv -f -- "$scratch/tools"/* "$state/"; }

# ---- the steps

# All see each other's new files. Where services are restarted, what is parsed here is kept compiled, in complain, for
# load-complaining.
parse_staged() {
  over to masks || return
  while read -r name from to; do
    set -- "$@" -I "$state/services/$name/revisions/$to/files/etc/apparmor.d"
  done < "$plan"
  set -- "$@" -I "$scratch/mask/etc/apparmor.d" -I "$policy"
  if [ -s "$state/restarts" ]; then each_load compile_complaining "$@"; else check_loads "$@"; fi
}

# masks DIR...: while the new files are parsed, an installed fragment that goes away must not be found.
masks() {
  for dir; do
    through mask "$dir" || return
  done
}

# mask DIR TYPE PATH
mask() {
  case $2$3 in
    absent/etc/apparmor.d/aa-fleet/*)
      ! is_there "$root$3" || { mkdir -p "$scratch/mask${3%/*}" && : > "$scratch/mask$3"; }
      ;;
  esac
}

# each_load FUNCTION ARGUMENT...: calls it with NAME PATH SOURCE ARGUMENT... for each file that the kernel will be given.
each_load() {
  function=$1
  shift
  while read -r name from to; do
    staged=$state/services/$name/revisions/$to
    while read -r path; do
      if [ -f "$staged/files$path" ]; then source=$staged/files$path; else source=$root$path; fi
      "$function" "$name" "$path" "$source" "$@" < /dev/null || return
    done < "$staged/loads"
  done < "$plan"
}

# The parser makes nothing of a file whose name is still in disable/, so it gets another one.
compile_complaining() {
  compiled=$scratch/$1/${2##*/} source=$scratch/$1/source/${2##*/}.new path=$2
  [ -d "${source%/*}" ] || mkdir -p "${source%/*}" || return
  ln -s -- "$3" "$source" || return
  shift 3
  parser -Q -K -C -S "$@" "$source" > "$compiled" 2> "$work" || fail "apparmor_parser refused $path" "$work"
}

check_loads() {
  sources=''
  each_load add_source || return
  [ -n "$sources" ] || return 0
  while IFS= read -r source; do
    [ -z "$source" ] || set -- "$@" "$source"
  done << END || return
$sources
END
  parser -Q -K "$@" > "$work" 2>&1 || refused "$@"
}

add_source() { sources=$sources$3$newline; }

# reconfigure: while the kernel still has all profiles that the services are in, and has those where they go.
reconfigure() { move_snippets "$early" && each restart_moving; }

restart_moving() { each_snippet restart_mover "$@"; }

restart_mover() { ! is_moving "$4" || restart_users "$4" "$1" "$2"; }

# enter: once the kernel has all profiles that the services will be in.
enter() {
  [ -n "$late" ] || return 0
  step enter && over to are_loaded && move_snippets "$late" && late=
}

# are_loaded DIR...: the kernel has all profiles of these revisions, in whatever mode.
are_loaded() {
  for dir; do
    set -- "$@" "$dir/profiles"
    shift
  done
  lacking=$(
    awk '
      part == "kernel" { sub(/ \([a-z_]*\)$/, ""); loaded[$0]; next }
      { sub(/^[^ ]* /, "") }
      !($0 in loaded) { print; exit }
    ' part=kernel "$kernel/profiles" part=wanted "$@"
  ) || fail "cannot read $kernel/profiles" || return
  [ -z "$lacking" ] || fail "the kernel has no profile $lacking"
}

# move_snippets PATHS: to where the new revisions have them.
move_snippets() {
  moving=$newline$1
  each place_moving && each test_moving && : > "$state/entered"
}

is_moving() { case $moving in *"$newline$1$newline"*) ;; *) return 1 ;; esac }

place_moving() { each_snippet place_mover "$@"; }

place_mover() { ! is_moving "$4" || place_snippet "$2" "$3" "$4"; }

test_moving() { each_snippet test_mover "$@"; }

# test_mover FROM_DIR TO_DIR TYPE PATH: the service's own test of its configuration.
test_mover() {
  is_moving "$4" || return 0
  tests=$(snippet_lines "$4" "$1" "$2" | cut -f 3- | sort -u)
  while IFS= read -r words; do
    test_with "$words" || return
  done << END
$tests
END
}

# test_with WORDS: a program and its arguments. Its output goes through a pipe: a file of ours its own profile would deny.
test_with() {
  IFS=$tab
  set -f
  # shellcheck disable=SC2086 # words are wanted
  set -- $1
  set +f
  unset IFS
  [ -x "$root${1-}" ] && [ ! -d "$root${1-}" ] || return 0
  tested=$1
  shift
  limit=
  ! command -v timeout > /dev/null || limit='timeout 60'
  printed=$($limit "$root$tested" "$@" 2>&1 < /dev/null) && return
  printf '%s\n' "$printed" > "$work"
  fail "$tested refused its configuration" "$work"
}

# keep_old: in every revision that there is, also what it must put back for a path that is managed only from now on.
keep_old() {
  revisions=$state/services/$1/revisions
  staged=$revisions/$3
  through note_made "$staged" || return
  if [ "$2" = 0 ]; then
    through keep_first "$staged"
    return
  fi
  missing=$(missing "$3") && again=$(retired_again "$2") || return
  [ -n "$missing$again" ] || return 0
  keep_as_it_was "$3" && keep_missing "$3" && again=$(retired_again "$2") || return
  while read -r path; do
    [ -z "$path" ] || keep_loaded "$revisions/$2" "/etc/apparmor.d/disable/${path##*/}" || return
  done << END || return
$again
END
}

# retired_again FROM: files that are retired, of which the kernel has profiles that the revision FROM does not know of: what
# was purged, say, and installed once more.
retired_again() {
  [ -s "$staged/retired" ] || return 0
  awk -F '\t' '
    part == "kernel" { sub(/ \([a-z_]*\)$/, ""); loaded[$0]; next }
    part == "known" { sub(/^[^ ]* /, ""); known[$0]; next }
    ($2 in loaded) && !($2 in known) && !told[$1]++ { print $1 }
  ' part=kernel "$kernel/profiles" part=known "$revisions/$1/profiles" part=retired "$staged/retired"
}

# keep_first STAGED_DIR TYPE PATH
keep_first() { record "$revisions/0" "$3" && keep_loaded "$revisions/0" "$3"; }

# older TO: sets older, the revisions below it, one a line.
read_older() {
  older=''
  for old in "$revisions"/*; do
    case ${old##*/} in *[!0-9]*) continue ;; esac
    [ "${old##*/}" -ge "$1" ] || older=$older${old##*/}$newline
  done
}

# missing TO: "NUMBER PATH" for each path that the staged revision manages and an older one does not know.
missing() {
  read_older "$1"
  set --
  for old in $older; do
    set -- "$@" "old=$old" part=known "$revisions/$old/manifest" part=wanted "$staged/manifest"
  done
  awk '
    { sub(/^[^ ]* /, "") }
    part == "known" { known[old, $0]; next }
    !((old, $0) in known) { print old " " $0 }
  ' "$@"
}

# keep_as_it_was TO: what the older revisions said, should this transaction not be committed.
keep_as_it_was() {
  kept=${revisions%/revisions}/kept.$1
  read_older "$1"
  for old in $older; do
    mkdir -p "$kept.new/$old" &&
      cp "$revisions/$old/manifest" "$revisions/$old/loads" "$revisions/$old/profiles" "$revisions/$old/foreign" \
        "$kept.new/$old" || return
  done
  flush "$kept.new"/*/* "$kept.new"/* "$kept.new" && mv "$kept.new" "$kept"
}

keep_missing() {
  while read -r number path; do
    [ -n "$number" ] || continue
    record "$revisions/$number" "$path" && keep_loaded "$revisions/$number" "$path" || return
  done << END || return
$missing
END
  read_older "$1"
  for old in $older; do
    flush_copies "$revisions/$old" || return
  done
}

# record DIR PATH: adds to the revision in DIR what is at PATH now.
record() {
  if [ -L "$root$2" ] || [ -f "$root$2" ]; then
    [ -d "$1/files${2%/*}" ] || mkdir_public "$1/files${2%/*}" || return
    ! is_there "$1/files$2" || rm -f "$1/files$2" || return
    cp -RPp "$root$2" "$1/files$2" || return
    if [ -L "$root$2" ]; then recorded='link'; else recorded='file'; fi
  elif [ -e "$root$2" ]; then
    fail "$2 is neither a file nor a link" || return
  else
    recorded=absent
  fi
  printf '%s\n' "$recorded $2" >> "$1/manifest"
}

# keep_loaded DIR DISABLE_LINK: the profiles of a file that is being retired, when the kernel has them.
keep_loaded() {
  while IFS='	' read -r retired_file retired_name; do
    [ "$2" = "/etc/apparmor.d/disable/${retired_file##*/}" ] || continue
    mode=$(
      name=$retired_name awk '
        { line = $0; sub(/ \([a-z_]*\)$/, "") }
        $0 == ENVIRON["name"] { print substr(line, length($0) + 3, length(line) - length($0) - 3) }
      ' "$kernel/profiles"
    ) || fail "cannot read $kernel/profiles" || return
    [ -n "$mode" ] || continue
    printf '%s\n' "$mode $retired_name" >> "$1/profiles" &&
      printf '%s\t%s\n' "$retired_file" "$retired_name" >> "$1/foreign" || return
    grep -q -x -F -e "$retired_file" "$1/loads" || printf '%s\n' "$retired_file" >> "$1/loads" || return
  done < "$staged/retired"
}

# flush_copies DIR
flush_copies() {
  dir=$1
  set -- "$dir" "$dir/manifest" "$dir/loads" "$dir/profiles" "$dir/foreign" "$dir/meta"
  while read -r type path; do
    [ "$type" != file ] || set -- "$@" "$dir/files$path"
  done < "$dir/manifest"
  flush "$@"
}

# note_made DIR TYPE PATH: remembers that a directory is ours to remove.
note_made() {
  [ "$2" = link ] && [ ! -d "$root${3%/*}" ] || return 0
  mkdir -p "$state/made${3%/*/*}" && : > "$state/made${3%/*}"
}

# A process is confined from its start only, and an enforcing profile may forbid the signal to an unconfined parent: so
# services are restarted under complain, which -C gives the parent, its children and its hats.
load_complaining() {
  while read -r path; do
    parser -r -K -B "$scratch/$1/${path##*/}" > "$work" 2>&1 ||
      fail "apparmor_parser refused $path" "$work" || return
  done < "$(revision_dir "$1" "$3")/loads"
}

restart_units() {
  restarted=yes
  while read -r unit; do
    case $restarted_users in *" $unit "*) continue ;; esac
    say "restarting $unit"
    restart_unit "$unit" > "$work" 2>&1 || fail "restart of $unit failed" "$work" || return
  done < "$state/restarts"
}

# A daemon that an init script starts here must not inherit our deaf ears.
restart_unit() (
  trap - HUP INT PIPE TERM EXIT
  if [ -d "$root/run/systemd/system" ]; then
    systemctl restart -- "$1" < /dev/null && systemctl is-active -- "$1" < /dev/null
  elif command -v rc-service > /dev/null; then
    rc-service "${1%.service}" restart < /dev/null
  else
    command service "${1%.service}" restart < /dev/null
  fi
)

stand_at_new() { write_revision "$1" "$3"; }

forget_kept() { [ ! -d "$state/services/$1/kept.$3" ] || rm -rf "$state/services/$1/kept.$3"; }

# The number of old revisions that stay, besides 0 and where the service stands.
prune() {
  count=0
  for revision in "$state/services/$1/revisions"/*; do
    count=$((count + 1))
  done
  [ "$count" -gt $((keep + 2)) ] || return 0
  for revision in "$state/services/$1/revisions"/*; do
    echo "${revision##*/}"
  done | sed -n '/^[1-9][0-9]*$/p' | sort -n -r | sed "1,$((keep + 1))d" | while read -r number; do
    # The one that a rollout would go back to stays.
    ! grep -q -x -F -e "before=$1 $number" "$state/rollout" 2> /dev/null || continue
    # One that is gone in part only would be in the way of every transaction.
    mv "$(revision_dir "$1" "$number")" "$state/services/$1/kept.$number" && rm -rf "$state/services/$1/kept.$number"
  done
}

transact() {
  step check && expectations && same_files || return
  step stage && forget_unfinished && disarm && stage || return
  step parse && parse_staged || return
  step keep && each keep_old || return
  step journal && install_hook && flush_services "$plan" &&
    mv -f "$plan" "$state/pending" && plan=$state/pending && flush "$state" || return
  if [ -n "$token" ]; then step arm && arm || return; fi
  if [ -n "$early" ]; then step reconfigure && reconfigure || return; fi
  step install && over to place && flush_services || return
  if [ -s "$state/restarts" ]; then
    spare=$late
    step load-complaining && each load_complaining && unload_others from to && rm -rf "$scratch" && enter || return
    spare=
    step restart && restart_units || return
  fi
  step load && over to load && enter && unload_others from to || return
  step verify && over to verify || return
  if [ -n "$token" ]; then step await && await; else step commit && commit; fi
}

commit() {
  each stand_at_new && flush "$state"/services/*/revision "$state"/services/* || return
  # Nothing from here on may turn the outcome, not even a signal.
  trap '' INT TERM
  mv -f "$plan" "$state/committed" || return
  outcome=committed
  flush "$state"
  plan=$state/committed
  remove_hook
  [ ! -f "$state/entered" ] || rm -f "$state/entered"
  disarm || :
  rm -f "$state/taken-back"
  each forget_kept || :
  each prune || :
}

# Everything back, and the services that were restarted under the new profiles once more.
undo() {
  [ -n "$failed" ] ||
    fail "cannot write below $state, $(free_kib "$state") KiB are free, or below $policy, $(free_kib "$policy") KiB are free"
  if [ -n "$changed" ]; then undone=reverted; else undone=unchanged; fi
  step undo
  if put_back; then
    disarm || :
    [ -z "$restarted" ] || restart_units || :
    say "outcome $undone"
  else
    say 'outcome broken'
  fi
}

report() {
  profiles
  observations
  say 'aa-fleet-end'
}

# begin OWNER
begin() {
  trap '' HUP PIPE
  trap 'fail "ended by a signal" || exit' INT TERM
  trap 'finish' EXIT
  locked='' outcome='' failed='' changed='' restarted='' expected_files='' rooms='' keep=${keep-10}
  early='' late='' spare='' restarted_users=' ' token='' within=''
  plan=$state/plan owner=$1
  say 'aa-fleet-apply 1'
  step lock
  take_lock "$owner" || exit 1
}

# apply OWNER
apply() {
  begin "$1"
  { keep_lease && not_awaited; } || { outcome=unchanged && exit 1; }
  if [ -f "$state/pending" ]; then
    step recover
    take_back 'the next transaction found it cut off or overdue' || exit 1
    say 'note a transaction that had been cut off was put back'
    plan=$state/plan changed='' restarted='' restarted_users=' '
  fi
  transact || exit 1
}

finish() {
  trap '' INT TERM
  if [ -n "$outcome" ]; then
    say "outcome $outcome"
  elif [ -n "$locked" ]; then
    undo
  else
    say 'outcome unchanged'
  fi
  release_lock "$work" "$state/plan" "$state/restarts" "$state/committed" "$scratch"
  report
}
