# shellcheck shell=sh
# How the discovery scripts of the catalogue (profiles/SERVICE/discover.sh) say what they found in the service's own
# configuration. Each runs in a shell of its own, behind this text, as root, with nothing on its standard input; what it
# prints beside these lines is no finding. Lines out, words apart by tabs:
#   value TUNABLE PATH SETTING ORIGIN            a path, whatever characters are in it
#   pattern TUNABLE PATH GLOB SETTING ORIGIN     a path and AppArmor globbing behind it
#   word TUNABLE WORD SETTING ORIGIN             no path: a user, a profile
#   feature NAME SETTING ORIGIN                  an optional fragment of rules that the configuration asks for
#   site NAME TUNABLE PATH SETTING ORIGIN        what one virtual host or pool has for itself
#   unread TEXT                                  what could not be read, for the operator
# SETTING is the service's own name of it, ORIGIN is FILE:LINE, or the program that said so. $findings holds the lines of
# the services in discover_after, each behind its service and a tab.

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
      real_target=$(readlink "$root$real_path") || return
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
# A value of the tunable cgi brings those of cgi_interpreter with it that the programs in that directory name.
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
    $1 == "unread" {
      gsub(/[\001-\036\177]/, "?", $2)
      unread(substr($2, 1, 800))
      next
    }
    /[\t\001-\010\013-\033\035\036\177]/ {
      unread("a value of " ($1 == "pattern" ? $5 : $1 == "feature" ? $3 : $4) " has a control character in it")
      next
    }
    $1 == "feature" && !told[$2]++ { feature[++features] = "feature\t" $2 "\t" $3 "\t" $4 }
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
    function unread(text) {
      if (!told["\t" text]++) unread_text[++unreads] = "unread\t" text
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
    printf '%s\037%s\037%s\037%s\037%s\037%s\n' "$type" "$tunable" "$path" "$setting" "$origin" "$rest"
    if [ "$type $tunable" = 'value cgi' ] && [ -d "$root$path" ]; then interpreters "$root$path" | settle_records; fi
  done
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
