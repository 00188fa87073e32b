# shellcheck shell=sh
# The parameters of every instance as postconf says them, and master.cf. Of tables of databases, whose files have
# passwords in them, only the names of sockets and files are taken.

# shellcheck disable=SC2016 # $ is awk's
awk_postfix='
  BEGIN {
    program = ENVIRON["program"]
    config = ENVIRON["config"]
    split("hash .db btree .db lmdb .lmdb cdb .cdb dbm .pag sdbm .pag texthash - regexp - pcre - cidr - " \
      "mysql - pgsql - ldap - memcache - sqlite - mongodb -", words, " ")
    for (i = 1; i in words; i += 2) suffix[words[i]] = words[i + 1]
  }
  /^asked / {
    status = substr($0, 7)
    next
  }
  /^[A-Za-z0-9_.-]+ =/ {
    set_parameter(substr($0, 1, index($0, " =") - 1), trim(substr($0, index($0, " =") + 2)))
    next
  }
  $0 != "" { complaint = $0 }
  END {
    if (parameter["config_directory"] ~ /^\//) config = parameter["config_directory"]
    read_main(config "/main.cf")
    if (status != "0" || !count) use_main()
    read_master(config "/master.cf")
    tell_directories()
    split(parameter["multi_instance_directories"], words, /[ \t,]+/)
    for (i = 1; i in words; i++) if (words[i] ~ /^\//) record("other", words[i])
    # What is written comes first: the same path is told once.
    for (i = 1; i <= count; i++) if (names[i] in main_at) tell_main(names[i])
    for (n = 1; n <= service_count; n++) tell_service(n)
    for (i = 1; i <= count; i++) if (!(names[i] in main_at)) tell_main(names[i])
  }
  function set_parameter(name, value) {
    if (!(name in parameter)) names[++count] = name
    parameter[name] = value
  }
  function use_main(i, depth) {
    failed(program " -x", complaint, status)
    for (i = 1; i <= main_count; i++) set_parameter(main_names[i], main_value[main_names[i]])
    for (depth = 0; depth < 4; depth++) for (i = 1; i <= count; i++) parameter[names[i]] = expand(parameter[names[i]])
  }
  # $name, ${name} and $(name) of main.cf; what is known only when mail is delivered stays.
  function expand(text, before, name, plain) {
    while (match(text, /\$[({]?[A-Za-z0-9_]+[)}]?/)) {
      name = substr(text, RSTART, RLENGTH)
      plain = name
      gsub(/[${}()]/, "", plain)
      before = before substr(text, 1, RSTART - 1) (plain in parameter ? parameter[plain] : name)
      text = substr(text, RSTART + RLENGTH)
    }
    return before text
  }
  function read_main(file, line, number, name) {
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      if (line ~ /^[ \t]*(#|\r?$)/) continue
      if (line ~ /^[ \t]/) {
        if (name != "") main_value[name] = main_value[name] " " trim(line)
        continue
      }
      name = ""
      if (!index(line, "=")) continue
      name = trim(substr(line, 1, index(line, "=") - 1))
      if (!(name in main_at)) main_names[++main_count] = name
      main_value[name] = trim(substr(line, index(line, "=") + 1))
      main_at[name] = file ":" number
    }
    close(ENVIRON["root"] file)
  }
  # name type private unprivileged chroot wakeup limit command, and further lines that begin with blanks.
  function read_master(file, line, number, text) {
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      if (line ~ /^[ \t]*(#|\r?$)/) continue
      if (line !~ /^[ \t]/) {
        add_service(text)
        text = ""
        read_count++
        at[read_count] = file ":" number
      }
      text = text " " trim(line)
      note_lines(line, file ":" number)
    }
    add_service(text)
    close(ENVIRON["root"] file)
  }
  function note_lines(line, place) {
    while (match(line, /(-o[ \t{]*[A-Za-z0-9_]+|argv)[ \t]*=/)) {
      name = substr(line, RSTART, RLENGTH - 1)
      sub(/^-o[ \t{]*/, "", name)
      option_at[read_count, trim(name)] = place
      line = substr(line, RSTART + RLENGTH)
    }
  }
  function add_service(text, fields, i) {
    if (split(text, fields, " ") < 8) return
    service_count = read_count
    service[read_count] = fields[1] "/" fields[2]
    chrooted[read_count] = fields[5] == "y" || fields[5] == "-" && parameter["compatibility_level"] ~ /^0*(\..*)?$/
    command[read_count] = fields[8]
    sub(/.*\//, "", command[read_count])
    for (i = 1; i <= 8; i++) sub(/^[ \t]*[^ \t]+/, "", text)
    add_options(read_count, trim(text))
    transport[fields[1]] = command[read_count]
    in_chroot[fields[1]] = chrooted[read_count]
    if (chrooted[read_count]) some_chrooted[command[read_count]] = 1
    else some_plain[command[read_count]] = 1
  }
  # -o name=value, -o { name = value }; then what the command has for itself.
  function add_options(n, text, option, end) {
    while (text ~ /^-/) {
      if (text !~ /^-o/) sub(/^[^ \t]+[ \t]*/, "", text)
      else {
        sub(/^-o[ \t]*/, "", text)
        end = text ~ /^\{/ ? end_of_braces(text) : match(text, /^[^ \t]+/) * RLENGTH
        if (end < 1) end = length(text)
        option = substr(text, 1, end)
        text = trim(substr(text, end + 1))
        if (option == "") break
        if (option ~ /^\{/) option = trim(substr(option, 2, length(option) - 2))
        add_option(n, option)
      }
    }
    arguments[n] = text
  }
  function end_of_braces(text, i, depth, letter) {
    for (i = 1; i <= length(text); i++) {
      letter = substr(text, i, 1)
      if (letter == "{") depth++
      if (letter == "}" && --depth == 0) return i
    }
    return 0
  }
  function add_option(n, option, name) {
    if (!index(option, "=")) return
    name = trim(substr(option, 1, index(option, "=") - 1))
    option_names[n, ++option_count[n]] = name
    option_value[n, name] = expand(expand(trim(substr(option, index(option, "=") + 1))))
  }
  function place_of(name) {
    return name in main_at ? main_at[name] : program
  }
  function tell(kind, tunable, path, name, place) {
    if (!told[tunable, path]++) record(kind, tunable, path, name, place)
  }
  function tell_directories() {
    tell_directory("config_directory", "config", config)
    tell_directory("queue_directory", "queue", parameter["queue_directory"])
    tell_directory("data_directory", "data", parameter["data_directory"])
    tell_directory("daemon_directory", "daemon", parameter["daemon_directory"])
    tell_directory("mail_spool_directory", "mailbox", parameter["mail_spool_directory"])
    if (parameter["command_directory"] ~ /^\// && parameter["command_directory"] !~ /^\/usr\/s?bin\/?$/)
      record("unread", "command_directory " parameter["command_directory"] " (" place_of("command_directory") ") is not one of the programs that the profile is for")
    queue = parameter["queue_directory"] ~ /^\// ? parameter["queue_directory"] : "/var/spool/postfix"
    data = parameter["data_directory"] ~ /^\// ? parameter["data_directory"] : "/var/lib/postfix"
  }
  function tell_directory(name, tunable, path) {
    if (path ~ /^\//) tell("value", tunable, path, name, place_of(name))
  }
  function tell_main(name) {
    if (name ~ /^proxy_(read|write)_maps$|_directory$/) return
    tell_parameter(name, name, parameter[name], place_of(name), 0)
    if (name == "smtpd_sasl_auth_enable") tell_sasl(0)
    if (name == "alias_maps" || name == "alias_database") tell_aliases(name, parameter[name])
    if (name ~ /transport_maps$/) tell_transports(name, parameter[name])
    if (name == "home_mailbox" && (name in main_at)) tell_home(parameter[name], main_at[name])
    if (name == "maillog_file" && parameter[name] ~ /^\//) tell("value", "maillog", parameter[name], name, place_of(name))
    if (name == "virtual_mailbox_base" && parameter[name] ~ /^\//) record("base", parameter[name], name, place_of(name))
    if (name == "mailbox_command") tell_command(first_word(parameter[name]), name, place_of(name))
  }
  function tell_service(n, i, name, setting, place, text) {
    if (!(n in service)) return
    for (i = 1; i <= option_count[n]; i++) {
      name = option_names[n, i]
      setting = service[n] "/" name
      place = (n, name) in option_at ? option_at[n, name] : at[n]
      tell_parameter(name, setting, option_value[n, name], place, n)
      if (name == "mailbox_command") tell_command(first_word(option_value[n, name]), setting, place)
    }
    if (command[n] == "smtpd" && ((n, "smtpd_sasl_auth_enable") in option_value || (n, "smtpd_sasl_type") in option_value)) tell_sasl(n)
    if (command[n] ~ /^(pipe|spawn)$/ && match(arguments[n], /(^|[ \t])argv=/)) {
      text = substr(arguments[n], RSTART + RLENGTH)
      sub(/^\{[ \t]*/, "", text)
      tell_command(expand(first_word(text)), service[n] "/argv", (n, "argv") in option_at ? option_at[n, "argv"] : at[n])
    }
  }
  function tell_command(path, name, place) {
    if (path ~ /^\//) tell("command_of", "command", path, name, place)
  }
  # n is the service that has it to itself, or 0.
  function tell_parameter(name, setting, value, place, n) {
    tell_tables(name, setting, value, place)
    if (name ~ /_tls_.*(CAfile|cert_file|key_file|chain_files|_param_file)$/) tell_certificates(setting, value, place)
    if (name ~ /_tls_CApath$/ && value ~ /^\// && value !~ /^\/etc\/ssl\/certs\/?$/ && !told["tls", value]++) record("pattern", "tls", value, "/*", setting, place)
    if (name == "bounce_template_file" && value ~ /^\//) tell("value", "maps", value, setting, place)
    if (name ~ /milters$/) tell_milters(setting, value, place, n)
    if (name ~ /_restrictions$/ || value ~ /check_policy_service/) tell_policies(setting, value, place, n)
    if (name ~ /_transport$|^fallback_relay$|^content_filter$/) tell_lmtp(value, setting, place)
    if (name ~ /(_domains|_networks|_list|_hosts|_users)$|^my(networks|destination)$/) tell_lists(setting, value, place)
  }
  # type:/path, also within proxy:, unionmap: and the like.
  function tell_tables(name, setting, value, place, type, path, rest) {
    rest = value
    while (match(value, /[a-z0-9]+:\/[^ \t,;{}]+/)) {
      type = substr(value, RSTART, RLENGTH)
      value = substr(value, RSTART + RLENGTH)
      path = type
      sub(/:.*/, "", type)
      sub(/^[^:]*:/, "", path)
      if (type in suffix) tell_table(name, type, path, setting, place)
    }
    if (rest ~ /(^|[ \t,:{])(mysql|pgsql|ldap|memcache):[A-Za-z0-9_]/) record_feature("databases", setting, place)
  }
  function tell_table(name, type, path, setting, place) {
    if (name ~ /_cache_(map|database)$|^address_verify_map$/) {
      if (index(path, data "/") != 1) tell("value", "data", directory_of(path), setting, place)
      return
    }
    tell("value", "maps", path, setting, place)
    if (suffix[type] != "-") tell_maps_directory(directory_of(path), setting, place)
    if (suffix[type] != "-") tell("value", "maps", path suffix[type], setting, place)
    if (suffix[type] == ".pag") tell("value", "maps", path ".dir", setting, place)
    if (type ~ /^(mysql|pgsql|ldap|memcache)$/) record_feature("databases", setting, place)
    if (type ~ /^(mysql|pgsql|ldap|memcache|sqlite)$/) read_database(path)
  }
  # Where postmap makes one, it may make others. Not in directories of many, nor in that of the configuration.
  function tell_maps_directory(directory, setting, place) {
    if (directory !~ /^\/[^\/]+\/./ || directory == config || index(directory, config "/") == 1) return
    if (directory ~ /^\/(home|usr)\/[^\/]+$|^\/var\/(cache|lib|log|mail|run|spool|tmp)$/) return
    tell("value", "maps_directory", directory, setting, place)
  }
  function record_feature(name, setting, place) {
    if (!featured[name]++) record("feature", name, setting, place)
  }
  function directory_of(path) {
    sub(/\/+[^\/]*$/, "", path)
    return path
  }
  function read_database(file, line, number, name, words, i) {
    while ((getline line < (ENVIRON["root"] file)) > 0) {
      number++
      name = trim(substr(line, 1, index(line, "=") - 1))
      if (name !~ /^(hosts|server_host|memcache|dbpath|backup)$/) continue
      split(trim(substr(line, index(line, "=") + 1)), words, /[ \t,]+/)
      for (i = 1; i in words; i++) tell_database(name, words[i], file ":" number)
    }
    close(ENVIRON["root"] file)
  }
  function tell_database(name, word, place) {
    if (name == "dbpath") {
      if (word ~ /^\//) tell("value", "maps", word, name, place)
      return
    }
    gsub(/%2[fF]/, "/", word)
    if (sub(/^(unix:|ldapi:\/\/)/, "", word) && word ~ /^\//) {
      sub(/\/$/, "", word)
      tell("value", "database", word, name, place)
    }
  }
  function tell_certificates(setting, value, place, words, i) {
    split(value, words, /[ \t,]+/)
    for (i = 1; i in words; i++) if (words[i] ~ /^\//) tell("certificate", "tls", words[i], setting, place)
  }
  function tell_milters(setting, value, place, n, words, i) {
    split(value, words, /[ \t,{}]+/)
    for (i = 1; i in words; i++) if (sub(/^(unix|local):/, "", words[i])) {
      record_feature("milters", setting, place)
      tell_socket("milter", words[i], setting, place, n ? chrooted[n] : some_chrooted["smtpd"] || some_chrooted["cleanup"],
        n ? !chrooted[n] : some_plain["smtpd"] || some_plain["cleanup"])
    }
  }
  # A relative one is in the queue directory, and so is every one for a daemon in the chroot. What is in private/ and public/
  # is open.
  function tell_socket(tunable, path, setting, place, inside, outside) {
    sub(/[?].*/, "", path)
    if (path ~ /^\/*$/) return
    if (path !~ /^\//) {
      if (path !~ /^(private|public)\/[^\/]*$/) tell("value", tunable, queue "/" path, setting, place)
      return
    }
    if (inside) tell("value", tunable, queue path, setting, place)
    if (outside || !inside) tell("value", tunable, path, setting, place)
  }
  function tell_policies(setting, value, place, n, word) {
    while (match(value, /check_policy_service[ \t,]+[{]?[ \t]*(unix|local):[^ \t,}]+/)) {
      word = substr(value, RSTART, RLENGTH)
      value = substr(value, RSTART + RLENGTH)
      sub(/^check_policy_service[ \t,]+[{]?[ \t]*[a-z]*:/, "", word)
      tell_socket("policy", word, setting, place, n ? chrooted[n] : some_chrooted["smtpd"], n ? !chrooted[n] : some_plain["smtpd"])
    }
  }
  function tell_sasl(n, enabled, type, path, setting, place) {
    enabled = own_or_main(n, "smtpd_sasl_auth_enable")
    type = own_or_main(n, "smtpd_sasl_type")
    path = own_or_main(n, "smtpd_sasl_path")
    if (enabled != "yes") return
    setting = n ? service[n] "/smtpd_sasl_auth_enable" : "smtpd_sasl_auth_enable"
    place = n && (n, "smtpd_sasl_auth_enable") in option_at ? option_at[n, "smtpd_sasl_auth_enable"] : place_of("smtpd_sasl_auth_enable")
    if (type == "cyrus" || type == "") record_feature("sasl", setting, place)
    else if (path !~ /^inet:/) {
      sub(/^unix:/, "", path)
      place = n && (n, "smtpd_sasl_path") in option_at ? option_at[n, "smtpd_sasl_path"] : place_of("smtpd_sasl_path")
      tell_socket("policy", path, "smtpd_sasl_path", place, n ? chrooted[n] : some_chrooted["smtpd"], n ? !chrooted[n] : some_plain["smtpd"])
    }
  }
  function own_or_main(n, name) {
    return n && (n, name) in option_value ? option_value[n, name] : parameter[name]
  }
  # lmtp:unix:/path, or another name that master.cf has for lmtp(8).
  function tell_lmtp(value, setting, place, words, i, name) {
    split(value, words, /[ \t,]+/)
    for (i = 1; i in words; i++) {
      if (words[i] !~ /^[^:]+:unix:/) continue
      name = words[i]
      sub(/:.*/, "", name)
      sub(/^[^:]+:unix:/, "", words[i])
      if (name == "lmtp" || transport[name] == "lmtp") tell_socket("lmtp", words[i], setting, place, in_chroot[name], !in_chroot[name])
    }
  }
  # Files among the words of a list.
  function tell_lists(setting, value, place, words, i) {
    split(value, words, /[ \t,]+/)
    for (i = 1; i in words; i++) {
      sub(/^!/, "", words[i])
      if (words[i] ~ /^\//) tell("value", "maps", words[i], setting, place)
    }
  }
  function tell_transports(name, value, type, line, number, file) {
    while (match(value, /(hash|btree|lmdb|cdb|texthash):\/[^ \t,;{}]+/)) {
      file = substr(value, RSTART, RLENGTH)
      value = substr(value, RSTART + RLENGTH)
      sub(/^[^:]*:/, "", file)
      if (file in transports_read) continue
      transports_read[file] = 1
      number = 0
      while (number < 50000 && (getline line < (ENVIRON["root"] file)) > 0) {
        number++
        if (line !~ /^[ \t]*#/ && index(line, ":unix:")) tell_lmtp(line, name, file ":" number)
      }
      close(ENVIRON["root"] file)
    }
  }
  # Commands, lists and files that aliases lead to.
  function tell_aliases(name, value, line, number, file) {
    while (match(value, /(hash|btree|lmdb|cdb|texthash):\/[^ \t,;{}]+/)) {
      file = substr(value, RSTART, RLENGTH)
      value = substr(value, RSTART + RLENGTH)
      sub(/^[^:]*:/, "", file)
      if (file in aliases_read) continue
      aliases_read[file] = 1
      number = 0
      while (number < 50000 && (getline line < (ENVIRON["root"] file)) > 0) {
        number++
        if (line !~ /^[ \t]*#/) tell_alias(line, name, file ":" number)
      }
      close(ENVIRON["root"] file)
    }
  }
  function tell_alias(line, name, place, path) {
    while (match(line, /[:, \t"]["]?[ \t]*(\||:include:|\/)[ \t]*[^ \t,"]+/)) {
      path = substr(line, RSTART + 1, RLENGTH - 1)
      line = substr(line, RSTART + RLENGTH)
      gsub(/["\t ]/, "", path)
      if (sub(/^:include:/, "", path)) {
        if (path ~ /^\//) tell("value", "maps", path, name, place)
      } else if (sub(/^\|/, "", path)) {
        tell_command(path, name, place)
        # Further words are arguments.
        sub(/^[^,"]*/, "", line)
      } else if (path ~ /^\// && path != "/dev/null") record("unread", "mail is written into " path " (" place "); name it under tune: mailbox if it is a mailbox")
    }
  }
  function tell_home(value, place, glob) {
    if (value == "" || value ~ /^Maildir\/?$/) return
    gsub(/[^A-Za-z0-9._@+=:\/-]/, "?", value)
    glob = "/*/" value
    if (sub(/\/+$/, "", glob)) glob = glob "/{,**}"
    else glob = glob "{,.*}"
    record("pattern", "maildir", "/home", glob, "home_mailbox", place)
  }
'

# base DIRECTORY SETTING ORIGIN: where mail of virtual domains is.
base() {
  real "$1"
  if is_wide "$resolved"; then
    unread "$2 $resolved ($3) is a directory of many; name the mailboxes under tune: virtual"
  else
    value virtual "$1" "$2" "$3"
  fi
}

# command_of TUNABLE PATH SETTING ORIGIN: a program, unless it is one of master.cf's examples that nobody has installed.
command_of() {
  real "$2"
  [ ! -e "$root$resolved" ] || value "$1" "$resolved" "$3" "$4"
}

# other DIRECTORY: the configuration of a further instance.
other() { others=$others$1$newline; }

# instance PROGRAM [DIRECTORY]
instance() {
  records=$(
    ask "$root$1" -x ${2:+-c "$root$2"} | root=$root program=$1 config=${2:-/etc/postfix} awk "$awk_records$awk_postfix"
  )
  tell_records 'base other command_of' << END
$records
END
}

discover_postfix() {
  for program in /usr/sbin/postconf /usr/local/sbin/postconf /usr/bin/postconf; do
    [ ! -x "$root$program" ] || break
  done
  [ -x "$root$program" ] || return 0
  others=
  instance "$program"
  further=$others
  while IFS= read -r line; do
    if [ -n "$line" ] && [ -d "$root$line" ]; then instance "$program" "$line"; fi
  done << END
$further
END
}

discover_postfix
