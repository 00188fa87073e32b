# shellcheck shell=sh disable=SC2154 # root and the functions are discovery.sh's
# What the discovery scripts of the services that run PHP have in common: its settings, and what applications may write.

# In awk: the output of "php -i", and the files that it names for the lines. php_prefix stands before the names of tunables
# that are of PHP alone.
# shellcheck disable=SC2016,SC2034 # $ is awk's; they use it
awk_php='
  BEGIN {
    split("session.save_path session upload_tmp_dir tmp sys_temp_dir tmp soap.wsdl_cache_dir tmp opcache.lockfile_path tmp " \
      "opcache.file_cache opcache error_log log mail.log log opcache.error_log log sendmail_path sendmail " \
      "mysqli.default_socket backend pdo_mysql.default_socket backend extension_dir extension", words, " ")
    for (i = 1; i in words; i += 2) {
      php_settings[++php_count] = words[i]
      php_tunable[words[i]] = words[i + 1]
    }
    split("auto_prepend_file auto_append_file opcache.preload include_path open_basedir", php_hints, " ")
  }
  # A line of "php -i": name => local value => master value, which are the same here.
  function read_php_info(line, at, name, rest, value) {
    at = index(line, " => ")
    name = substr(line, 1, at - 1)
    rest = substr(line, at + 4)
    value = substr(rest, 1, (length(rest) - 4) / 2)
    if (!at || rest != value " => " value) return
    php_value[name] = value == "no value" ? "" : value
    php_known = 1
  }
  # A file in the syntax of php.ini: fills ini_value and ini_at by section and name. Sections of PATH and HOST are for
  # what is served.
  function read_ini(file, line, number, section, name, value, at) {
    section = file ~ /\.ini$/ ? "" : "global"
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      line = trim(line)
      if (line ~ /^\[/) {
        section = substr(line, 2, index(line, "]") - 2)
        if (section !~ /^(PATH|HOST)=/ && file ~ /\.ini$/) section = ""
        continue
      }
      at = index(line, "=")
      if (line ~ /^;/ || !at) continue
      name = trim(substr(line, 1, at - 1))
      value = trim(substr(line, at + 1))
      if (value ~ /^"/) value = first_word(value)
      else {
        sub(/;.*/, "", value)
        value = first_quoted(trim(value))
      }
      if (!((section, name) in ini_at)) {
        ini_names[++ini_count] = name
        ini_sections[ini_count] = section
      }
      ini_value[section, name] = value
      ini_at[section, name] = file ":" number
    }
    close(ENVIRON["root"] file)
  }
  function first_quoted(text) {
    return text ~ /^'\''/ ? first_word(text) : text
  }
  # What PHP has for all scripts.
  function tell_php(program, i, name) {
    if (!php_known) for (i = 1; i <= ini_count; i++) if (ini_sections[i] == "") php_value[ini_names[i]] = ini_value["", ini_names[i]]
    # opcache.preload is left out when PHP is asked.
    if (("", "opcache.preload") in ini_value) php_value["opcache.preload"] = ini_value["", "opcache.preload"]
    if (php_known && php_value["sys_temp_dir"] == "") php_value["sys_temp_dir"] = "/tmp"
    if (!php_known) tell_defaults("the default of PHP")
    for (i = 1; i <= php_count; i++) {
      name = php_settings[i]
      if (name in php_value) tell_php_value("", "", name, php_value[name], name, php_at(name, program))
    }
    for (i = 1; i in php_hints; i++)
      if (php_hints[i] in php_value) tell_php_hint(php_hints[i], php_value[php_hints[i]], php_at(php_hints[i], program))
    for (i = 1; i <= ini_count; i++) {
      name = ini_names[i]
      if (name ~ /^(zend_)?extension$/) tell_extension(name, i)
      if (php_serves && ini_sections[i] ~ /^(PATH|HOST)=/) tell_php_section(ini_sections[i], name)
    }
  }
  # What a PHP that was not asked has where its files say nothing, so that a value of one site does not take its place.
  function tell_defaults(at) {
    if (php_value["sys_temp_dir"] == "") record("value", php_prefix "tmp", "/tmp", "sys_temp_dir", at)
    if (php_value["session.save_path"] == "") {
      record("value", php_prefix "session", "/var/lib/php/sessions", "session.save_path", at)
      record("value", php_prefix "session", "/var/lib/php/session", "session.save_path", at)
    }
    if (php_value["mysqli.default_socket"] php_value["pdo_mysql.default_socket"] == "") {
      record("pattern", php_prefix "backend", "/run", "/{mysqld,mariadbd}/mysqld.sock", "mysqli.default_socket", at)
      record("value", php_prefix "backend", "/var/lib/mysql/mysql.sock", "mysqli.default_socket", at)
    }
  }
  function php_at(name, program) {
    return ("", name) in ini_at ? ini_at["", name] : program
  }
  function tell_php_section(section, name) {
    if (name in php_tunable)
      tell_php_value("", "", name, ini_value[section, name], "[" section "] " name, ini_at[section, name])
  }
  function tell_extension(name, i, path) {
    path = ini_value[ini_sections[i], name]
    if (path ~ /^\/.*\//) {
      sub(/\/[^\/]*$/, "", path)
      tell_extensions(path, name, ini_at[ini_sections[i], name])
    }
  }
  # The profile has the directories of the distributions.
  function tell_extensions(path, setting, at) {
    if (path !~ /^\/usr\/(local\/)?lib(64)?\/php[0-9]*(\/|$)/) record("value", php_prefix "extension", path, setting, at)
  }
  # site is the pool whose own it is, chroot what the worker takes for the root.
  function tell_php_value(site, chroot, name, value, setting, at, handler, parts, i) {
    if (name == "session.save_path") {
      handler = (site, "session.save_handler") in pool_value ? pool_value[site, "session.save_handler"] : php_value["session.save_handler"]
      if (handler != "" && handler != "files") {
        tell_session_server(site, chroot, value, setting, at)
        return
      }
      sub(/^.*;/, "", value)
    } else if (name == "sendmail_path") value = first_word(value)
    else if (name == "extension_dir") {
      tell_extensions(value, setting, at)
      return
    }
    if (value ~ /^\//) tell_php_path(site, php_tunable[name], chroot value, setting, at)
  }
  function tell_php_path(site, tunable, path, setting, at) {
    if (path ~ /^\/(dev|proc)\//) return
    if (tunable != "log") tunable = php_prefix tunable
    if (!of_site_only) record("value", tunable, path, setting, at)
    if (site != "") record("site", site, tunable, path, setting, at)
  }
  # Sessions in Redis or memcached: only the path of a socket is taken out, what stands behind it may be a password.
  function tell_session_server(site, chroot, value, setting, at, parts, i) {
    split(value, parts, /[, \t]+/)
    for (i = 1; i in parts; i++) {
      if (!sub(/^unix:\/\/+/, "/", parts[i]) && parts[i] !~ /^\//) continue
      sub(/[?:].*/, "", parts[i])
      tell_php_path(site, "backend", chroot parts[i], setting, at)
    }
  }
  # What scripts may be loaded from is not opened for that.
  function tell_php_hint(setting, value, at, parts, i, found) {
    split(value, parts, ":")
    for (i = 1; i in parts; i++) {
      sub(/\/+$/, "", parts[i])
      if (parts[i] !~ /^\// || parts[i] ~ /^\/(usr\/share\/php[0-9]*|tmp|var\/tmp|dev)(\/|$)/ || is_served(parts[i])) continue
      found = found (found == "" ? "" : ", ") parts[i]
    }
    if (found != "")
      record("unread", setting " (" at ") names " found ", which is not opened; name it under tune: docroot if applications load it")
  }
  function is_served(path, i) {
    for (i = 1; i <= served_count; i++) if (index(path "/", served[i] "/") == 1) return 1
    return 0
  }
'

# php_settings SAPI PROGRAM [PREFIX]: what the files of this interface of PHP say, as PROGRAM reads them, which may be a number
# of its version where there is none to ask. PREFIX stands before the names of tunables.
php_settings() {
  answer='' files=''
  case $2 in
    /*)
      # Behind -i a -d would come too late.
      answer=$(ask "$root$2" -d opcache.preload= -d opcache.enable=0 -i | as_text)
      files=$(
        printf '%s\n' "$answer" | awk '
          /^(Loaded Configuration File => |Additional \.ini files parsed => |\/)/ {
            sub(/^[^\/]*/, "")
            sub(/ => .*|,$/, "")
            if ($0 ~ /^\/.*\.ini$/) print
          }
        '
      )
      ;;
  esac
  [ -n "$files" ] || usual_files "$1" "$2"
  tell_php_files "${3:+${3}code}" "$2"
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    printf '%s\n' "$findings" =info "$answer" =files "$files" | root=$root sapi=$1 program=$2 prefix=${3-} awk "$awk_records$awk_php"'
      BEGIN {
        FS = "\t"
        php_prefix = ENVIRON["prefix"]
        php_serves = ENVIRON["sapi"] == "cgi"
      }
      /^=(info|files)$/ {
        part = $0
        next
      }
      part == "" && ($2 == "value" || $2 == "pattern") && $3 ~ /^(docroot|php_code)$/ { served[++served_count] = $4 }
      part == "=info" && /^asked / { status = substr($0, 7) }
      part == "=info" && !/^asked / {
        if ($0 != "") last = $0
        read_php_info($0)
      }
      part == "=files" && $0 != "" { read_ini($0) }
      END {
        if (!php_known && ENVIRON["program"] ~ /^\//) failed(ENVIRON["program"] " -i", last, status)
        tell_php(ENVIRON["program"])
      }
    '
  )
  tell_records '' << END
$records
END
}

# tell_php_files TUNABLE PROGRAM: the directories of the files that the profiles do not have anyway.
tell_php_files() {
  while IFS= read -r file; do
    case $file in
      '' | /etc/php* | /usr/local/etc/php* | /usr/local/lib/php*) ;;
      *) value "${1:-docroot}" "${file%/*}" "${file##*/}" "$2" ;;
    esac
  done << END
$files
END
}

