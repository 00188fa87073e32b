# shellcheck shell=sh disable=SC2154 # root is common.sh's
# What a first profile for a program has to know of it. Reads only, and runs nothing of what it looks at.

# draft PROGRAM: of the path that is named
#   program PATH        where its links lead; nothing more when there is no such program
#   interpreter PATH    of a script, where the links of its interpreter lead
#   library NAME        each shared library whose name is in it
#   file PATH           each file and directory below /etc, /run, /var, /usr/share and /usr/lib that its package has, or that is
#                       named as the program, its package, its unit or its user is; and those that it has open now, without /etc
#   unit NAME           each systemd unit that starts it or in which it runs, and below it its settings
draft() {
  say 'aa-fleet-probe 1'
  program=$(real_path "$1")
  if [ -f "$program" ]; then
    say "program $program"
    script_of=$(interpreter "$program")
    [ -z "$script_of" ] || say "interpreter $script_of"
    libraries "$program"
    package_of "$1" "$program"
    processes=$(running "$1" "$program")
    units=$(units_of "$1" "$program")
    {
      package_files
      named_files "$1" "$program"
      open_files
    } | sort -u | sed 's/^/file /'
    for unit in $units; do
      say "unit $unit"
      settings "$unit" | sed 's/^/|/'
      say ''
    done
  fi
  say 'aa-fleet-end'
}

real_path() { readlink -f -- "$1" || printf '%s\n' "$1"; }

interpreter() {
  line=$(head -c 256 -- "$1" | tr -d '\000' | sed -n '1s/^#! *//p')
  [ -n "$line" ] || return 0
  # shellcheck disable=SC2086 # words are wanted
  set -- $line
  case ${1##*/}:${2-} in
    env:?*) set -- "$(command -v -- "$2")" ;;
  esac
  [ -z "$1" ] || real_path "$1"
}

libraries() {
  LC_ALL=C grep -a -o 'lib[A-Za-z0-9_+-]*\.so[0-9.]*' -- "$1" | sort -u | sed 's/^/library /'
}

# package_of PATH...: sets package to that of the first that one has, and source to what that is built from.
package_of() {
  package='' source=''
  for path; do
    for name in "$path" "${path#/usr}"; do
      if command -v dpkg-query > /dev/null; then
        package=$(dpkg-query -S "$name" 2> /dev/null | sed -n '/^diversion /!s/: .*//p' | head -n 1)
        # shellcheck disable=SC2016 # for dpkg-query
        [ -z "$package" ] || source=$(dpkg-query -W -f '${source:Package}' "$package")
      elif command -v rpm > /dev/null; then
        package=$(rpm -qf -- "$name" 2> /dev/null) || package=
        [ -z "$package" ] || source=$(rpm -q --qf '%{SOURCERPM}' "$package" | sed 's/-[^-]*-[^-]*$//')
      fi
      [ -z "$package" ] || return 0
    done
  done
}

package_files() {
  [ -n "$package" ] || return 0
  { if command -v dpkg-query > /dev/null; then dpkg-query -L "$package"; else rpm -ql "$package"; fi; } |
    grep -E '^/(etc|var|usr/share|usr/lib)/' || :
}

# The numbers of the processes that run the program; those of a script run its interpreter.
running() {
  for process in "$root"/proc/[0-9]*; do
    executable=$(readlink "$process/exe" 2> /dev/null) || continue
    if [ "$executable" = "$2" ]; then
      printf '%s\n' "${process##*/}"
    elif [ -n "$script_of" ] && [ "$executable" = "$script_of" ]; then
      argument=$(tr '\000' '\n' < "$process/cmdline" 2> /dev/null | sed -n '2,4{/^[^-]/p;}' | head -n 1)
      case $argument in "$1" | "$2") printf '%s\n' "${process##*/}" ;; esac
    fi
  done
}

units_of() {
  command -v systemctl > /dev/null || return 0
  # Units name programs as they were before /bin became /usr/bin, too.
  {
    starting_units "$1" "$2" "${1#/usr}" "${2#/usr}"
    for process in $processes; do
      sed -n 's|.*/\([^/]*\.service\)$|\1|p' "$root/proc/$process/cgroup" 2> /dev/null || :
    done
    # A unit may start it by a script of its own.
    for name in "${1##*/}" "${package%%:*}"; do
      [ -z "$name" ] || [ ! -f "$root/lib/systemd/system/$name.service" ] || printf '%s\n' "$name.service"
    done
  } | grep -v -x -e '.*@\.service' -e 'user@.*' | sort -u
}

starting_units() {
  # One look at all of them first: there are hundreds.
  grep -l -F -e "$1" -e "$2" -e "$3" -e "$4" -- "$root"/etc/systemd/system/*.service "$root"/lib/systemd/system/*.service \
    "$root"/usr/lib/systemd/system/*.service 2> /dev/null | while IFS= read -r file; do
    # The links are other names.
    [ ! -L "$file" ] || file=$(real_path "$file")
    for path; do
      # A path is taken as it stands: -F knows no pattern.
      if sed -n 's/^Exec[A-Za-z]*=[-@:+!|]*\([^ ]*\).*/\1/p' "$file" | grep -q -x -F -- "$path"; then
        printf '%s\n' "${file##*/}"
      fi
    done
  done
}

settings() {
  systemctl show -p User,RuntimeDirectory,StateDirectory,CacheDirectory,LogsDirectory,ConfigurationDirectory,PIDFile,ReadWritePaths \
    -- "$1"
}

# What Debian's packages make at their installation is in no list, but has their name.
named_files() {
  {
    printf '%s\n' "${1##*/}" "${2##*/}" "${package%%:*}" "$source"
    for unit in $units; do
      printf '%s\n' "${unit%.service}"
      settings "$unit" | sed -n 's/^User=//p'
    done
  } | grep -x -v -E '|root|nobody|daemon|www-data|.*[^A-Za-z0-9._-].*' | sort -u | while IFS= read -r name; do
    for place in /etc /run /var/cache /var/lib /var/log /var/spool /usr/lib /usr/share; do
      [ ! -e "$root$place/$name" ] || printf '%s\n' "$place/$name"
    done
  done
}

open_files() {
  for process in $processes; do
    for file in "$root/proc/$process/fd/"*; do
      readlink "$file" 2> /dev/null || :
    done
  done | grep -E '^/(run|var|usr/share|usr/lib)/' | grep -v ' (deleted)$' || :
}
