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

# For target_of.
links_known='' links_asked=$newline

# discover SERVICE TEXT: runs its script; a content line for each line that it prints, the last of them "end".
discover() {
  printf 'discovered %s\n' "$1"
  found=$(eval "$2$newline:" < /dev/null) || found="failed${tab}the discovery of $1 ended with status $?"
  if [ "${#found}" -gt 50000 ]; then
    # Line by line this would take minutes.
    printf '%s\n' "$found" | sed 's/^/|/'
    findings=$findings$(printf '%s\n' "$found" | sed "s/^/$1$tab/")$newline
  else
    while IFS= read -r line; do
      [ -n "$line" ] || continue
      printf '|%s\n' "$line"
      findings=$findings$1$tab$line$newline
    done << END
$found
END
  fi
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

# site_word NAME TUNABLE WORD SETTING ORIGIN: a line "site" whose third word is no path.
site_word() { tell_found site "$@"; }

unread() { tell_found unread "$1"; }

failed() { tell_found failed "$1"; }

# certificate TUNABLE PATH SETTING ORIGIN: a certificate or key. certbot gives every renewal a new name in archive/ and leads
# its link in live/ to it.
certificate() {
  real "$2"
  case $resolved in
    /etc/letsencrypt/archive/*/*.pem) pattern "$1" "${resolved%/*}" '/*.pem' "$3" "$4" ;;
    *) value "$1" "$2" "$3" "$4" ;;
  esac
}

# tell_records FUNCTIONS: for each record of six lines on standard input, a name and five words, calls the function of that
# name: one of the above, or one of these. Words that it does not have are empty lines; at the end they may be missing.
tell_records() {
  while IFS= read -r record; do
    IFS= read -r word_1
    IFS= read -r word_2
    IFS= read -r word_3
    IFS= read -r word_4
    IFS= read -r word_5
    case $record in
      '') ;;
      word | feature) "$record" "$word_1" "$word_2" "$word_3" ;;
      value | certificate | pattern | site | site_word | unread | failed) "$record" "$word_1" "$word_2" "$word_3" "$word_4" "$word_5" ;;
      *) case " $1 " in *" $record "*) "$record" "$word_1" "$word_2" "$word_3" "$word_4" "$word_5" ;; esac ;;
    esac
  done
}

# ask PROGRAM ARGUMENT...: what a program of the host says in the directory /, errors among it, and a line "asked STATUS"
# behind it. That line is missing when it says too much.
ask() {
  ask_limit=
  ! command -v timeout > /dev/null || ask_limit='timeout 60'
  {
    cd /
    $ask_limit "$@" 2>&1
    printf '\nasked %s\n' "$?"
  } | head -c 1048576
}

# has_no_new_privileges UNIT...: whether systemd starts one of them so that what it runs can enter no other profile.
has_no_new_privileges() {
  for systemctl in "$root/usr/bin/systemctl" "$root/bin/systemctl"; do
    [ -x "$systemctl" ] || continue
    case $("$systemctl" show -p NoNewPrivileges "$@" 2> /dev/null) in *=yes*) return ;; esac
    return 1
  done
  return 1
}

# can_enter WHAT UNIT...: sets enterable to a word where WHAT can enter profiles of their own, and says so where it cannot.
can_enter() {
  enterable=yes entering=$1
  shift
  if has_no_new_privileges "$@"; then
    enterable=
    unread "the unit ($*) has NoNewPrivileges=yes: the kernel lets $entering enter no profile or hat of their own"
  fi
}

# is_wide PATH: whether the directory is that of many, so that it says nothing about one service.
is_wide() {
  case $1 in
    /usr/*/* | /home/*/*) return 1 ;;
    / | /etc/* | /usr/* | /home/* | /var/lib | /var/log | /var/tmp | /var/spool | /var/cache | /var/run | /var/mail) ;;
    /*/*) return 1 ;;
  esac
}