# as_text: what php-cgi -i prints as HTML, as php -i prints it.
as_text() {
  sed -e 's,</td><td class="v">, => ,g' -e 's/<[^>]*>//g' -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&nbsp;/ /g; s/&#0*39;/'\''/g; s/&amp;/\&/g' \
    -e 's/ *=> */ => /g' -e 's/ *$//'
}

# usual_files SAPI PROGRAM: sets files to those of the distributions, for a program that does not say.
usual_files() {
  version=${2##*[!0-9.]}
  for directory in "/etc/php/$version/$1" "/etc/php$version/$1" "/etc/php$version" "/etc/php8/$1" "/etc/php7/$1" /etc \
    /usr/local/etc/php /usr/local/lib; do
    [ -f "$root$directory/php.ini" ] || continue
    for file in "$root$directory"/php.ini "$root$directory"/conf.d/*.ini "$root$directory"/php.d/*.ini; do
      [ ! -f "$file" ] || files=$files${file#"$root"}$newline
    done
    return
  done
}

# mail_queue TUNABLE: where mail of this service is dropped, when that is Postfix's to take.
mail_queue() {
  mail_program=/usr/sbin/postconf
  [ -x "$root$mail_program" ] || return 0
  mail_place=$("$root$mail_program" -h queue_directory 2> /dev/null) || return 0
  value "$1" "$mail_place" queue_directory "$mail_program"
}

# sendmail_of_others: says so where mail() would hand its mail to another mail system than Postfix.
sendmail_of_others() {
  real /usr/sbin/sendmail
  case $resolved in
    /usr/sbin/sendmail | /usr/sbin/sendmail.postfix | /usr/bin/sendmail) return ;;
  esac
  [ ! -x "$root$resolved" ] ||
    unread "mail() runs $resolved, and there are rules for the sendmail of Postfix only; name what it needs under tune: rules"
}

# tell_server FOUND: what settle has told of a web server, and of its PHP where it has one.
tell_server() {
  printf '%s\n' "$1" | grep -v "^runs_as$tab"
  case $1 in *"feature${tab}mod-php$tab"* | *"feature${tab}php-cgi$tab"*) php_of_server "$1" ;; esac
}

# php_of_server FOUND: the PHP that a web server starts or has inside, by what it has found: its settings, and what the server's
# user may write below the document roots. Tunables have "php_" before their names. FOUND has a line "runs_as USER GROUP
# VERSION", with tabs.
php_of_server() {
  running=$(printf '%s\n' "$1" | grep "^runs_as$tab")
  user=$(printf '%s\n' "$running" | cut -f 2)
  group=$(printf '%s\n' "$running" | cut -f 3)
  [ -n "$group" ] || [ -z "$user" ] || group=$(id -gn -- "$user")
  [ -n "$user" ] || unread 'the user of the server is not known, and what its PHP may write was not looked for'
  findings=$findings$(printf '%s\n' "$1" | sed "s/^/server$tab/")$newline
  searches=
  while IFS=$tab read -r kind tunable path setting at more <&3; do
    case $kind$tab$tunable in
      "feature${tab}mod-php") php_settings apache2 "$(printf '%s\n' "$running" | cut -f 4)" php_ ;;
      "value${tab}php") php_cgi "$path" "$setting at $at" ;;
      "value${tab}docroot")
        is_wide "$path" || each_behind "$path" value php_code
        search_in "$path" '' "$user$tab$group"
        ;;
      "pattern${tab}docroot")
        [ "$at" = server.errorfile-prefix ] || unread "what PHP may write below $path$setting ($at at $more) was not looked for"
        ;;
    esac
  done 3<< END
$1
END
  mail_queue php_mail_queue
  sendmail_of_others
  [ -z "$searches" ] || uploads php_
}

# php_cgi PROGRAM ORIGIN: its settings. A program that others than root can replace is not run.
php_cgi() {
  if [ ! -x "$root$1" ]; then
    unread "$2: there is no program $1"
  elif is_roots "$1"; then
    php_settings cgi "$1" php_
  else
    unread "$2: $1 can be replaced by others than root and was not run; what its PHP uses is taken from the usual files"
    php_settings cgi "${1##*[!0-9.]}" php_
  fi
}

# is_roots PATH: whether only who runs this, or the group that Debian has for /usr/local, can write the file and the directories
# that it is in. Not when that cannot be found out.
is_roots() {
  below=$1
  set --
  while [ -n "$below" ]; do
    set -- "$@" "$root$below"
    below=${below%/*}
  done
  others=$(find "$@" -prune '(' ! -user "$(id -u)" -o -perm -002 -o -perm -020 ! -group 0 ! -group 50 ')' -print) &&
    [ -z "$others" ]
}

# each_behind DIRECTORY COMMAND...: with PATH, SETTING, ORIGIN behind it, for all that the application in a document root has
# in other directories.
each_behind() {
  case $1 in
    # Composer's layout: only what is below public/ or the like has a URL.
    */docroot | */htdocs | */html | */pub | */public | */public_html | */web | */webroot | */www)
      above=${1%/*}
      shift
      if [ -f "$root$above/composer.json" ] && ! is_wide "$above"; then
        "$@" "$above" composer.json "$above/composer.json"
      fi
      ;;
    # A package's configuration and state have its name.
    /usr/share/*)
      package=${1#/usr/share/}
      package=${package%%/*}
      case $package in apache2 | doc | httpd | javascript | lighttpd | mariadb | mysql | php | php[0-9]* | postfix) return ;; esac
      has_php "$1" || return 0
      shift
      for above in "/etc/$package" "/var/lib/$package"; do
        [ ! -d "$root$above" ] || "$@" "$above" package "/usr/share/$package"
      done
      ;;
  esac
}

# has_php DIRECTORY: whether there is a script in it.
has_php() {
  set -- "$root$1"/*.php
  [ -f "$1" ]
}

# served DIRECTORY SETTING ORIGIN
served() {
  if is_wide "$1"; then
    unread "$2 $1 ($3) is a directory of many; name what it serves under tune: docroot"
  else
    value docroot "$1" "$2" "$3"
    each_behind "$1" value docroot
  fi
}

# search_in PATH POOL USER-AND-GROUP
search_in() {
  case $3 in "$tab"* | *"$tab") return ;; esac
  if [ -d "$root$1" ] && ! is_wide "$1"; then searches=$searches$3$tab$1$tab$2${tab}served$newline; fi
  each_behind "$1" search_behind "$3" "$2"
}

# search_behind USER-AND-GROUP POOL PATH
search_behind() {
  case $3 in
    /etc/*) ;;
    *) searches=$searches$1$tab$3$tab$2$tab$newline ;;
  esac
}

# uploads [PREFIX]: what the searches find. PREFIX stands before the names of tunables.
uploads() {
  prefix=${1-} search_limit=
  ! command -v timeout > /dev/null || search_limit='timeout 30'
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    {
      printf '%s' "$searches"
      printf '%s' "$searches" | sort -u -t "$tab" -k 1,3 | search
    } | root=$root prefix=$prefix awk -F "$tab" "$awk_records"'
      /^=user/ {
        not_ended()
        who = $2 FS $3
        user = $2
        last = ""
        next
      }
      who == "" {
        searcher[++count] = $1 FS $2
        path[count] = $3
        pool[count] = $4
        is_served[count] = $5 != ""
        next
      }
      $1 == "=ended" {
        if ($2 == 0) ended[who] = 1
        next
      }
      {
        # find prints a directory that everybody may write twice.
        if ($0 == last) everybody[found] = 1
        else {
          name[++found] = substr($0, length(ENVIRON["root"]) + 1)
          finder[found] = who
        }
        last = $0
      }
      END {
        for (i = 1; i <= found; i++) tell_directory(i, name[i], finder[i])
        not_ended()
      }
      function not_ended() {
        if (who != "" && !(who in ended))
          record("unread", "what " user " may write below document roots was not searched to the end")
      }
      # What has no URL may hold scripts.
      function tell_directory(n, name, who, user, i, below, tunable, why, told) {
        user = substr(who, 1, index(who, FS) - 1)
        if (n in everybody) why = "may be written by everybody"
        for (i = 1; i <= count; i++) {
          if (searcher[i] != who) continue
          if (name == path[i]) why = "is " (is_served[i] ? "a document root" : "an application") " that " user " may write"
          if (index(name, path[i] "/") != 1) continue
          below = 1
          if (is_served[i]) tunable = "upload"
        }
        if (tunable == "") tunable = "writable"
        if (why != "") record("unread", name " " why "; name it under tune: " ENVIRON["prefix"] "writable if applications must write there")
        else if (below) {
          record("value", ENVIRON["prefix"] tunable, name, "writable by " user, name)
          if (tunable == "upload") record("holds", name, user)
          for (i = 1; i <= count; i++)
            if (searcher[i] == who && pool[i] != "" && index(name, path[i] "/") == 1 && !told[pool[i]]++)
              record("site", pool[i], tunable, name, "writable by " user, name)
        }
      }
    '
  )
  holder='' held=''
  tell_records holds << END
$records
END
  tell_scripts
}

# holds DIRECTORY USER: gathers upload directories for tell_scripts, each user's together.
holds() {
  [ "$2" = "$holder" ] || tell_scripts
  holder=$2 held=$held$1$newline
}

# tell_scripts: what would stop once no script may be written. A trial in complain mode does not show it.
tell_scripts() {
  set --
  while IFS= read -r path; do
    [ -z "$path" ] || set -- "$@" "$root$path"
  done << END
$held
END
  held=
  [ $# -gt 0 ] || return 0
  scripts=$(
    $search_limit find "$@" -xdev -maxdepth 5 -name "*$newline*" -prune -o -type f -user "$holder" \
      '(' -name '*.php' -o -name '*.phtml' -o -name '*.inc' -o -name .htaccess -o -name .user.ini ')' -print | head -n 200
  )
  [ -n "$scripts" ] || return 0
  for directory; do
    while IFS= read -r path; do
      case $path in
        "$directory"/*)
          unread "${directory#"$root"} has ${path#"$root"}, which $holder wrote; if applications write scripts there, name it \
under tune: ${prefix}writable instead of ${prefix}upload"
          break
          ;;
      esac
    done << END
$scripts
END
  done
}

# search: of lines USER, GROUP, PATH, with tabs, each user's together.
search() {
  writer='' writers=''
  set --
  while IFS=$tab read -r user group path _; do
    if [ "$user$tab$group" != "$writer$tab$writers" ]; then
      [ $# = 0 ] || search_for "$@"
      writer=$user writers=$group
      set --
    fi
    is_below "$root$path" "$@" || set -- "$@" "$root$path"
  done
  [ $# = 0 ] || search_for "$@"
}

# is_below PATH DIRECTORY...
is_below() {
  inner=$1
  shift
  for outer; do
    case $inner in "$outer"/*) return ;; esac
  done
  return 1
}

# search_for DIRECTORY...: the uppermost ones that $writer or the group $writers may write.
search_for() {
  printf '=user\t%s\t%s\n' "$writer" "$writers"
  {
    # A name with a line break could feign another.
    $search_limit find "$@" -xdev -maxdepth 7 -name "*$newline*" -prune -o \
      -type d -perm -002 -prune -print -print -o \
      -type d '(' -user "$writer" -perm -200 -o -group "$writers" -perm -020 ')' -prune -print
    printf '=ended\t%s\n' "$?"
  } | head -n 400
}

