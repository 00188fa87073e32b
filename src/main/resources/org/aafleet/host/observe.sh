# shellcheck shell=sh
# What a host says about itself, as lines that its controller parses. A control line starts with a word; a line of content
# starts with "|", so nothing that a file or a process contains can pass for a control line. A content that does not end
# in a newline is followed directly by the next control line, any other by an empty line.

section() {
  say "$1"
  quote_lines
  say ''
}

# managed NAME...: of each service all that its current revision manages, and files that are aa-fleet's by name.
managed() {
  notes=''
  for name; do
    shift
    read_revision "$name"
    note "= service $name $stands_at"
    at_dir=$(revision_dir "$name" "$stands_at") known=$newline
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
    if [ -f "$at_dir/manifest" ]; then
      note "left-profiles $at_dir/profiles"
      note "meta $at_dir/meta"
    fi
  done
  tell "$@"
}

# note LINE: for tell; it stays one line whatever is in it.
note() {
  case $1 in
    *"$newline"*) notes="$notes$(printf '%s' "$1" | tr '\n' ' ')$newline" ;;
    *) notes=$notes$1$newline ;;
  esac
}

# observe_path TYPE PATH: notes what is there, and whether it is what aa-fleet left.
observe_path() {
  as_left=no
  if [ -L "$root$2" ]; then
    observed='link'
    target=$(readlink "$root$2")
    if [ "$1" = link ] && [ "$(readlink "$at_dir/files$2")" = "$target" ]; then as_left=yes; fi
    note "= link $2"
    notes=$notes$(printf '%s\n' "$target" | sed 's/^/= |/')$newline
    note '= '
  elif [ -f "$root$2" ]; then
    observed='file'
    note "file $root$2"
    if [ "$1" = file ]; then
      as_left=yes
      note "copy $at_dir/files$2"
    fi
  elif [ -e "$root$2" ]; then
    observed=other
    note "= other $2"
  else
    observed=absent
    [ "$1" != absent ] || as_left=yes
    note "= absent $2"
  fi
  [ -z "$1" ] || [ "$as_left" = yes ] || note "= drift $2"
}

# tell FILE...: prints what is noted, with these files' checksums:
#   = LINE                        as it is
#   file PATH, rival PATH, included PATH
#                                 the text
#   copy PATH                     what the file before it should be
#   left-profiles PATH, meta PATH a section
# The size tells whether the last line ends in a newline, which awk does not.
tell() {
  {
    [ $# = 0 ] || cksum -- "$@" 2> /dev/null
    printf -- '--\n%s' "$notes"
  } | root=$root awk '
    !noted && $0 == "--" { noted = 1; next }
    !noted {
      sum = $1 " " $2
      file = substr($0, length(sum) + 2)
      sums[file] = sum
      sizes[file] = $2
      next
    }
    {
      word = $1
      rest = substr($0, length(word) + 2)
    }
    word == "=" { print rest }
    word == "copy" && sums[rest] != sums[last] { print "drift " path_of(last) }
    word == "left-profiles" || word == "meta" {
      print word
      print_lines(rest)
      print ""
    }
    word == "file" { last = rest }
    (word == "file" || word == "rival" || word == "included") && (rest in sums) {
      print word (word == "file" ? " " sums[rest] : "") " " path_of(rest)
      # A text that does not end in a newline is followed directly by the next control line.
      if (print_lines(rest) == sizes[rest]) print ""
    }
    function path_of(file) { return substr(file, length(ENVIRON["root"]) + 1) }
    function print_lines(file, line, read) {
      while ((getline line < file) > 0) {
        read += length(line) + 1
        print "|" line
      }
      close(file)
      return read
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
  notes=''
  while IFS= read -r path; do
    set -- "$@" "$path"
    note "rival $path"
  done << END
$found
END
  tell "$@"
  for path in "$@"; do
    ! is_there "$policy/disable/${path##*/}" || say "disabled ${path#"$root"}"
  done
  owners "$@"
}

# includes NAME...: the files of the policy directory with these names, and what they include in turn. aa-fleet's own are told
# elsewhere.
includes() {
  join_words "$@"
  open=$words seen=$newline notes=''
  set --
  while [ -n "$open" ]; do
    first=$#
    while IFS= read -r name; do
      case $name in '' | aa-fleet/*) continue ;; esac
      for path in "$policy/$name" "$policy/$name"/*; do
        case $path in *"$newline"* | *~ | *.dpkg-* | *.rpmnew | *.rpmsave | *.orig | *.rej | *.pacnew) continue ;; esac
        case $seen in *"$newline$path$newline"*) continue ;; esac
        if [ -f "$path" ]; then
          seen=$seen$path$newline
          note "included $path"
          set -- "$@" "$path"
        fi
      done
    done << END
$open
END
    [ "$#" -gt "$first" ] || break
    open=$(
      shift "$first"
      sed -n 's/^[[:space:]]*#\{0,1\}include[[:space:]]\{1,\}\(if[[:space:]]\{1,\}exists[[:space:]]\{1,\}\)\{0,1\}<\([^>]*\)>.*/\2/p' "$@"
    )
  done
  tell "$@"
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
      (trap - HUP INT PIPE TERM && exec sh -c "$2" < /dev/null 2>&1 3>&- 4>&-)
      echo $? >&3
    } | { head -c 4096 && head -c 67108864 > /dev/null; } | quote_lines >&4
  } 3>&1) 4>&1
  say ''
  say "status $1 $check_status"
}

