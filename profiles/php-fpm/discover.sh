# shellcheck shell=sh
# The pools and settings of every PHP-FPM of the host, and what its users may write below the document roots of the web
# servers. No script of the site is run: not even the one that opcache.preload names.

# php_fpm PROGRAM [FILE]: what one version says, of a configuration that is not its usual one; adds its pools to $pools.
php_fpm() {
  answer=$(
    # Without -F and -O it writes into its log too; opcache would make a lock file.
    ask "$root$1" -d opcache.preload= -d opcache.enable=0 ${2:+-y "$root$2"} -tt -F -O
    printf '=info\n'
    ask "$root$1" -d opcache.preload= -d opcache.enable=0 -i
  )
  list_files "$1"
  records=$(
    printf '%s\n' "$findings" '=pools' "$pools" '=test' "$answer" '=includes' "$includes" '=files' "$files" |
      root=$root program=$1 configuration=$configuration enterable=$enterable awk "$awk_records$awk_php$awk_fpm"
  )
  tell_records 'directory_of pool section' << END
$records
END
}

# list_files PROGRAM: sets files, the ones that the answer has been read from, configuration, the first of FPM's own, and
# includes, the patterns in it.
list_files() {
  # shellcheck disable=SC2016 # $ is awk's
  named=$(
    printf '%s\n' "$answer" | root=$root awk "$awk_records"'
      $0 == "=info" { info = 1 }
      !info && match($0, /configuration file .*\.conf/) {
        conf = substr($0, RSTART + 19, RLENGTH - 19)
        sub(/^'\''/, "", conf)
      }
      info && /^(Loaded Configuration File => |Additional \.ini files parsed => |\/)/ {
        sub(/^[^\/]*/, "")
        sub(/,$/, "")
        if ($0 ~ /^\/.*\.ini$/) print "ini " $0
      }
      END { if (conf ~ /^\//) print "conf " conf }
    '
  )
  case $named in
    *conf\ /*) ;;
    *) add_usual_files "${1##*/php-fpm}" ;;
  esac
  files='' configuration='' includes=''
  while IFS= read -r line; do
    [ ! -f "$root${line#* }" ] || files=$files${line#* }$newline
    case $line in
      'conf '*)
        configuration=${line#conf }
        configurations=$configurations$configuration$newline
        add_included "${line#conf }" "${1%/*bin/*}"
        ;;
    esac
  done << END
$named
END
}

# add_usual_files VERSION: where the distributions have them, for a program that does not say.
add_usual_files() {
  for file in "/etc/php/$1/fpm/php-fpm.conf" "/etc/php$1/fpm/php-fpm.conf" "/etc/php$1/php-fpm.conf" \
    /etc/php8/fpm/php-fpm.conf /etc/php7/fpm/php-fpm.conf /etc/php-fpm.conf /usr/local/etc/php-fpm.conf; do
    [ -f "$root$file" ] || continue
    named="$named${newline}conf $file"
    for ini in "$root${file%/*}/php.ini" "$root${file%/*}"/conf.d/*.ini "$root/etc/php.ini" "$root"/etc/php.d/*.ini; do
      [ ! -f "$ini" ] || named="$named${newline}ini ${ini#"$root"}"
    done
    return
  done
}

# add_included FILE PREFIX: the files that it includes; PREFIX is the one that FPM was made for.
add_included() {
  # shellcheck disable=SC2016 # $ is awk's
  included=$(awk "$awk_records"'
    /^[ \t]*include[ \t]*=/ {
      sub(/^[^=]*=/, "")
      print trim($0) ~ /^["'\'']/ ? first_word($0) : trim($0)
    }
  ' < "$root$1")
  while IFS= read -r pattern; do
    case $pattern in
      '') continue ;;
      /*) ;;
      *) pattern=$2/$pattern ;;
    esac
    includes=$includes$pattern$newline
    # Only the names are expanded, blanks are kept.
    IFS=
    # shellcheck disable=SC2086
    for file in "$root"$pattern; do
      [ ! -f "$file" ] || files=$files${file#"$root"}$newline
    done
    unset IFS
  done << END
$included
END
}

# shellcheck disable=SC2016 # $ is awk's
awk_fpm='
  BEGIN {
    FS = "\t"
    php_serves = 1
  }
  /^=(pools|test|info|includes|files)$/ {
    part = $0
    next
  }
  part == "" && ($2 == "value" || $2 == "pattern") && $3 == "docroot" { served[++served_count] = $4 }
  part == "=pools" { known_pool[$1] = 1 }
  part == "=test" { read_test($0) }
  part == "=info" && /^asked / { info_status = substr($0, 7) }
  part == "=info" && !/^asked / {
    if ($0 != "") last = $0
    read_php_info($0)
  }
  # All files of these directories are read, or all *.conf of them.
  part == "=includes" && sub(/\/\*(\.conf)?$/, "") { open_directory[$0] = 1 }
  part == "=files" && $0 != "" { read_ini($0) }
  END {
    if (tested != "0") {
      failed(ENVIRON["program"] " -tt", complaint, tested)
      fpm_count = 0
    }
    for (i = 1; i <= fpm_count; i++) add_value(fpm_sections[i], fpm_names[i], fpm_values[i])
    add_files()
    if (!php_known) failed(ENVIRON["program"] " -i", last, info_status)
    tell_global()
    for (i = 1; i <= pool_count; i++) tell_pool(pools[i], site_of(pools[i]))
    tell_php(ENVIRON["program"])
  }
  # "[26-Nov-2026 10:00:00] NOTICE: [www]", and the same with "\tlisten = /run/php/php8.2-fpm.sock" behind the colon.
  function read_test(line, level, at) {
    if (line ~ /^asked /) {
      tested = substr(line, 7)
      return
    }
    sub(/^\[[0-9][^]]*\] /, "", line)
    level = line
    sub(/:.*/, "", level)
    if (level ~ /^(ERROR|ALERT)$/ && !complained) {
      complaint = line
      complained = 1
    }
    if (!complained && line != "") complaint = line
    if (!sub(/^NOTICE: /, "", line)) return
    if (line ~ /^\[.*\]$/) section = substr(line, 2, length(line) - 2)
    at = index(line, " = ")
    if (line ~ /^\t/ && at) add_fpm(section, substr(line, 2, at - 2), substr(line, at + 3))
  }
  function add_fpm(section, name, value) {
    if (value == "undefined") value = ""
    fpm_sections[++fpm_count] = section
    fpm_names[fpm_count] = name
    fpm_values[fpm_count] = value
  }
  # The test leaves out apparmor_hat, and all when it fails.
  function add_files(i, section, name, value) {
    for (i = 1; i <= ini_count; i++) {
      section = ini_sections[i]
      name = ini_names[i]
      if (section == "" || section ~ /^(PATH|HOST)=/ || (section, name) in fpm) continue
      value = ini_value[section, name]
      gsub(/\$pool/, section, value)
      add_fpm(section, name, value)
      add_value(section, name, value)
    }
  }
  function add_value(section, name, value) {
    if (section != "global" && !(section in is_pool)) {
      is_pool[section] = 1
      pools[++pool_count] = section
    }
    fpm[section, name] = value
  }
  function place_of(section, name) {
    return (section, name) in ini_at ? ini_at[section, name] : ENVIRON["program"]
  }
  # Pools of two versions may have one name.
  function site_of(pool, name, program) {
    name = pool
    program = ENVIRON["program"]
    gsub(/[^ -~]/, "?", name)
    if (!(name in known_pool)) return name
    sub(/.*\//, "", program)
    return name "-" program
  }
  function tell_global() {
    tell_own("", "global", "pid", "pid")
    tell_own("", "global", "log", "error_log")
    tell_limits("global")
  }
  # Only a path: syslog, a port or nothing else need a rule.
  function tell_own(site, section, tunable, name) {
    if (fpm[section, name] ~ /^\//) tell_php_path(site, tunable, fpm[section, name], name, place_of(section, name))
  }
  function tell_limits(section) {
    tell_limit(section, "rlimit_files")
    tell_limit(section, "rlimit_core")
    if (fpm[section, "process.priority"] ~ /^-/) record("feature", "limits", "process.priority", place_of(section, "process.priority"))
  }
  function tell_limit(section, name) {
    if (fpm[section, name] !~ /^0*$/) record("feature", "limits", name, place_of(section, name))
  }
  # What could make the pool enter a hat can stand beside its own file, where the kernel lets it enter any.
  function tell_section(pool, site, file, directory) {
    file = place_of(pool, "listen")
    if (!sub(/:[0-9]+$/, "", file)) return
    directory = file
    sub(/\/[^\/]*$/, "", directory)
    if (ENVIRON["enterable"] && directory in open_directory)
      record("section", site, pool, file, ENVIRON["program"], ENVIRON["configuration"])
  }
  function tell_pool(pool, site, chroot, directory, setting, i, name) {
    tell_section(pool, site)
    tell_own(site, pool, "listen", "listen")
    tell_own(site, pool, "listen", "pm.status_listen")
    tell_own(site, pool, "log", "access.log")
    tell_own(site, pool, "log", "slowlog")
    if (fpm[pool, "request_slowlog_timeout"] !~ /^0*[a-z]*$/)
      record("feature", "slowlog", "request_slowlog_timeout", place_of(pool, "request_slowlog_timeout"))
    tell_limits(pool)
    if (fpm[pool, "apparmor_hat"] != "") {
      record("feature", "hats", "apparmor_hat", place_of(pool, "apparmor_hat"))
      record("site_word", site, "hats", fpm[pool, "apparmor_hat"], "apparmor_hat", place_of(pool, "apparmor_hat"))
    }
    chroot = fpm[pool, "chroot"]
    sub(/\/+$/, "", chroot)
    if (chroot != "") record("feature", "chroot", "chroot", place_of(pool, "chroot"))
    directory = fpm[pool, "chdir"]
    sub(/\/+$/, "", directory)
    setting = directory == "" ? "chroot" : "chdir"
    directory = chroot directory
    record("directory_of", site, directory, setting, place_of(pool, setting))
    record("pool", site, fpm[pool, "user"], fpm[pool, "group"], fpm[pool, "listen"])
    for (i = 1; i <= fpm_count; i++) if (fpm_sections[i] == pool) pool_php(site, fpm_names[i], fpm_values[i])
    for (i = 1; i <= fpm_count; i++) {
      name = fpm_names[i]
      if (fpm_sections[i] != pool) continue
      if (name == "env[TMPDIR]") tell_php_path(site, "tmp", chroot fpm_values[i], name, place_of(pool, name))
      if (sub(/^php_(admin_)?value\[/, "", name) && sub(/\]$/, "", name))
        tell_pool_php(site, chroot, name, fpm_values[i], fpm_names[i], place_of(pool, fpm_names[i]))
    }
    if (chroot != "") tell_inherited(site, chroot)
    else tell_shared(site)
  }
  function pool_php(site, name, value) {
    if (sub(/^php_(admin_)?value\[/, "", name) && sub(/\]$/, "", name)) pool_value[site, name] = value
  }
  function tell_pool_php(site, chroot, name, value, setting, at, i) {
    if (name in php_tunable) tell_php_value(site, chroot, name, value, setting, at)
    for (i = 1; i in php_hints; i++) if (name == php_hints[i]) tell_php_hint(setting, value, at)
  }
  # A pool that has no directory of its own for them uses the one of all.
  function tell_shared(site, i, name, value) {
    of_site_only = 1
    for (i = 1; i <= php_count; i++) {
      name = php_settings[i]
      if (php_tunable[name] !~ /^(session|tmp)$/ || name ~ /^opcache/ || (site, name) in pool_value) continue
      value = name in php_value ? php_value[name] : ""
      if (name == "sys_temp_dir" && php_known && value == "") value = "/tmp"
      tell_php_value(site, "", name, value, name, php_at(name, ENVIRON["program"]))
    }
    of_site_only = 0
  }
  # In a chroot the paths of all pools are others.
  function tell_inherited(site, chroot, i, name) {
    for (i = 1; i <= php_count; i++) {
      name = php_settings[i]
      if (php_tunable[name] !~ /^(session|tmp|backend)$/ || name ~ /^opcache/ || (site, name) in pool_value) continue
      if (name == "sys_temp_dir" && php_value[name] == "") php_value[name] = "/tmp"
      tell_php_value(site, chroot, name, php_value[name], name, php_at(name, ENVIRON["program"]))
    }
  }
'

# directory_of POOL DIRECTORY SETTING ORIGIN: its own one, which is opened unless it is that of many. Sets directory, setting
# and at.
directory_of() {
  real "$2"
  directory=$resolved setting=$3 at=$4
  if [ -n "$directory" ] && is_wide "$directory"; then
    [ "$directory" = / ] ||
      unread "$3 $directory of pool $1 ($4) is a directory of many; name what the pool serves under tune: docroot"
    directory=
  fi
  [ -z "$directory" ] || value docroot "$directory" "$3" "$4"
}

# section SITE SECTION FILE PROGRAM CONFIGURATION: where a pool is written.
section() { tell_found section "$@"; }

# pool NAME USER GROUP LISTEN: behind its directory.
pool() {
  real "$4"
  group=$3
  if [ -n "$2" ] && [ -z "$3" ]; then group=$(id -gn -- "$2"); fi
  pools=$pools$1$tab$2$tab$group$tab$resolved$tab$directory$tab$setting$tab$at$newline
}

# documents: what web servers serve, and through which pool.
documents() {
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    printf '%s\n=pools\n%s' "$findings" "$pools" | awk -F "$tab" "$awk_records"'
      $0 == "=pools" {
        pooled = 1
        join_sockets()
      }
      !pooled && ($1 == "lighttpd" || $1 == "apache") { read_web_server() }
      pooled && NF == 7 { tell_pool($1, $4, $2 FS $3) }
      function read_web_server() {
        if ($2 == "value" && $3 == "docroot") record("served", $4, $5, $6)
        if ($2 == "pattern" && $3 == "docroot") record("pattern", "docroot", $4, $5, $6, $7)
        if ($2 ~ /^(value|pattern)$/ && $3 == "docroot") served[++served_count] = $4
        if ($2 == "site" && $4 == "socket") sockets[$1, $3] = sockets[$1, $3] FS $5
        if ($2 == "site" && $4 == "docroot") {
          site[++site_count] = $1 SUBSEP $3
          site_path[site_count] = $5
          site_setting[site_count] = $6
          site_at[site_count] = $7
        }
      }
      # The sites of each socket, by number.
      function join_sockets(i, n, parts) {
        for (i = 1; i <= site_count; i++)
          for (n = split(sockets[site[i]], parts, FS); n > 0; n--) if (parts[n] != "") sites_of[parts[n]] = sites_of[parts[n]] " " i
      }
      function tell_pool(pool, listen, who, n, i, known, numbers) {
        split(sites_of[listen], numbers, " ")
        for (n = 1; n in numbers; n++) {
          i = numbers[n]
          known = 1
          record("pool_serves", pool, site_path[i], site_setting[i], site_at[i])
          record("search_in", site_path[i], pool, who)
        }
        if ($5 != "" && !known) record("pool_serves", pool, $5, $6, $7)
        if ($5 != "") record("search_in", $5, pool, who)
        else if (!known) for (i = 1; i <= served_count; i++) record("search_in", served[i], "", who)
      }
    '
  )
  searches=
  tell_records 'search_in served pool_serves' << END
$records
END
  [ -z "$searches" ] || uploads
}

# pool_serves POOL DIRECTORY SETTING ORIGIN
pool_serves() {
  site "$1" docroot "$2" "$3" "$4"
  each_behind "$2" site "$1" docroot
}

# further_masters: those that units of the site start with a configuration of their own.
further_masters() {
  set --
  for file in "$root"/etc/systemd/system/*php*.service "$root"/etc/systemd/system/*php*.service.d/*.conf; do
    [ ! -f "$file" ] || set -- "$@" "$file"
  done
  [ $# -gt 0 ] || return 0
  # shellcheck disable=SC2016 # $ is awk's
  masters=$(
    awk '
      /^[ \t]*ExecStart=[-@:+!]*\// && match($0, /[ \t](--fpm-config|-y)[= \t]+[^ \t]+/) {
        file = substr($0, RSTART, RLENGTH)
        sub(/^[ \t]*(--fpm-config|-y)[= \t]+/, "", file)
        gsub(/["\047]/, "", file)
        sub(/^[^\/]*/, "")
        sub(/[ \t].*/, "")
        print $0
        print file
      }
    ' "$@"
  )
  while IFS= read -r program && IFS= read -r file; do
    case $configurations in *"$newline$file$newline"*) continue ;; esac
    real "$program"
    case $seen in *"$newline$resolved$newline"*) ;; *) continue ;; esac
    if [ -f "$root$file" ]; then php_fpm "$resolved" "$file"; else unread "the configuration $file of a unit was not read"; fi
  done << END
$masters
END
}

discover_php_fpm() {
  pools='' seen=$newline configurations=$newline enterable=unknown
  for program in "$root"/usr/sbin/php-fpm* "$root"/usr/bin/php-fpm* "$root"/usr/local/sbin/php-fpm* "$root"/usr/local/bin/php-fpm*; do
    real "${program#"$root"}"
    if [ ! -f "$root$resolved" ] || [ ! -x "$root$resolved" ]; then continue; fi
    case $resolved in
      *[!0-9.]) [ "${resolved##*/}" = php-fpm ] || continue ;;
    esac
    case $seen in *"$newline$resolved$newline"*) continue ;; esac
    seen=$seen$resolved$newline
    [ "$enterable" != unknown ] || can_enter 'pools and programs' 'php*fpm.service'
    php_fpm "$resolved"
  done
  [ "$seen" != "$newline" ] || return 0
  mail_queue mail_queue
  sendmail_of_others
  further_masters
  documents
}

discover_php_fpm