# real PATH: sets resolved, the path as the kernel names it: every link followed, no "." and "..", no slash at the end. What
# does not exist stays as it is, below what does; empty for what is no absolute path. Changes the working directory: that
# costs no process.
real() {
  resolved=
  case $1 in /*) ;; *) return ;; esac
  real_rest='' real_path=$1 real_links=0
  while [ "$real_links" -lt 40 ]; do
    while [ "${real_path%/}" != "$real_path" ]; do real_path=${real_path%/}; done
    if [ -L "$root$real_path" ]; then
      real_links=$((real_links + 1))
      target_of "$real_path" || return
      case $real_target in
        /*) real_path=$real_target ;;
        *) real_path=${real_path%/*}/$real_target ;;
      esac
    elif [ -z "$real_path" ]; then
      break
    elif [ -d "$root$real_path" ]; then
      cd -P -- "$root$real_path" 2> /dev/null || return
      real_path=${PWD#"$root"}
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

# target_of LINK: sets real_target. A process for each link costs more than all else where a distribution has a directory full
# of them: from its second one on, those of a directory below /etc are read together.
target_of() {
  if known_target "$1"; then return; fi
  case $1=$links_asked in
    /etc/*"=$newline"*"$newline${1%/*}$newline"*)
      know_links "${1%/*}"
      if known_target "$1"; then return; fi
      ;;
  esac
  links_asked=$links_asked${1%/*}$newline
  real_target=$(readlink "$root$1") || return
  know_link "$1" "$real_target"
}

# known_target LINK: sets real_target. Cut out of the one long text it would cost the square of its length.
known_target() {
  real_target=$1
  set -f
  IFS=$newline
  # shellcheck disable=SC2086 # lines are wanted
  set -- $links_known
  unset IFS
  set +f
  while [ $# -gt 0 ]; do
    if [ "$1" = "$real_target" ]; then
      real_target=$2
      return
    fi
    shift 2
  done
  return 1
}

# know_link LINK TARGET: one with a line break stays unknown.
know_link() {
  case $1$2 in
    *"$newline"*) ;;
    *) links_known=$links_known$1$newline$2$newline ;;
  esac
}

# know_links DIRECTORY: all that are in it, unless readlink takes one at a time or one of them has a line break.
know_links() {
  links_directory=$1
  set --
  for link in "$root$links_directory"/*; do
    [ ! -L "$link" ] || set -- "$@" "$link"
  done
  targets=$(readlink "$@" 2> /dev/null) || return 0
  links_before=$links_known
  while IFS= read -r real_target; do
    if [ $# -gt 0 ]; then know_link "${1#"$root"}" "$real_target" && shift; else links_known=$links_before; fi
  done << END
$targets
END
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

# What the discovery scripts have in common in awk. ENVIRON["root"] is $root.
# shellcheck disable=SC2016,SC2034 # $ is awk's; they use it
awk_records='
  function record(what, a, b, c, d, e) {
    printf "%s\n%s\n%s\n%s\n%s\n%s\n", what, a, b, c, d, e
  }
  function trim(text) {
    sub(/^[ \t]+/, "", text)
    sub(/[ \t\r]+$/, "", text)
    return text
  }
  # The command of a line for the shell.
  function first_word(text, quote) {
    text = trim(text)
    quote = substr(text, 1, 1)
    if (quote != "\"" && quote != "'\''") {
      sub(/[ \t].*/, "", text)
      return text
    }
    text = substr(text, 2)
    return index(text, quote) ? substr(text, 1, index(text, quote) - 1) : text
  }
  # What a program said before it failed. What only AppArmor forbids it to open is no fault of the configuration, and its files
  # say the same.
  function failed(program, words, status) {
    if (status == "") words = "says too much"
    record(words ~ /Permission denied/ ? "unread" : "failed", \
      program ": " (status == 124 ? "did not end within 60 s" : words == "" ? "failed with status " status : substr(words, 1, 300)))
  }
'

