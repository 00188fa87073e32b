# shellcheck shell=sh
# What a host says about itself, as lines that its controller parses. A control line starts with a word; a line of content
# starts with "|", so nothing that a file or a process contains can pass for a control line. A content that does not end
# in a newline is followed directly by the next control line, any other by an empty line.

# content FILE
content() {
  sed 's/^/|/' "$1" 2> /dev/null
  echo
}

section() {
  say "$1"
  quote_lines
  say ''
}

# observe_path PATH: what is there, and whether it is what aa-fleet left.
observe_path() {
  if [ -L "$root$1" ]; then
    say "link $1"
    readlink "$root$1" | quote_lines
    say ''
  elif [ -f "$root$1" ]; then
    say "file $(cksum < "$root$1") $1"
    content "$root$1"
  elif [ -e "$root$1" ]; then
    say "other $1"
  else
    say "absent $1"
  fi
}

# managed NAME: files that are aa-fleet's by name, and all that its current revision manages.
managed() {
  stands_at=$(revision_of "$1")
  say "service $1 $stands_at"
  at_dir=$(revision_dir "$1" "$stands_at")
  {
    for path in "$policy/aa-fleet.$1" "$policy/aa-fleet/$1"/* "$policy/aa-fleet/$1"/*/* \
      "$policy/disable/aa-fleet.$1" "$policy/force-complain/aa-fleet.$1"; do
      if [ -L "$path" ] || [ -f "$path" ]; then printf '%s\n' "${path#"$root"}"; fi
    done
    [ ! -f "$at_dir/manifest" ] || sed 's/^[a-z]* //' "$at_dir/manifest"
  } | sort -u | while IFS= read -r path; do
    observe_path "$path"
    [ ! -f "$at_dir/manifest" ] || is_as_left "$at_dir" "$path" || say "drift $path"
  done
  if [ -f "$at_dir/manifest" ]; then
    section left-profiles < "$at_dir/profiles"
    section meta < "$at_dir/meta"
  fi
}

# profiles: every profile that is loaded, with its mode.
profiles() { kernel_list 2> /dev/null | section profiles; }

# processes WORD...: the processes whose program or label has one of the words in it.
processes() {
  if [ -d "$root/proc/self/attr/apparmor" ]; then label=attr/apparmor/current; else label=attr/current; fi
  words=$(printf '%s\n' "$@")
  pids=$({
    # shellcheck disable=SC2010 # one process for all links; the names are numbers
    ls -l "$root/proc"/[0-9]*/exe 2> /dev/null | grep -F -e "$words" | sed 's,.*/proc/\([0-9]*\)/exe ->.*,\1,'
    (cd "$root/proc" && grep -F -e "$words" /dev/null [0-9]*/$label 2> /dev/null) | sed 's,/.*,,'
  } | sort -u | sed -n '/^[0-9][0-9]*$/p')
  for pid in $pids; do
    [ "$pid" != "$$" ] || continue
    exe=$(readlink "$root/proc/$pid/exe" 2> /dev/null) || continue
    printf '%s\n%s\n%s\n' "$exe" "$(cat "$root/proc/$pid/$label" 2> /dev/null)" \
      "$(sed -n 's/^[0-9]*:\(name=systemd\)\{0,1\}:.*\/\([^/]*\.service\).*/\2/p' "$root/proc/$pid/cgroup" 2> /dev/null | head -n 1)" |
      section "process $pid"
  done
}

# rivals WORD...: profile files of others that mention one of the words.
rivals() {
  words=$(printf '%s\n' "$@")
  for path in "$policy"/*; do
    case ${path##*/} in
      aa-fleet.* | .* | *~ | *.dpkg-* | *.rpmnew | *.rpmsave | *.orig | *.rej | *.pacnew | README) continue ;;
    esac
    if [ ! -f "$path" ] || ! grep -q -F -e "$words" "$path"; then continue; fi
    say "rival ${path#"$root"}"
    content "$path"
    if [ -e "$policy/disable/${path##*/}" ] || [ -L "$policy/disable/${path##*/}" ]; then say "disabled ${path#"$root"}"; fi
    owner=$(package_of "${path#"$root"}")
    [ -z "$owner" ] || say "package ${path#"$root"} $owner"
  done
}

package_of() {
  { dpkg-query -S "$1" || rpm -qf --queryformat '%{NAME}: ' "$1"; } 2> /dev/null | sed -n '1s/:.*//p'
}

# units PATTERN...
units() {
  [ -d "$root/run/systemd/system" ] || return 0
  systemctl list-units --all --plain --no-legend --no-pager --type=service "$@" 2> /dev/null | section units
}

# check NAME TEXT: a probe that runs on the host itself, under sh.
check() {
  say "check $1"
  check_status=$({
    {
      sh -c "$2" < /dev/null 2>&1
      echo $? >&3
    } | { head -c 4096 && cat > /dev/null; } | quote_lines >&4
  } 3>&1) 4>&1
  say ''
  say "status $1 $check_status"
}
