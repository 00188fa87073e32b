# shellcheck shell=sh
# The options of the server, from its option files and systemd's units. The server itself is not started. Values of other
# options than the ones below are never told: some are passwords.

# list_units: sets units, and own_file to the option that names a file of the server's own.
list_units() {
  units=
  for directory in "$root"/lib/systemd/system "$root"/usr/lib/systemd/system "$root"/etc/systemd/system; do
    for file in "$directory"/mysql.service "$directory"/mysqld.service "$directory"/mariadb.service \
      "$directory"/mysql.service.d/*.conf "$directory"/mysqld.service.d/*.conf "$directory"/mariadb.service.d/*.conf; do
      [ ! -f "$file" ] || units=$units${file#"$root"}$newline
    done
  done
  for file in /etc/default/mysql /etc/default/mariadb /etc/sysconfig/mysql /etc/sysconfig/mysqld /etc/sysconfig/mariadb; do
    [ ! -f "$root$file" ] || units=$units$file$newline
  done
  own_file=$(
    printf '%s' "$units" | while IFS= read -r file; do grep -v '^[[:space:]]*[#;]' "$root$file"; done |
      grep -o -e '--defaults-\(extra-\)\{0,1\}file=/[^ "'\''%\\]*' | tail -n 1
  )
}

# list_files: sets files, the option files and what they include.
list_files() {
  files='' to_read=
  case $own_file in
    --defaults-file=*) set -- ;;
    *) set -- /etc/my.cnf /etc/mysql/my.cnf /usr/etc/my.cnf /usr/local/etc/my.cnf /usr/local/mysql/etc/my.cnf ;;
  esac
  for file in "$@" ${own_file:+"${own_file#*=}"}; do
    real "$file"
    add_file "$resolved"
  done
  rounds=0
  while [ -n "$to_read" ] && [ "$rounds" -lt 5 ]; do
    rounds=$((rounds + 1))
    files=$files$to_read
    # shellcheck disable=SC2016 # $ is awk's
    included=$(
      printf '%s' "$to_read" | root=$root awk '
        {
          while ((getline line < (ENVIRON["root"] $0)) > 0)
            if (sub(/^[ \t]*!include[ \t]+/, "file ", line) || sub(/^[ \t]*!includedir[ \t]+/, "directory ", line)) {
              sub(/[\/ \t\r]+$/, "", line)
              print line
            }
          close(ENVIRON["root"] $0)
        }
      '
    )
    to_read=
    while IFS= read -r line; do
      case $line in
        'file '*) add_file "${line#file }" ;;
        *) for file in "$root${line#directory }"/*.cnf; do add_file "${file#"$root"}"; done ;;
      esac
    done << END
$included
END
  done
}

# add_file FILE: once.
add_file() {
  case $newline$files$to_read in *"$newline$1$newline"*) return ;; esac
  [ ! -f "$root$1" ] || to_read=$to_read$1$newline
}

# shellcheck disable=SC2016 # $ is awk's
awk_mysql='
  BEGIN {
    program = ENVIRON["program"]
    # option, tunable, and what the value is: a directory (relative to the data directory), a list of them, a file in such a
    # directory, all below one, a log, a file with others of its name beside it, a certificate, a socket or the like.
    add("datadir datadir directory aria_log_dir_path datadir directory wsrep_data_home_dir datadir directory")
    add("rocksdb_datadir datadir directory rocksdb_wal_dir datadir directory tokudb_data_dir datadir directory")
    add("tokudb_log_dir datadir directory tokudb_tmp_dir tmpdir directory")
    add("innodb_data_home_dir innodb directory innodb_log_group_home_dir innodb directory innodb_undo_directory innodb directory")
    add("innodb_doublewrite_dir innodb directory innodb_temp_tablespaces_dir innodb directory innodb_directories innodb list")
    add("innodb_redo_log_archive_dirs innodb labels innodb_data_file_path innodb files innodb_temp_data_file_path innodb files")
    add("tmpdir tmpdir list innodb_tmpdir tmpdir directory slave_load_tmpdir tmpdir directory replica_load_tmpdir tmpdir directory")
    add("log_error log log slow_query_log_file log log log_slow_query_file log log general_log_file log log")
    add("log_bin log series log_bin_index log log relay_log log series relay_log_index log log relay_log_info_file log log")
    add("master_info_file log log log_ddl_recovery log log log_tc log log server_audit_file_path log log audit_log_file log log")
    add("secure_file_priv files directory file_key_management_filename keyring keys file_key_management_filekey keyring keys")
    add("keyring_file_data keyring keys keyring_encrypted_file_data keyring keys")
    add("ssl_ca tls certificate ssl_cert tls certificate ssl_key tls certificate ssl_crl tls certificate ssl_capath tls certificates")
    add("ssl_crlpath tls certificates admin_ssl_ca tls certificate admin_ssl_cert tls certificate admin_ssl_key tls certificate")
    add("init_file conf path ft_stopword_file conf path character_sets_dir conf tree lc_messages_dir conf tree")
    add("plugin_dir plugin directory wsrep_provider plugin provider socket socket path mysqlx_socket socket path pid_file pid path")
  }
  function add(text, words, i) {
    split(text, words, " ")
    for (i = 1; i in words; i += 3) {
      options[++option_count] = words[i]
      tunables[option_count] = words[i + 1]
      kinds[option_count] = words[i + 2]
    }
  }
  function key(name) {
    gsub(/-/, "_", name)
    sub(/^loose_/, "", name)
    return name
  }
  /^=(defaults|files|units)$/ {
    part = $0
    next
  }
  part == "=defaults" { read_answer($0) }
  part == "=files" && $0 != "" { read_file($0) }
  part == "=units" && $0 != "" { read_unit($0) }
  END {
    if (status == "0" && complaint ~ /[Ww]arning/) record("unread", ENVIRON["asked"] ": " complaint)
    else if (status != "0" || complaint != "") failed(ENVIRON["asked"], complaint, status)
    merge()
    if (only_further("datadir")) {
      record("value", "datadir", "/var/lib/mysql", "datadir", program)
      record("value", "datadir", "/var/lib/mariadb", "datadir", program)
    }
    if (only_further("socket")) record("pattern", "socket", "/run", "/{mysqld,mariadbd,mysql}/*.sock", "socket", program)
    if (only_further("tmpdir")) record("value", "tmpdir", "/tmp", "tmpdir", program)
    for (i = 0; i <= instance_count; i++) tell_instance(instances[i])
  }
  # What only further instances say must not take the place of what the first one has by itself.
  function only_further(name, i) {
    if (("", name) in value) return 0
    for (i = 1; i <= instance_count; i++) if ((instances[i], name) in value) return 1
    return 0
  }
  # An option a line, in the order of the server; or all of them on one line, when the server itself has been asked.
  function read_answer(line, words, i) {
    if (line ~ /^asked /) status = substr(line, 7)
    else if (line ~ /^--/ && ENVIRON["asked"] == program) {
      split(" " trim(line), words, / --/)
      for (i = 2; i in words; i++) option(words[i])
    } else if (line ~ /^--/) option(substr(line, 3))
    else if (line != "" && line !~ /would have been started with/ && complaint == "") complaint = line
  }
  function option(text, at, name) {
    at = index(text, "=")
    name = key(at ? substr(text, 1, at - 1) : text)
    said[name] = at ? substr(text, at + 1) : ""
    if (name ~ /^plugin_load/) said_plugins = said_plugins ";" said[name]
  }
  # Groups of the server are one; a group of mysqld_multi or of a template unit is an instance of its own.
  function instance_of(group) {
    if (group ~ /^(server|mysqld|mariadb|mariadbd|galera|client-server)$/ || group ~ /^(mysqld|mariadb|mariadbd)-[0-9.]+$/) return ""
    if (group ~ /^(mysqld|mariadb|mariadbd)([0-9]+|[.@].+)$/) return group
    return "-"
  }
  function read_file(file, line, number, group, at, name) {
    group = "-"
    if (file !~ /^\/etc\/(my[^\/]*\.cnf$|my\.cnf\.d\/|mysql\/)/) record("value", "conf", file, "option file", ENVIRON["asked"])
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      line = trim(line)
      if (line ~ /^\[/) {
        group = instance_of(substr(line, 2, index(line, "]") - 2))
        continue
      }
      if (line ~ /^[#;!]/ || line == "" || group == "-") continue
      at = index(line, "=")
      name = key(trim(at ? substr(line, 1, at - 1) : line))
      add_value(group, name, at ? value_of(trim(substr(line, at + 1))) : "", file ":" number)
    }
    close(ENVIRON["root"] file)
  }
  function value_of(text) {
    if (text ~ /^["'\'']/) return first_word(text)
    sub(/[ \t]#.*/, "", text)
    return trim(text)
  }
  function add_value(instance, name, value, at) {
    if (instance != "" && !(instance in known)) {
      known[instance] = 1
      instances[++instance_count] = instance
    }
    written[instance, name] = value
    written_at[instance, name] = at
    at_value[instance, name, value] = at
    if (name ~ /^plugin_load/) {
      plugins = plugins ";" value
      if (value ~ /auth_pam/ && value !~ /auth_pam_(v1|compat)/) pam_at = at
    }
  }
  # ExecStart=/usr/sbin/mariadbd --datadir=/srv/mysql $MYSQLD_OPTS, Environment="MYSQLD_OPTS=--port=3307"
  function read_unit(file, line, number, words, i, at) {
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      if (line ~ /^[ \t]*[#;]/) continue
      gsub(/["'\''\\]/, "", line)
      split(line, words, /[ \t=]+--/)
      for (i = 2; i in words; i++) {
        sub(/[ \t].*/, "", words[i])
        at = index(words[i], "=")
        if (at && words[i] !~ /%/) {
          line_value[key(substr(words[i], 1, at - 1))] = substr(words[i], at + 1)
          line_at[key(substr(words[i], 1, at - 1))] = file ":" number
        }
      }
    }
    close(ENVIRON["root"] file)
  }
  # The command line comes behind all files.
  function merge(name) {
    if (status == "0") {
      for (name in said) {
        value["", name] = said[name]
        if (("", name, said[name]) in at_value) value_at["", name] = at_value["", name, said[name]]
        else value_at["", name] = ENVIRON["asked"]
      }
    }
    for (name in written) {
      if (status == "0" && name ~ ("^" SUBSEP)) continue
      value[name] = written[name]
      value_at[name] = written_at[name]
    }
    for (name in line_value) {
      value["", name] = line_value[name]
      value_at["", name] = line_at[name]
    }
  }
  function tell_instance(instance, i) {
    datadir = "/var/lib/mysql"
    if (value["", "datadir"] ~ /^\//) datadir = value["", "datadir"]
    if (value[instance, "datadir"] ~ /^\//) datadir = value[instance, "datadir"]
    sub(/\/+$/, "", datadir)
    record("links", "", datadir)
    for (i = 1; i <= option_count; i++)
      if ((instance, options[i]) in value)
        tell_option(tunables[i], kinds[i], options[i], value[instance, options[i]], value_at[instance, options[i]])
    if (!((instance, "tmpdir") in value) && told_tmpdir) record("value", "tmpdir", "/tmp", "tmpdir", program)
    tell_features(instance)
  }
  function tell_option(tunable, kind, name, value, at, parts, i) {
    if (name == "secure_file_priv" && value == "")
      record("unread", name " (" at ") lets users with FILE read and write everywhere; name directories for it under tune: files")
    if (value == "" || name == "secure_file_priv" && value == "NULL") return
    if (tunable == "tmpdir" && name != "tmpdir") told_tmpdir = 1
    if (kind == "directory") tell_directory(tunable, value, name, at)
    else if (kind == "list" || kind == "labels") {
      split(value, parts, kind == "list" && name == "tmpdir" ? ":" : ";")
      for (i = 1; i in parts; i++) {
        if (kind == "labels") sub(/^[^:]*:/, "", parts[i])
        tell_directory(tunable, trim(parts[i]), name, at)
      }
    } else if (kind == "files") {
      split(value, parts, ";")
      for (i = 1; i in parts; i++) {
        sub(/:.*/, "", parts[i])
        parts[i] = trim(parts[i])
        if (parts[i] ~ /^\/.*\//) tell_directory(tunable, directory_of(parts[i]), name, at)
      }
    } else if (kind == "provider") {
      if (value ~ /^\// && value !~ /^\/usr\/lib(64)?\/(galera(-[34])?\/|libgalera)/) tell_directory(tunable, directory_of(value), name, at)
    } else if (kind == "log" || kind == "series" ? "numbered" : "") {
      if (value ~ /^\// && !in_datadir(value)) record("log", tunable, value, name, at, kind == "series" ? "numbered" : "")
    } else if (kind == "keys") {
      sub(/^FILE:/, "", value)
      if (value ~ /^\// && !in_datadir(value)) record("beside", tunable, value, name, at)
    } else if (kind == "certificates") {
      if (value ~ /^\//) record("pattern", tunable, value, "/*", name, at)
    } else if (kind == "tree") {
      if (value ~ /^\// && value !~ /^\/usr\/share\//) record("pattern", tunable, value, "/{,**}", name, at)
    } else if (value ~ /^\// && !(kind == "certificate" && in_datadir(value)))
      record(kind == "certificate" ? kind : "value", tunable, value, name, at)
  }
  # A relative one is in the data directory.
  function tell_directory(tunable, path, name, at) {
    if (path ~ /^\//) record("value", tunable, path, name, at)
    else if (path ~ /(^|\/)\.\.(\/|$)/) record("value", tunable, datadir "/" path, name, at)
  }
  function in_datadir(path) {
    return index(path, datadir "/") == 1 && path !~ /\/\.\.(\/|$)/
  }
  function directory_of(path) {
    sub(/\/+[^\/]*$/, "", path)
    return path
  }
  function tell_features(instance, alone, on, provider, n, parts, i) {
    alone = (instance, "wsrep_on") in value && value[instance, "wsrep_on"] == ""
    on = value[instance, "wsrep_on"]
    provider = value[instance, "wsrep_provider"]
    if (on ~ /^([Oo][Nn]|1|[Tt][Rr][Uu][Ee])$/ || alone)
      record("feature", "galera", "wsrep_on", value_at[instance, "wsrep_on"])
    else if (on == "" && provider != "" && provider != "none" && program !~ /mariadbd$/)
      record("feature", "galera", "wsrep_provider", value_at[instance, "wsrep_provider"])
    # Of all the options of the provider, only these are paths.
    split(value[instance, "wsrep_provider_options"], parts, ";")
    for (i = 1; i in parts; i++) {
      n = index(parts[i], "=")
      tell_provider_option(trim(substr(parts[i], 1, n - 1)), trim(substr(parts[i], n + 1)), value_at[instance, "wsrep_provider_options"])
    }
    if (status == "0") plugins = said_plugins
    if (instance == "" && plugins ~ /auth_pam(\.so)?([;:=]|$)/) record("feature", "pam", "plugin_load", pam_at == "" ? ENVIRON["asked"] : pam_at)
  }
  function tell_provider_option(name, path, at) {
    if (path !~ /^\//) return
    if (name ~ /^(base_dir|gcache\.dir)$/) record("value", "datadir", path, "wsrep_provider_options", at)
    if (name ~ /^socket\.ssl_(ca|cert|key)$/) record("certificate", "tls", path, "wsrep_provider_options", at)
  }
'

# glob_of NAME: sets globbed, the name in AppArmor globbing.
glob_of() {
  globbed='' rest=$1
  while [ -n "$rest" ]; do
    case $rest in
      [A-Za-z0-9._@+=:-]*) globbed=$globbed${rest%"${rest#?}"} ;;
      *) globbed=$globbed'?' ;;
    esac
    rest=${rest#?}
  done
}

# log TUNABLE PATH SETTING ORIGIN [NUMBERED]: all of the log's own directory, or what is named like the log in a directory of
# many. For the number of the next one the server lists the directory.
log() {
  real "$2"
  glob_of "${resolved##*/}"
  resolved=${resolved%/*}
  if [ -z "$resolved" ]; then
    unread "$3 $2 ($4) is not in a directory that can be opened; name it under tune: log"
  elif is_wide "$resolved"; then
    if [ -n "$5" ]; then globbed="{,$globbed*}"; else globbed="$globbed*"; fi
    pattern "$1" "$resolved" "/$globbed" "$3" "$4"
  else
    pattern "$1" "$resolved" '/{,**}' "$3" "$4"
  fi
}

# beside TUNABLE PATH SETTING ORIGIN: a file, and its copies beside it.
beside() {
  real "$2"
  glob_of "${resolved##*/}"
  resolved=${resolved%/*}
  [ -z "$resolved" ] || pattern "$1" "$resolved" "/$globbed*" "$3" "$4"
}

# links: databases that are links out of the data directories.
links() {
  case $newline$datadirs in *"$newline$2$newline"*) return ;; esac
  datadirs=$datadirs$2$newline
  for link in "$root$2"/*; do
    [ -L "$link" ] || continue
    real "${link#"$root"}"
    [ ! -d "$root$resolved" ] || value datadir "$resolved" link "${link#"$root"}"
  done
}

discover_mysql() {
  for name in mariadbd mysqld; do
    for program in /usr/sbin/$name /usr/libexec/$name /usr/bin/$name /usr/local/sbin/$name /usr/local/bin/$name; do
      [ ! -x "$root$program" ] || break 2
    done
  done
  [ -x "$root$program" ] || return 0
  list_units
  list_files
  for asked in /usr/bin/my_print_defaults /usr/local/bin/my_print_defaults "$program"; do
    [ ! -x "$root$asked" ] || break
  done
  datadirs=
  records=$(
    {
      printf '=defaults\n'
      defaults
      printf '%s\n' =files "$files" =units "$units"
    } | root=$root program=$program asked=$asked awk "$awk_records$awk_mysql"
  )
  tell_records 'log beside links' << END
$records
END
  # The plugin may have been installed by SQL, which no option file shows.
  for file in /etc/pam.d/mariadb /etc/pam.d/mysql; do
    [ ! -f "$root$file" ] || feature pam service "$file"
  done
}

# defaults: what the server would read. HOME: the file of whoever asks is not the server's.
defaults() {
  HOME=/nonexistent
  export HOME
  if [ "$asked" = "$program" ]; then
    ask "$root$asked" ${own_file:+"$own_file"} --print-defaults
    return
  fi
  answer=$(ask "$root$asked" ${own_file:+"$own_file"} --mysqld)
  case $answer in
    # MySQL's own has no name for all the groups.
    *'unknown option'*) ask "$root$asked" ${own_file:+"$own_file"} mysqld server mysqld-8.0 mysqld-8.4 ;;
    *) printf '%s\n' "$answer" ;;
  esac
}

discover_mysql