# settle [TUNABLE PREFIX]...: reads findings of a configuration with very many of them, words apart by \037, and tells each
# once, with real paths. Values of TUNABLE below PREFIX are left out: the profile has them anyway.
#   value TUNABLE PATH SETTING ORIGIN [SITE]
#   pattern TUNABLE PATH GLOB SETTING ORIGIN
#   files TUNABLE PATH SETTING ORIGIN [SITE]    a file that is written, and others beside it such as older logs: told as all
#                                               of its directory if that is one for logs; PATH/ is a directory of its own
#   template TUNABLE PATH SETTING ORIGIN        a path with \034 in place of what differs from one virtual host to the next
#   program TUNABLE NAME SETTING ORIGIN         a value, looked for where programs are
#   feature NAME SETTING ORIGIN
#   unread TEXT
#   runs_as USER GROUP VERSION                  for php_of_server
# Values of cgi_interpreter bring the feature cgi. Those that are PHP's become values of php, with the feature php-cgi, and
# scripts that start PHP bring one. A value of the tunable cgi brings those of cgi_interpreter with it that the programs in that
# directory name.
# Where a tunable has more than 64 values, those that differ in one part of the path become a pattern, and that is told as
# unread. What would not fit into an answer is left out, sites first.
settle() {
  settle_except=
  while [ $# -gt 1 ]; do
    settle_except=$settle_except$1$tab$2$newline
    shift 2
  done
  settle_mark=$(printf '\037')
  settle_open=$(printf '\034')
  settle_records | except=$settle_except awk -F "$settle_mark" '
    BEGIN {
      count = split(ENVIRON["except"], pairs, "\n")
      for (i = 1; i < count; i++) {
        split(pairs[i], pair, "\t")
        excepts[pair[1]] = excepts[pair[1]] "\n" pair[2]
      }
      room = 150000
    }
    $1 == "unread" || $1 == "failed" {
      gsub(/[\001-\036\177]/, "?", $2)
      passed_over($1, substr($2, 1, 800))
      next
    }
    /[\t\001-\010\013-\033\035\036\177]/ {
      unread("a value of " ($1 == "pattern" ? $5 : $1 == "feature" ? $3 : $4) " has a control character in it")
      next
    }
    $1 == "feature" && !told[$2]++ { feature[++features] = "feature\t" $2 "\t" $3 "\t" $4 }
    $1 == "runs_as" { print "runs_as\t" $2 "\t" $3 "\t" $4 }
    $1 == "value" && $2 ~ /^(cgi_interpreter|php)$/ {
      name = $2 == "php" ? "php-cgi" : "cgi"
      if (!told[name]++) feature[++features] = "feature\t" name "\t" $4 "\t" $5
    }
    $1 == "value" && !excepted($2, $3) {
      add($2, $3, "", $4, $5)
      serve($3)
      add_site($6, $2, $3, $4, $5)
    }
    $1 == "pattern" && !excepted($2, $3) {
      if (index($4, "\034")) {
        $4 = literal($4)
        gsub(/\034+/, "*", $4)
      }
      add($2, $3, $4, $5, $6)
      serve($3)
    }
    $1 == "files" && !excepted($2, $3) {
      if (!(($2, $3) in file_seen)) {
        file_seen[$2, $3] = 1
        file_tunable[++files] = $2
        file_path[files] = $3
        file_setting[files] = $4
        file_origin[files] = $5
      }
      if ($3 !~ /\/$/) add_site($6, $2, $3, $4, $5)
    }
    END {
      for (i = 1; i <= files; i++) add_files(i)
      for (i = 1; i <= values; i++) if (many(i)) count_shapes(i)
      for (i = 1; i <= values; i++) tell(many(i) ? shape(i) : plain(i))
      for (i = 1; i <= features; i++) tell(feature[i])
      room += 60000
      for (i = 1; i <= sites; i++) if (!tell(site[i])) left[site_name[i]] = 1
      for (name in left) leaving++
      if (leaving) unread(leaving " virtual hosts are not told one by one: the answer would be too long")
      room = 20000
      for (i = 1; i <= unreads; i++) tell(unread_text[i])
      if (left_out) tell("unread\t" left_out " more findings are left out: the answer would be too long")
    }
    function unread(text) { passed_over("unread", text) }
    function passed_over(kind, text) {
      if (!told["\t" text]++) unread_text[++unreads] = kind "\t" text
    }
    $1 == "site_word" { add_site($2, $3, $4, $5, $6) }
    $1 == "section" && !(($2, $4) in section_seen) {
      section_seen[$2, $4] = 1
      site[++sites] = $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 "\t" $6
      site_name[sites] = $2
    }
    function excepted(tunable, path, i, n, prefixes) {
      n = split(excepts[tunable], prefixes, "\n")
      for (i = 2; i <= n; i++) if (index(path "/", prefixes[i]) == 1) return 1
      return 0
    }
    function add(tunable, path, glob, setting, origin) {
      if ((tunable, path, glob) in value_seen) return
      value_seen[tunable, path, glob] = 1
      of_tunable[tunable]++
      value_tunable[++values] = tunable
      value_path[values] = path
      value_glob[values] = glob
      value_origin[values] = setting "\t" origin
    }
    function many(i) { return of_tunable[value_tunable[i]] > 64 }
    # That a directory is there for something else than its files.
    function serve(path) {
      while (path != "" && !(path in serves)) {
        serves[path] = 1
        sub(/\/[^\/]*$/, "", path)
      }
    }
    function add_site(name, tunable, path, setting, origin) {
      if (name == "" || (name, tunable, path) in site_seen) return
      site_seen[name, tunable, path] = 1
      site[++sites] = "site\t" name "\t" tunable "\t" path "\t" setting "\t" origin
      site_name[sites] = name
    }
    function add_files(i, directory, name, own) {
      directory = name = file_path[i]
      sub(/.*\//, "", name)
      directory = substr(directory, 1, length(directory) - length(name) - 1)
      own = directory ~ /\/.*\// && directory !~ /^\/(home|usr|var)\/[^\/]*$/
      if (directory in serves) own = 0
      if (name != "" && directory !~ /\/([^\/]*[-_.])?[Ll]ogs?([-_.][^\/]*)?(\/|$)/) own = 0
      if (own) add(file_tunable[i], directory, "/**", file_setting[i], file_origin[i])
      else if (name != "") add(file_tunable[i], directory, "/" literal(name) "*", file_setting[i], file_origin[i])
      else unread(file_setting[i] " at " file_origin[i] " puts files into " directory "/, which is not its own")
    }
    # As AppArmor reads it.
    function literal(text) {
      gsub(/[][*?{}^"\\@,#!]/, "\\\\&", text)
      return text
    }
    function plain(i) {
      return (value_glob[i] == "" ? "value\t" : "pattern\t") value_tunable[i] "\t" value_path[i] \
        (value_glob[i] == "" ? "" : "\t" value_glob[i]) "\t" value_origin[i]
    }
    # Counts each path under every name that it has with one part left open.
    function count_shapes(i, n, part, parts, key) {
      n = split(value_path[i], parts, "/")
      for (part = 3; part <= n; part++) {
        key = shape_key(i, parts, n, part)
        if (!alike[key]++) ending[key] = extension(parts[part])
        else if (ending[key] != extension(parts[part])) ending[key] = ""
      }
    }
    function shape_key(i, parts, n, part, key, k) {
      key = value_tunable[i] "\t"
      for (k = 2; k < part; k++) key = key "/" parts[k]
      key = key "\t"
      for (k = part + 1; k <= n; k++) key = key "/" parts[k]
      return key "\t" value_glob[i]
    }
    function extension(name) { return match(name, /\.[A-Za-z0-9]+$/) ? substr(name, RSTART) : "" }
    function shape(i, n, parts, part, key, best, words, glob) {
      n = split(value_path[i], parts, "/")
      for (part = 3; part <= n; part++) {
        key = shape_key(i, parts, n, part)
        if (alike[key] > 16 && (best == "" || alike[key] > alike[best])) best = key
      }
      if (best == "") return plain(i)
      if (told["shape" best]++) return ""
      split(best, words, "\t")
      glob = "/*" literal(ending[best] words[3]) words[4]
      unread(alike[best] " values of " value_tunable[i] " are told as " words[2] glob)
      return "pattern\t" value_tunable[i] "\t" words[2] "\t" glob "\t" value_origin[i]
    }
    function tell(text) {
      if (text == "") return 1
      if (length(text) >= room) {
        if (text !~ /^site/) left_out++
        return 0
      }
      room -= length(text) + 1
      print text
      return 1
    }
  '
}

settle_records() {
  while IFS=$settle_mark read -r type tunable path setting origin rest; do
    case $type in
      value | files | pattern | template | program) settle_path ;;
    esac
    [ "$type $tunable" != 'value cgi_interpreter' ] || look_for_php
    printf '%s\037%s\037%s\037%s\037%s\037%s\n' "$type" "$tunable" "$path" "$setting" "$origin" "$rest"
    if [ "$type $tunable" = 'value cgi' ] && [ -d "$root$path" ]; then interpreters "$root$path" | settle_records; fi
  done
}

# look_for_php: sets tunable to php where $path is the binary of PHP; a record of PHP where it is a script that starts it.
look_for_php() {
  magic=$(head -c 2 "$root$path" 2> /dev/null | tr -d '\000')
  if [ "$magic" = '#!' ]; then
    php_started=$(grep -v '^#' "$root$path" | grep -o '/[A-Za-z0-9_./-]*php[0-9A-Za-z_.-]*' | grep -e '-cgi' -e '/cgi-bin/php' | head -n 1)
    [ -z "$php_started" ] ||
      printf 'value\037php\037%s\037%s\037%s\037\n' "$php_started" "$setting" "$origin" | settle_records
  else
    case $path in */php*-cgi* | */cgi-bin/php*) tunable=php ;; esac
  fi
}

# interpreters DIRECTORY: those of the first hundred programs in it.
interpreters() {
  directory=$1
  set --
  for program in "$directory"/*; do
    if [ -f "$program" ] && [ $# -lt 100 ]; then set -- "$@" "$program"; fi
  done
  [ $# -gt 0 ] || return 0
  root=$root awk '
    BEGIN {
      for (i = 1; i < ARGC; i++) {
        if ((getline line < ARGV[i]) > 0 && sub(/^#![ \t]*/, "", line)) {
          split(line, words, /[ \t\r]+/)
          word = words[1] ~ /\/env$/ ? words[2] : words[1]
          if (word ~ /^[\/A-Za-z0-9]/ && !seen[word]++)
            printf "program\037cgi_interpreter\037%s\037#!\037%s\037\n", word, substr(ARGV[i], length(ENVIRON["root"]) + 1)
        }
        close(ARGV[i])
      }
    }
  ' "$@"
}

# Sets what a record says after a look at the host.
settle_path() {
  if [ "$type" = template ]; then
    type=pattern rest=$origin origin=$setting
    setting=${path%%"$settle_open"*}
    setting=${setting##*/}${path#"$setting"}
    path=${path%"$setting"}
    setting=/$setting
  fi
  if [ "$type" = program ]; then
    type=value
    case $path in
      */*) ;;
      *)
        for settle_directory in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
          if [ -x "$root$settle_directory/$path" ]; then
            path=$settle_directory/$path
            break
          fi
        done
        ;;
    esac
  fi
  real "$path"
  case $type=$path=$resolved in
    *=)
      type=unread
      tunable="$setting at $origin: $path is not a path of this host"
      ;;
    # Renewal counts these up, so the one of today is not the one of tomorrow.
    value=*/live/*.pem=*/archive/*[0-9].pem)
      type=pattern rest=$origin origin=$setting setting='/*.pem' path=${resolved%/*}
      ;;
    files=*=/dev/* | files=*=/proc/*) type=device ;;
    files=*/=*) path=$resolved/ ;;
    pattern=*) path=${resolved%/} ;;
    *) path=$resolved ;;
  esac
}
