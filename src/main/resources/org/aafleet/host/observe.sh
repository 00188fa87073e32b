# shellcheck shell=sh
# What a host says about itself, as lines that its controller parses. A control line starts with a word; a line of content
# starts with "|", so nothing that a file or a process contains can pass for a control line. A content that does not end
# in a newline is followed directly by the next control line, any other by an empty line.

section() {
  say "$1"
  quote_lines
  say ''
}

# managed NAME: all that its current revision manages, and files that are aa-fleet's by name.
managed() {
  name=$1
  read_revision "$name"
  say "service $name $stands_at"
  at_dir=$(revision_dir "$name" "$stands_at") known=$newline
  set --
  if [ -f "$at_dir/manifest" ]; then
    while read -r type path; do
      known=$known$path$newline
      observe_path "$type" "$path"
      if [ "$observed" = file ]; then set -- "$@" "$root$path"; fi
      if [ "$observed $type" = 'file file' ]; then set -- "$@" "$at_dir/files$path"; fi
    done < "$at_dir/manifest"
  fi
  for path in "$policy/aa-fleet.$name" "$policy/aa-fleet/$name"/* "$policy/aa-fleet/$name"/*/* \
    "$policy/disable/aa-fleet.$name" "$policy/force-complain/aa-fleet.$name"; do
    [ -L "$path" ] || [ -f "$path" ] || continue
    path=${path#"$root"}
    case $known in *"$newline$path$newline"*) continue ;; esac
    observe_path '' "$path"
    if [ "$observed" = file ]; then set -- "$@" "$root$path"; fi
  done
  print_files file "$@"
  if [ -f "$at_dir/manifest" ]; then
    print_sections left-profiles "$at_dir/profiles" meta "$at_dir/meta"
  fi
}

# observe_path TYPE PATH: what is there, and whether it is what aa-fleet left; of a file print_files says it.
observe_path() {
  as_left=no
  if [ -L "$root$2" ]; then
    observed='link'
    target=$(readlink "$root$2")
    if [ "$1" = link ] && [ "$(readlink "$at_dir/files$2")" = "$target" ]; then as_left=yes; fi
    say "link $2"
    printf '%s\n' "$target" | quote_lines
    say ''
  elif [ -f "$root$2" ]; then
    observed='file'
    [ "$1" != file ] || as_left=yes
  elif [ -e "$root$2" ]; then
    observed=other
    say "other $2"
  else
    observed=absent
    [ "$1" != absent ] || as_left=yes
    say "absent $2"
  fi
  [ -z "$1" ] || [ "$as_left" = yes ] || say "drift $2"
}

