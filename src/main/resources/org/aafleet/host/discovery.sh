# shellcheck shell=sh
# How the discovery scripts of the catalogue (profiles/SERVICE/discover.sh) say what they found in the service's own
# configuration. Each runs in a subshell, as root, with nothing on its standard input; what it prints beside these lines is
# no finding. Lines out, words apart by tabs:
#   value TUNABLE PATH SETTING ORIGIN            a path, whatever characters are in it
#   pattern TUNABLE PATH GLOB SETTING ORIGIN     a path and AppArmor globbing behind it
#   word TUNABLE WORD SETTING ORIGIN             no path: a user, a profile
#   feature NAME SETTING ORIGIN                  an optional fragment of rules that the configuration asks for
#   site NAME TUNABLE PATH SETTING ORIGIN        what one virtual host or pool has for itself
#   unread TEXT                                  what was passed over, for the operator
#   failed TEXT                                  the configuration as a whole could not be read, so that nothing may be
#                                                concluded from what is missing
# SETTING is the service's own name of it, ORIGIN is FILE:LINE, or the program that said so. $findings holds the lines of
# the services in discover_after, each behind its service and a tab.

findings=''

# discover SERVICE TEXT: runs its script; a content line for each line that it prints, the last of them "end".
discover() {
  printf 'discovered %s\n' "$1"
  found=$(eval "$2$newline:" < /dev/null) || found="failed${tab}the discovery of $1 ended with status $?"
  while IFS= read -r line; do
    printf '|%s\n' "$line"
    findings=$findings$1$tab$line$newline
  done << END
$found
END
  printf '|end\n\n'
}

# say_complete: nothing was cut off.
say_complete() { echo 'fact discovery complete'; }

# tell_found WORD...: one line; what would not stay one is said to be unread.
tell_found() {
  for word_of_line; do
    case $word_of_line in
      *"$tab"* | *"$newline"*)
        printf 'unread\ta value of %s has a tab or a line break in it\n' "${2%%["$tab$newline"]*}"
        return
        ;;
    esac
  done
  line_found=$1
  shift
  for word_of_line; do
    line_found=$line_found$tab$word_of_line
  done
  printf '%s\n' "$line_found"
}

# value TUNABLE PATH SETTING ORIGIN
value() {
  real "$2"
  [ -z "$resolved" ] || tell_found value "$1" "$resolved" "$3" "$4"
}

# pattern TUNABLE PATH GLOB SETTING ORIGIN: the path is resolved, the glob is not.
pattern() {
  real "$2"
  [ -z "$resolved" ] || tell_found pattern "$1" "${resolved%/}" "$3" "$4" "$5"
}

word() { tell_found word "$@"; }

feature() { tell_found feature "$@"; }

# site NAME TUNABLE PATH SETTING ORIGIN
site() {
  real "$3"
  [ -z "$resolved" ] || tell_found site "$1" "$2" "$resolved" "$4" "$5"
}

unread() { tell_found unread "$1"; }

failed() { tell_found failed "$1"; }

# real PATH: sets resolved, the path as the kernel names it: every link followed, no "." and "..", no slash at the end. What
# does not exist stays as it is, below what does; empty for what is no absolute path.
real() {
  resolved=
  case $1 in /*) ;; *) return ;; esac
  real_rest='' real_path=$1 real_links=0
  while [ "$real_links" -lt 40 ]; do
    while [ "${real_path%/}" != "$real_path" ]; do real_path=${real_path%/}; done
    if [ -L "$root$real_path" ]; then
      real_links=$((real_links + 1))
      real_target=$(readlink "$root$real_path") || return
      case $real_target in
        /*) real_path=$real_target ;;
        *) real_path=${real_path%/*}/$real_target ;;
      esac
    elif [ -z "$real_path" ]; then
      break
    elif [ -d "$root$real_path" ]; then
      real_path=$(cd -P -- "$root$real_path" 2> /dev/null && pwd -P) || return
      real_path=${real_path#"$root"}
      break
    else
      case ${real_path##*/} in
        .) ;;
        ..) return ;;
        *) real_rest=/${real_path##*/}$real_rest ;;
      esac
      real_path=${real_path%/*}
    fi
  done
  resolved=${real_path%/}$real_rest
  [ -n "$resolved" ] || resolved=/
}

# origin TEXT FILE...: sets found_at to FILE:LINE of the last line that starts with the text, blanks before it left out; the
# last of the files wins. Empty when there is none.
origin() {
  origin_text=$1
  shift
  found_at=$(
    for origin_file; do
      [ ! -f "$root$origin_file" ] || printf '%s\n' "$root$origin_file"
    done | text=$origin_text root=$root awk '
      {
        file = $0
        number = 0
        while ((getline line < file) > 0) {
          number++
          sub(/^[ \t]+/, "", line)
          if (index(line, ENVIRON["text"]) == 1) found = substr(file, length(ENVIRON["root"]) + 1) ":" number
        }
        close(file)
      }
      END { print found }
    '
  )
}

# findings_of SERVICE WORD TUNABLE: the findings of another service, without these three words.
findings_of() {
  printf '%s\n' "$findings" | start="$1$tab$2$tab$3$tab" awk '
    index($0, ENVIRON["start"]) == 1 { print substr($0, length(ENVIRON["start"]) + 1) }
  '
}
