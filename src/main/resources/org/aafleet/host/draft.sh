# shellcheck shell=sh
# What a first profile for a program has to know of it. Reads only, and runs nothing of what it looks at.

# draft PROGRAM: of the path that is named
#   program PATH        where its links lead; nothing more when there is no such program
#   interpreter PATH    of a script, where the links of its interpreter lead
#   library NAME        each shared library whose name is in it
#   file PATH           each file and directory of the package that it is from, of those below /etc, /var, /usr/share and /usr/lib
#   unit NAME           each systemd unit that starts it, and below it its settings
draft() {
  say 'aa-fleet-probe 1'
  program=$(real_path "$1")
  if [ -f "$program" ]; then
    say "program $program"
    interpreter "$program"
    libraries "$program"
    package_files "$1" "$program"
    # Units name programs as they were before /bin became /usr/bin, too.
    starting_units "$1" "$program" "${1#/usr}" "${program#/usr}"
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
  [ -z "$1" ] || say "interpreter $(real_path "$1")"
}

libraries() {
  LC_ALL=C grep -a -o 'lib[A-Za-z0-9_+-]*\.so[0-9.]*' -- "$1" | sort -u | sed 's/^/library /'
}

# package_files PATH...: of the first that a package has.
package_files() {
  for path; do
    for name in "$path" "${path#/usr}"; do
      if command -v dpkg-query > /dev/null; then
        package=$(dpkg-query -S "$name" 2> /dev/null | sed -n '/^diversion /!s/: .*//p' | head -n 1)
        [ -z "$package" ] || files=$(dpkg-query -L "$package")
      elif command -v rpm > /dev/null; then
        package=$(rpm -qf -- "$name" 2> /dev/null) || package=
        [ -z "$package" ] || files=$(rpm -ql "$package")
      else
        return 0
      fi
      if [ -n "$package" ]; then
        printf '%s\n' "$files" | grep -E '^/(etc|var|usr/share|usr/lib)/' | sed 's/^/file /'
        return 0
      fi
    done
  done
}

starting_units() {
  command -v systemctl > /dev/null || return 0
  # One look at all of them first: there are hundreds.
  grep -l -F -e "$1" -e "$2" -e "$3" -e "$4" -- "$root"/etc/systemd/system/*.service "$root"/lib/systemd/system/*.service \
    "$root"/usr/lib/systemd/system/*.service 2> /dev/null | while IFS= read -r file; do
    for path; do
      # A path is taken as it stands: -F knows no pattern.
      if grep '^Exec' -- "$file" | tr -s '=@:+!|; -' ' ' | grep -q -F -- " $path"; then
        printf '%s\n' "${file##*/}"
      fi
    done
  done | sort -u | while IFS= read -r unit; do
    case $unit in *@.service) continue ;; esac
    say "unit $unit"
    systemctl show -p User,RuntimeDirectory,StateDirectory,CacheDirectory,LogsDirectory,ConfigurationDirectory,PIDFile -- "$unit" |
      sed 's/^/|/'
    say ''
  done
}