# print_files WORD FILE...: each with its text; after a file, its copy in a revision may follow, which it is compared to.
# The size tells whether the last line ends in a newline, which awk does not.
print_files() {
  word=$1
  shift
  [ $# -gt 0 ] || return 0
  cksum -- "$@" 2> /dev/null | word=$word root=$root copies=$state/services/ awk '
    {
      sum = $1 " " $2
      size = $2
      file = substr($0, length(sum) + 2)
    }
    index(file, ENVIRON["copies"]) == 1 {
      if (sum != last_sum) print "drift " last_path
      next
    }
    {
      last_sum = sum
      last_path = substr(file, length(ENVIRON["root"]) + 1)
      print ENVIRON["word"] (ENVIRON["word"] == "file" ? " " sum : "") " " last_path
      while ((getline line < file) > 0) {
        size -= length(line) + 1
        # A text that does not end in a newline is followed directly by the next control line.
        print "|" line
      }
      close(file)
      if (size == 0) print ""
    }
  ' || :
}

# print_sections WORD FILE...
print_sections() {
  # shellcheck disable=SC2016 # $ is awk's
  awk '
    BEGIN {
      for (i = 1; i < ARGC; i += 2) {
        print ARGV[i]
        while ((getline line < ARGV[i + 1]) > 0) print "|" line
        close(ARGV[i + 1])
        print ""
      }
    }
  ' "$@" || :
}

# profiles: every profile that is loaded, with its mode.
profiles() {
  say profiles
  sed 's/^/|/' "$kernel/profiles" 2> /dev/null || :
  say ''
}

# processes WORD...: the processes whose program or label has one of the words in it.
processes() {
  if [ -d "$root/proc/self/attr/apparmor" ]; then label=attr/apparmor/current; else label=attr/current; fi
  join_words "$@"
  # One ls for all links. A name with a line break may feign further lines in it: a process that is there twice is asked
  # for by itself, and one that does not exist is left out.
  # shellcheck disable=SC2012,SC2016 # the names are numbers; $ is awk's
  ls -l "$root/proc"/[0-9]*/exe 2> /dev/null | words=$words proc=$root/proc/ label=$label self=$$ awk '
    BEGIN {
      count = split(ENVIRON["words"], words, "\n")
      proc = ENVIRON["proc"]
    }
    {
      at = index($0, proc)
      link = substr($0, at + length(proc))
      if (!at || link !~ /^[0-9]+\/exe -> /) next
      pid = link
      sub(/\/.*/, "", pid)
      if (pid == ENVIRON["self"]) next
      if (!times[pid]++) pids[++last] = pid
      exe[pid] = substr(link, index(link, " -> ") + 4)
    }
    END {
      for (n = 1; n <= last; n++) {
        pid = pids[n]
        if (times[pid] > 1) exe[pid] = real_exe(pid)
        current = first_line(proc pid "/" ENVIRON["label"])
        if (!has_word(exe[pid]) && !has_word(current) || first_line(proc pid "/stat") == "") continue
        print "process " pid
        print "|" exe[pid]
        print "|" current
        print "|" unit(proc pid "/cgroup")
        print ""
      }
    }
    function has_word(text, i) {
      for (i = 1; i <= count; i++) if (words[i] != "" && index(text, words[i])) return 1
      return 0
    }
    function real_exe(pid, command, line) {
      command = "readlink \"$proc\"" pid "/exe"
      if ((command | getline line) <= 0) line = ""
      close(command)
      return line
    }
    function first_line(file, line) {
      if ((getline line < file) <= 0) line = ""
      close(file)
      return line
    }
    function unit(file, line, parts, i) {
      while ((getline line < file) > 0) {
        if (line !~ /^[0-9]*:(name=systemd)?:.*\/[^\/]*\.service/) continue
        for (i = split(line, parts, "/"); !match(parts[i], /.*\.service/); i--);
        close(file)
        return substr(parts[i], 1, RLENGTH)
      }
      close(file)
      return ""
    }
  ' || :
}

# join_words WORD...: sets words, one a line.
join_words() {
  words=
  for word in "$@"; do
    words=${words:+$words$newline}$word
  done
}

# rivals WORD...: profile files of others that mention one of the words.
rivals() {
  join_words "$@"
  set --
  for path in "$policy"/*; do
    case ${path##*/} in
      aa-fleet.* | .* | *~ | *.dpkg-* | *.rpmnew | *.rpmsave | *.orig | *.rej | *.pacnew | README) continue ;;
    esac
    [ ! -f "$path" ] || set -- "$@" "$path"
  done
  [ $# -gt 0 ] || return 0
  found=$(grep -l -F -e "$words" -- "$@") || return 0
  set --
  while IFS= read -r path; do
    set -- "$@" "$path"
  done << END
$found
END
  print_files rival "$@"
  for path in "$@"; do
    ! is_there "$policy/disable/${path##*/}" || say "disabled ${path#"$root"}"
  done
  owners "$@"
}

# owners FILE...: the packages that they belong to.
owners() {
  if command -v dpkg-query > /dev/null; then
    # From "name[:architecture][, name...]: path"; a diversion is no owner.
    i=$#
    while [ "$i" -gt 0 ]; do
      set -- "$@" "${1#"$root"}"
      shift
      i=$((i - 1))
    done
    dpkg-query -S "$@" 2> /dev/null |
      sed -n -e '/^diversion by/d' -e 's,^\([^:, ]*\)[^/]*: \(/.*\),package \2 \1,p'
  elif command -v rpm > /dev/null; then
    for path in "$@"; do
      ! owner=$(rpm -qf --queryformat '%{NAME}' "${path#"$root"}" 2> /dev/null) || say "package ${path#"$root"} $owner"
    done
  fi
}

# units PATTERN...
units() {
  [ -d "$root/run/systemd/system" ] || return 0
  systemctl list-units --all --plain --no-legend --no-pager --type=service "$@" 2> /dev/null | section units
}

# check NAME TEXT: a probe that runs on the host itself, under sh. One that never stops printing is ended by SIGPIPE.
check() {
  say "check $1"
  check_status=$({
    {
      (trap - HUP PIPE && exec sh -c "$2" < /dev/null 2>&1 3>&- 4>&-)
      echo $? >&3
    } | { head -c 4096 && head -c 67108864 > /dev/null; } | quote_lines >&4
  } 3>&1) 4>&1
  say ''
  say "status $1 $check_status"
}