# read_audit_source: sets audit_source, who keeps what AppArmor reports, and audit_log, where auditd does. The kernel says who
# takes its records; a log that nobody writes any more would tell of nothing.
read_audit_source() {
  log_file=$(sed -n 's/^ *log_file *= *\([^ ]*\) *$/\1/p' "$root/etc/audit/auditd.conf" 2> /dev/null)
  audit_log=$root${log_file:-/var/log/audit/audit.log}
  taker=$(audit_status pid)
  [ -n "$taker" ] || taker=$(running_auditd)
  if [ "${taker:-0}" != 0 ]; then
    audit_source=other
    if [ -e "$audit_log" ] && is_auditd "$taker" && writes_logs; then audit_source=auditd; fi
  elif [ -d "$root/run/systemd/journal" ]; then
    audit_source=journal
  else
    audit_source=kernel
  fi
}

# is_auditd PID: other programs may take the records too.
is_auditd() { read -r taker_name < "$root/proc/$1/comm" 2> /dev/null && [ "$taker_name" = auditd ]; }

writes_logs() { ! grep -q -i '^ *write_logs *= *no *$' "$root/etc/audit/auditd.conf" 2> /dev/null; }

# running_auditd: its process, where there is no auditctl to ask, or nobody who may ask it.
running_auditd() {
  [ -r "$root/run/auditd.pid" ] && read -r pid < "$root/run/auditd.pid" && [ -d "$root/proc/$pid" ] && printf '%s' "$pid"
}

# audit_status NAME: a number of the audit system's state; nothing where there is no auditctl.
audit_status() {
  ! command -v auditctl > /dev/null ||
    auditctl -s 2> /dev/null < /dev/null | sed -n -e "s/^$1 \([0-9]*\)\$/\1/p" -e "s/^.* $1=\([0-9]*\).*\$/\1/p"
}

# read_lease: sets lease_run, empty when nobody conducts a rollout here, lease_by, lease_since and lease_left in seconds. A
# lease ends with its time or with the boot.
read_lease() {
  lease_run='' lease_by='' lease_since='' lease_left=0 lease_boot='' lease_until=0
  read_boot
  read_uptime
  [ -f "$state/lease" ] || return 0
  while IFS='=' read -r key value; do
    case $key in
      run) lease_run=$value ;;
      by) lease_by=$value ;;
      since) lease_since=$value ;;
      boot) lease_boot=$value ;;
      until) lease_until=$value ;;
    esac
  done < "$state/lease"
  lease_left=$((lease_until - uptime))
  if [ "$lease_boot" != "$boot" ] || [ "$lease_left" -le 0 ]; then lease_run=; fi
}
