# shellcheck shell=sh disable=SC2154 # root and the functions are discovery.sh's
# Apache's configuration. Apache itself says which files it reads, which modules it loads and what it runs with; what the
# directives say is then read in those files, in its order.

find_apache() {
  for program in /usr/sbin/apache2 /usr/sbin/httpd /usr/sbin/httpd-prefork /usr/sbin/httpd-event /usr/sbin/httpd-worker \
    /usr/sbin/httpd2 /usr/local/sbin/httpd /usr/local/apache2/bin/httpd; do
    [ ! -x "$root$program" ] || return 0
  done
  return 1
}

# arguments: what the distribution starts Apache with, one a line.
find_arguments() {
  arguments=
  for file in /etc/sysconfig/apache2 /etc/sysconfig/httpd; do
    [ ! -r "$root$file" ] || while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        APACHE_SERVER_FLAGS=* | OPTIONS=*) add_flags "${line#*=}" ;;
      esac
    done < "$root$file"
  done
  # What start_apache2 of SUSE passes, from files that it has made at the last start.
  made=/etc/apache2/sysconfig.d
  if [ -r "$root$made/loadmodule.conf" ]; then
    set -- -DSYSCONFIG -C 'PidFile /run/httpd.pid' -C "Include $made/loadmodule.conf"
    [ ! -r "$root$made/global.conf" ] || set -- "$@" -C "Include $made/global.conf"
    set -- "$@" -f /etc/apache2/httpd.conf
    [ ! -r "$root$made/include.conf" ] || set -- "$@" -c "Include $made/include.conf"
    for word; do
      arguments=$arguments$word$newline
    done
  fi
}

# add_flags TEXT: of "-D SSL", "-DSSL" or "SSL" the definitions.
add_flags() {
  flags=${1#[\"\']}
  set -f
  for word in ${flags%[\"\']}; do
    case $word in
      -D?*) arguments=$arguments$word$newline ;;
      [A-Za-z]*) arguments=$arguments-D$word$newline ;;
    esac
  done
  set +f
}

# control: what tests the configuration that would load mod_apparmor; nothing where there is none to load.
find_control() {
  control=
  for so in /usr/lib/apache2/modules/mod_apparmor.so /usr/lib64/apache2/mod_apparmor.so; do
    [ -f "$root$so" ] || continue
    for control in /usr/sbin/apache2ctl /usr/sbin/apachectl; do
      [ ! -x "$root$control" ] || return 0
    done
    control=
  done
}

# ask_apache ENVIRONMENT: with the variables that this file sets, which decide what the configuration means.
ask_apache() {
  # That of whoever runs this is not Apache's.
  unset TMPDIR
  if [ -n "$1" ]; then
    environment=$root$1
    set --
    # shellcheck source=/dev/null
    . "$environment"
  fi
  limit=
  ! command -v timeout > /dev/null || limit='timeout 60'
  set -f
  IFS=$newline
  # shellcheck disable=SC2086 # words are wanted
  set -- $arguments
  IFS=" $tab$newline"
  set +f
  # shellcheck disable=SC2086
  {
    $limit "$root$program" "$@" -t -D DUMP_INCLUDES -D DUMP_MODULES -D DUMP_RUN_CFG 2>&1
    printf '\nstatus %s\n' $?
  } | head -c 16777216 | read_config
}

read_config() {
  place=$root program=$program arguments=$arguments enterable=$enterable control=$control awk '
    BEGIN {
      mark = "\037"
      open = "\034"
      root = ENVIRON["place"]
      program = ENVIRON["program"]
      handle("documentroot", "docroot")
      handle("alias aliasmatch", "alias")
      handle("scriptalias scriptaliasmatch", "scriptalias")
      handle("virtualdocumentroot virtualdocumentrootip", "virtual")
      handle("virtualscriptalias virtualscriptaliasip", "virtualscript")
      handle("xsendfilepath", "readable")
      handle("errorlog customlog transferlog globallog forensiclog scriptlog rewritelog jklogfile secauditlog " \
        "secdebuglog fcgidlogfile", "log")
      handle("sslcertificatefile sslcertificatekeyfile sslcertificatechainfile sslcacertificatefile " \
        "sslcarevocationfile sslcadnrequestfile sslproxycacertificatefile sslproxycarevocationfile " \
        "sslproxymachinecertificatefile sslproxymachinecertificatechainfile sslsessionticketkeyfile", "tls")
      handle("sslcacertificatepath sslcarevocationpath sslcadnrequestpath sslproxycacertificatepath " \
        "sslproxycarevocationpath sslproxymachinecertificatepath", "tlsdir")
      handle("sslengine", "sslengine")
      handle("cacheroot secdatadir sectmpdir secuploaddir secauditlogstoragedir", "cache")
      handle("dav", "dav")
      handle("davlockdb davgenericlockdb", "davlock")
      handle("svnpath svnparentpath", "svn")
      handle("mdstoredir", "mdstore")
      handle("mdomain manageddomain", "md")
      handle("userdir", "userdir")
      handle("authuserfile authgroupfile authdigestfile authzsvnaccessfile", "auth")
      handle("authdbmuserfile authdbmgroupfile", "authdbm")
      handle("pidfile", "pid")
      handle("mutex", "mutex")
      handle("scriptsock scoreboardfile fcgidprocesstablefile", "runfile")
      handle("defaultruntimedir fcgidipcdir fastcgiipcdir", "rundir")
      handle("fcgidwrapper fastcgiserver", "wrapper")
      handle("fcgidinitialenv setenv", "environment")
      handle("action", "action")
      handle("phpinidir", "phpinidir")
      handle("php_value php_admin_value", "php")
      handle("loadmodule", "loadmodule")
      handle("loadfile", "loadfile")
      handle("servername", "servername")
      handle("serverroot", "serverroot")
      handle("options", "options")
      handle("addhandler sethandler", "handler")
      handle("rewritemap", "rewritemap")
      handle("suexecusergroup mdnotifycmd mdmessagecmd mdchallengedns01", "program")
      handle("aahatname aadefaulthatname", "hat")
      handle("wsgiscriptalias", "wsgi")
      handle("define", "define")
      handle("undefine", "undefine")
      handle("include includeoptional", "include")
      handle("use", "use")
    }
    function handle(names, what, list, i) {
      for (i = split(names, list, " "); i; i--) handler[list[i]] = what
    }

    # What Apache says of itself.
    /^Included configuration files:/ { next }
    /^ +\((\*|[0-9]+)\) \// {
      match($0, /^ +/)
      level = RLENGTH
      nodes++
      text = substr($0, RLENGTH + 2)
      node_line[nodes] = text + 0
      sub(/^[^ ]* /, "", text)
      node_file[nodes] = text
      at_level[level] = nodes
      above = level > 2 && (level - 2) in at_level ? at_level[level - 2] : 0
      node_place[nodes] = above ? node_file[above] ":" node_line[nodes] : program
      kid[above, ++kids[above]] = nodes
      next
    }
    /^Loaded Modules:/ { next }
    /^ [A-Za-z0-9_]+ \((static|shared)\)$/ {
      module[$1] = modules_known = 1
      next
    }
    /^ServerRoot: "/ {
      server_root = within()
      next
    }
    /^Main DocumentRoot: "/ {
      main_docroot = within()
      next
    }
    /^Main ErrorLog: "/ {
      main_log = within()
      next
    }
    /^PidFile: "/ {
      main_pid = within()
      next
    }
    /^Define: / {
      text = substr($0, 9)
      sub(/=.*/, "", text)
      defined[text] = 1
      next
    }
    /^User: name="/ {
      user = within()
      next
    }
    /^Group: name="/ {
      group = within()
      next
    }
    /^(Mutex|User:|Group:|VirtualHost|ServerRoot|Syntax OK|Main |PidFile)/ || /AH0055[78]|: Warning: |:warn\] / { next }
    /^status [0-9]+$/ {
      status = $2
      next
    }
    /[^ \t]/ { said[++lines % 3] = $0 }
    function within(text) {
      text = $0
      sub(/^[^"]*"/, "", text)
      sub(/"[^"]*$/, "", text)
      return text
    }

    END {
      if (status != "0") {
        text = program " -t " (status == "" ? "does not stop printing:" : \
          status == 124 ? "did not end within 60 s:" : "failed with status " status ":")
        for (i = lines > 3 ? lines - 2 : 1; i <= lines; i++)
          text = text " " substr(said[i % 3], 1, 200) (i < lines ? ";" : "")
        tell((text ~ /Permission denied/ ? "unread" : "failed") mark text)
      }
      count = split(ENVIRON["arguments"], words, "\n")
      for (i = 1; i <= count; i++) if (sub(/^-D/, "", words[i])) defined[words[i]] = 1
      # One that stops half-way has not seen all of its files.
      if (kids[0] && status == "0") for (i = 1; i <= kids[0]; i++) read_file(node_file[kid[0, i]], kid[0, i])
      else find_files()
      main_davs = 0
      end_server("")
      for (i = 1; i <= actions; i++) tell_action(action_url[i], action_setting[i], action_place[i])
      for (i = 1; i <= exec_dirs; i++) if (has_cgi_handler) cgi_program(exec_dir[i], "Options", exec_place[i])
      if (!has_docroot && main_docroot != "") found("value", "docroot", main_docroot, "DocumentRoot", program)
      if (!main_log_set && main_log != "") log_to(main_log, "ErrorLog", program)
      if (!pid_set && main_pid != "") found("value", "pid", main_pid, "PidFile", program)
      if (userdir != "" && (!userdir_off || userdir_on)) user_directories()
      for (name in module) if (name ~ /^php[0-9]*_module$/) with_php = 1
      count = split("lua mono passenger perl python ruby wsgi", words, " ")
      for (i = 1; i <= count; i++)
        if ((words[i] "_module") in module) tell("unread" mark "what the programs of mod_" words[i] " need is not found out")
      if (with_php) feature("mod-php", "LoadModule", php_place == "" ? program : php_place)
      tell("runs_as" mark user mark group mark php_version)
      if (ENVIRON["TMPDIR"] ~ /^\//) found("value", "tmp", ENVIRON["TMPDIR"], "TMPDIR", "/etc/apache2/envvars")
      tell_shared()
    }
    # Aliases, sockets and CGI programs of the server are those of each virtual host, too, as far as it has to do with the
    # directory that they are for.
    function tell_shared(i, j) {
      for (i = 1; i <= sites; i++)
        for (j = 1; j <= shareds; j++)
          if (shared[j] !~ (mark "log" mark) && concerns(site[i], shared_in[j])) tell(shared[j] mark site[i])
    }
    # Whether a virtual host has documents there, by aliases of its own or of the server as well.
    function concerns(name, directory, i) {
      if (directory == "" || has_part_in(site_root[name], directory)) return 1
      for (i = 1; i <= site_aliases[name]; i++) if (has_part_in(site_alias[name, i], directory)) return 1
      for (i = 1; i <= aliases; i++) if (has_part_in(alias_to[i], directory)) return 1
      return 0
    }
    function has_part_in(documents, directory) {
      sub(/\/*$/, "/", documents)
      sub(/\/*$/, "/", directory)
      return index(documents, directory) == 1 || index(directory, documents) == 1
    }
    # Of the <Directory> around a directive, where it has one name.
    function section_directory(i, path) {
      for (i = sections; i && section[i] != "directory"; i--);
      path = i ? section_path[i] : ""
      sub(/\/+$/, "", path)
      return path
    }

    # Without a word of Apache on it: the files that the directives include, and the modules that they load.
    function find_files(i, count, names) {
      if (!modules_known) {
        count = split("core so http watchdog log_config logio version unixd", names, " ")
        for (i = 1; i <= count; i++) module[names[i] "_module"] = 1
        modules_known = 1
      }
      following = 1
      included_at = program
      arguments("-C")
      count = split("/etc/apache2/apache2.conf /etc/apache2/httpd.conf /etc/httpd/conf/httpd.conf /usr/local/apache2/conf/httpd.conf", names, " ")
      for (i = 1; i <= count; i++) {
        if ((getline text < (root names[i])) > 0) {
          close(root names[i])
          if (server_root == "") {
            server_root = names[i]
            sub(/(\/conf)?\/[^\/]*$/, "", server_root)
          }
          included_at = program
          read_file(names[i], 0)
          break
        }
      }
      arguments("-c")
    }
    # Directives in the arguments that Apache is started with.
    function arguments(flag, i, count, words) {
      count = split(ENVIRON["arguments"], words, "\n")
      for (i = 1; i < count; i++) if (words[i] == flag) statement(words[i + 1], program)
    }
    function read_file(file, node, line, text, first, number, next_kid, was_off, below) {
      if (file in being_read) return
      being_read[file] = 1
      if (!conf_told[file]++) found("value", "conf", file, "Include", node ? node_place[node] : included_at)
      number = 0
      next_kid = 1
      while ((getline line < (root file)) > 0) {
        first = ++number
        sub(/\r$/, "", line)
        text = line
        while (text ~ /\\$/ && (getline line < (root file)) > 0) {
          number++
          sub(/\r$/, "", line)
          text = substr(text, 1, length(text) - 1) line
        }
        statement(text, file ":" first)
        # Apache has read it, so a condition around it was met.
        while (node && next_kid <= kids[node] && node_line[kid[node, next_kid]] <= number) {
          below = kid[node, next_kid++]
          was_off = off
          off = 0
          read_file(node_file[below], below)
          off = was_off
        }
      }
      while (node && next_kid <= kids[node]) {
        below = kid[node, next_kid++]
        read_file(node_file[below], below)
      }
      close(root file)
      delete being_read[file]
    }
    # Where Apache looks for what a pattern or a directory stands for.
    function include_directory(path, setting, place) {
      if (path !~ /[*?[]|\/$/) return
      path = full(path, setting, place)
      if (match(path, /\/(\*(\.conf)?)?$/)) open_directory[substr(path, 1, RSTART - 1)] = 1
      if (sub(/\/[^\/]*$/, "", path) && path !~ /[*?[]/) found("pattern", "conf", path, "/" mark setting, place)
    }
    function include(path, place, command, line, count, i, names) {
      path = full(path, "Include", place)
      if (path == "") return
      command = root path
      gsub(/\047/, "\047\\\047\047", command)
      gsub(/[][*?]+/, "\047&\047", command)
      # A directory stands for all below it.
      command = "list() { for f; do if [ -d \"$f\" ]; then list \"$f\"/*; elif [ -f \"$f\" ]; then printf \"%s\\n\" \"$f\"; fi; done; }; list \047" command "\047"
      while ((command | getline line) > 0) names[++count] = substr(line, length(root) + 1)
      close(command)
      for (i = 1; i <= count; i++) {
        included_at = place
        read_file(names[i], 0)
      }
    }

    # One directive, or the start or end of a section.
    function statement(text, place, name, rest) {
      sub(/^[ \t]+/, "", text)
      if (text == "" || text ~ /^#/) return
      sub(/[ \t]+$/, "", text)
      if (macro != "") {
        if (tolower(text) ~ /^<\/macro *>/) macro = ""
        else {
          macro_text[macro, ++macro_lines[macro]] = text
          macro_place[macro, macro_lines[macro]] = place
        }
        return
      }
      if (index(text, "${")) text = expanded(text)
      match(text, /^<?\/?[^ \t>]+/)
      name = tolower(substr(text, 1, RLENGTH))
      rest = substr(text, RLENGTH + 1)
      sub(/^[ \t]+/, "", rest)
      if (text ~ /^<\//) end_section(substr(name, 3))
      else if (text ~ /^</) {
        sub(/>[ \t]*$/, "", rest)
        start_section(substr(name, 2), rest, place)
      } else if (!off) {
        if (index(rest, "unix:")) sockets(rest, substr(text, 1, length(name)), place)
        if (name in handler) directive(handler[name], name, substr(text, 1, length(name)), rest, place)
      }
    }
    function expanded(text, result, name) {
      result = ""
      while (match(text, /\$\{[^}]*\}/)) {
        name = substr(text, RSTART + 2, RLENGTH - 3)
        result = result substr(text, 1, RSTART - 1)
        if (name in definition) result = result definition[name]
        else if (name in ENVIRON) result = result ENVIRON[name]
        else result = result substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
      }
      return result text
    }
    function start_section(name, rest, place) {
      sections++
      section[sections] = name
      off_before[sections] = off
      if (name == "macro") {
        split_words(rest)
        sections--
        macro = tolower(arg[1])
        macro_lines[macro] = macro_args[macro] = 0
        while (macro_args[macro] < args - 1) {
          macro_args[macro]++
          macro_arg[macro, macro_args[macro]] = arg[macro_args[macro] + 1]
        }
        return
      }
      if (off) return
      if (name ~ /^if/) {
        rest = unquoted(rest)
        off = name == "ifmodule" && !has_module(rest) || name == "ifdefine" && !is_defined(rest)
        return
      }
      if (name == "virtualhost") start_server(place)
      section_path[sections] = ""
      section_url[sections] = ""
      if (name ~ /^(directory|location|files|proxy)/) {
        split_words(rest)
        rest = arg[1] == "~" ? arg[2] : arg[1]
        if (name == "directory" && arg[1] != "~" && rest !~ /[*?[]/) section_path[sections] = rest
        if (name == "location" && arg[1] != "~") section_url[sections] = rest
        if (name ~ /^proxy/ && rest ~ /unix:/) sockets(rest, "Proxy", place)
      }
      if (name == "mdomain" || name == "mdomainset") feature("md", "MDomain", place)
      if (name == "perl" || name == "lua") off = 1
    }
    function end_section(name, i) {
      sub(/>.*/, "", name)
      for (i = sections; i && section[i] != name; i--);
      if (!i) return
      sections = i
      off = off_before[sections]
      if (name == "virtualhost" && !off) end_server(base_of(server_place))
      sections--
    }
    function has_module(name, negative, short) {
      negative = sub(/^!/, "", name)
      if (!modules_known) return 1
      short = name
      sub(/\.c$/, "", short)
      sub(/^mod_/, "", short)
      if (name in module || (short "_module") in module || ("mpm_" short "_module") in module) return !negative
      return name == "http_core.c" ? !negative : negative
    }
    function is_defined(name, negative) {
      negative = sub(/^!/, "", name)
      return name in defined ? !negative : negative
    }

    # Words, as Apache splits them: sets arg and args.
    function split_words(text, c, d, i, word) {
      args = 0
      split("", arg)
      while (1) {
        sub(/^[ \t]+/, "", text)
        if (text == "") return
        c = substr(text, 1, 1)
        if (c == "\"" || c == "\047") {
          word = ""
          for (i = 2; i <= length(text) && (d = substr(text, i, 1)) != c; i++) {
            if (d == "\\" && substr(text, i + 1, 1) ~ /["\047\\]/) d = substr(text, ++i, 1)
            word = word d
          }
          text = substr(text, i + 1)
        } else {
          match(text, /^[^ \t]+/)
          word = substr(text, 1, RLENGTH)
          text = substr(text, RLENGTH + 1)
        }
        arg[++args] = word
      }
    }
    function unquoted(text) {
      gsub(/^["\047]|["\047]$/, "", text)
      return text
    }

    function directive(what, name, setting, rest, place, path, i) {
      split_words(rest)
      path = arg[1]
      if (what == "servername") server_name = path
      else if (what == "serverroot") server_root = path
      else if (what == "define") {
        if (arg[2] != "" || !(path in definition)) definition[path] = arg[2]
        defined[path] = 1
      } else if (what == "undefine") {
        delete defined[path]
        delete definition[path]
      } else if (what == "include") {
        include_directory(path, setting, place)
        if (following) include(path, place)
      } else if (what == "use") use(place)
      else if (what == "docroot") {
        docroot = full(path, setting, place)
        has_docroot = 1
        found("value", "docroot", docroot, setting, place, 1)
      } else if (what == "alias") alias(name, setting, place)
      else if (what == "scriptalias") {
        path = full(args > 1 ? arg[2] : arg[1], setting, place)
        if (!("cgi_module" in module || "cgid_module" in module || "fcgid_module" in module) && modules_known)
          alias(name, setting, place)
        else if (name ~ /match$/) cgi_program(fixed(path), setting, place)
        else {
          cgi_program(path, setting, place)
          script_url[++scripts] = arg[1]
          script_path[scripts] = path
        }
      } else if (what == "virtual" || what == "virtualscript") {
        path = full(path, setting, place)
        gsub(/%%/, "\001", path)
        gsub(/%(p|-?[0-9]+\+?(\.-?[0-9]+\+?)?)/, open, path)
        gsub(/\001/, "%", path)
        if (what == "virtual") {
          has_docroot = 1
          found("template", "docroot", path, setting, place)
        } else {
          sub(/\034.*/, "", path)
          cgi_program(path, setting, place)
        }
      } else if (what == "readable") found("value", "docroot", full(path, setting, place), setting, place, 1)
      else if (what == "log") {
        if (name == "errorlog" && !in_server) main_log_set = 1
        log_to(path, setting, place)
      } else if (what == "tls") {
        if (path ~ /^[a-z][a-z0-9+.-]*:/) return
        found("value", "tls", full(path, setting, place), setting, place)
        feature("tls", setting, place)
      } else if (what == "tlsdir") {
        path = full(path, setting, place)
        if (path != "") found("template", "tls", path "/" open, setting, place)
      } else if (what == "sslengine") {
        if (tolower(path) != "off") feature("tls", setting, place)
      } else if (what == "cache") {
        if (path ~ /\//) found("value", "cache", full(path, setting, place), setting, place)
      } else if (what == "dav") {
        if (tolower(path) != "off") dav(setting, place)
      } else if (what == "davlock") found("value", "dav_lock", full(path, setting, place), setting, place)
      else if (what == "svn") {
        feature("dav", setting, place)
        found("value", "dav", full(path, setting, place), setting, place)
      } else if (what == "mdstore") {
        found("value", "md", full(path, setting, place), setting, place)
        feature("md", setting, place)
      } else if (what == "md") feature("md", setting, place)
      else if (what == "userdir") user_directory(setting, place)
      else if (what == "auth") found("value", "auth", full(path, setting, place), setting, place, 1)
      else if (what == "authdbm") {
        found("value", "auth", full(path, setting, place), setting, place, 1)
        found("template", "auth", full(path, setting, place) "." open, setting, place, 1)
      } else if (what == "pid") {
        pid_set = 1
        found("value", "pid", full(path, setting, place), setting, place)
      } else if (what == "mutex") {
        if (path ~ /^(file|flock|fcntl):/) {
          sub(/^[a-z]*:/, "", path)
          found("files", "run", full(path, setting, place) "/", setting, place)
        }
      } else if (what == "runfile") found("files", "run", full(path, setting, place), setting, place)
      else if (what == "rundir") found("files", "run", full(path, setting, place) "/", setting, place)
      else if (what == "wrapper") {
        split_words(path)
        found("value", "cgi_interpreter", full(arg[1], setting, place), setting, place)
      } else if (what == "environment") {
        if (path == "PHPRC") own_php_ini(arg[2], setting, place)
      } else if (what == "phpinidir") own_php_ini(path, setting, place)
      else if (what == "action") {
        action_url[++actions] = arg[2]
        action_setting[actions] = setting
        action_place[actions] = place
      } else if (what == "php") php(arg[1], arg[2], setting, place)
      else if (what == "loadmodule") {
        if (path ~ /^php[0-9]*_module$/) {
          php_place = place
          php_version = match(arg[2], /php[0-9]+\.[0-9]+/) ? substr(arg[2], RSTART + 3, RLENGTH - 3) : ""
        }
        module[path] = 1
        if (path == "apparmor_module") {
          apparmor_place = place
          feature("hats", setting, place)
        }
        found("value", "module", full(arg[2], setting, place), setting, place)
      } else if (what == "loadfile") found("value", "module", full(path, setting, place), setting, place)
      else if (what == "options") {
        for (i = 1; i <= args; i++) {
          if (tolower(arg[i]) !~ /^\+?(execcgi|all)$/) continue
          path = in_directory()
          if (path == "" || path == "/") path = docroot
          if (path != "") {
            exec_dir[++exec_dirs] = path
            exec_place[exec_dirs] = place
          }
        }
      } else if (what == "handler") {
        if (path ~ /^(cgi-script|fcgid-script)$/) has_cgi_handler = 1
      } else if (what == "rewritemap") rewrite_map(setting, place)
      else if (what == "program")
        tell("unread" mark setting " at " place " runs a program, for which there is no rule: " (name ~ /^suexec/ ? "suexec" : path))
      else if (what == "hat") feature("hats", setting, place)
      else if (what == "wsgi") found("value", "docroot", full(arg[2], setting, place), setting, place, 1)
    }

    function full(path, setting, place) {
      if (path == "") return ""
      if (index(path, "${")) {
        tell("unread" mark setting " at " place " has a variable that is not set: " path)
        return ""
      }
      if (path !~ /^\//) path = (server_root == "" ? "" : server_root "/") path
      return path
    }
    # The part of a path that no expression changes.
    function fixed(path) {
      if (match(path, /[$%]/)) {
        path = substr(path, 1, RSTART - 1)
        sub(/\/[^\/]*$/, "", path)
      }
      return path
    }
    function in_directory(i) {
      for (i = sections; i; i--) if (section[i] ~ /^directory/) return section_path[i]
      return ""
    }

    function alias(name, setting, place, path, from, i) {
      from = arg[1]
      path = arg[2]
      if (args == 1) {
        path = arg[1]
        from = "/"
        for (i = sections; i; i--) if (section[i] == "location") {
          from = section_url[i]
          break
        }
      }
      path = full(path, setting, place)
      if (path == "") return
      if (name !~ /match$/) {
        alias_from[++aliases] = from
        alias_to[aliases] = path
      }
      if (path ~ /^\/usr\/share\/(doc|javascript)(\/|$)/) feature("manual", setting, place)
      else if (path ~ /^\/usr\/share\/(apache2|httpd)\/(icons|error)(\/|$)/) return
      else if (name ~ /match$/ && path ~ /\$[0-9]/) {
        gsub(/\$[0-9]/, open, path)
        found("template", "docroot", path, setting, place)
      } else found("value", "docroot", path, setting, place, 1)
    }
    function cgi_program(path, setting, place) {
      feature("cgi", setting, place)
      found("value", "cgi", path, setting, place, 1)
    }

    # The program that a URL stands for, which may be a link out of the directory of all such.
    function tell_action(url, setting, place, i, from, longest, path) {
      longest = 0
      path = mapped(url)
      for (i = 1; i <= scripts; i++) {
        from = script_url[i]
        sub(/\/+$/, "", from)
        if (index(url, from "/") != 1 || length(from) < longest) continue
        longest = length(from)
        path = script_path[i] "/" substr(url, longest + 1)
      }
      gsub(/\/\/+/, "/", path)
      if (path != "") found("value", "cgi_interpreter", path, setting, place)
      else tell("unread" mark setting " at " place " runs a program that was not found: " url)
    }

    function log_to(value, setting, place, i) {
      if (value ~ /^(syslog|journald)(:|$)/) return
      if (value !~ /^\|/) {
        if (value ~ /%\{?[A-Za-z]/) sub(/%.*/, "", value)
        found("files", "log", full(value, setting, place), setting, place, 1)
        return
      }
      feature("piped-logs", setting, place)
      sub(/^\|[|$]?/, "", value)
      split_words(value)
      i = arg[1] == "exec" ? 2 : 1
      found("program", "logger", arg[i] ~ /.\// && arg[i] !~ /^\// ? full(arg[i], setting, place) : arg[i], setting, place)
      while (++i <= args) {
        if (arg[i - 1] == "-p") found("program", "logger", arg[i], setting, place)
        else {
          sub(/^[0-9]*>+/, "", arg[i])
          if (arg[i] !~ /^\//) continue
          sub(/%.*/, "", arg[i])
          found("files", "log", arg[i], setting, place)
        }
      }
    }
    function sockets(text, setting, place, path) {
      while (match(text, /unix:\/[^|"\047]*\|/) || match(text, /unix:\/[^ \t|"\047>]+/)) {
        path = substr(text, RSTART + 5, RLENGTH - 5)
        text = substr(text, RSTART + RLENGTH)
        sub(/\|$/, "", path)
        sub(/^\/\/+/, "/", path)
        sub(/\?.*/, "", path)
        if (tolower(setting) ~ /^php/) found("value", "php_backend", path, setting, place)
        else found("value", "socket", path, setting, place, 1)
      }
    }
    function rewrite_map(setting, place, path) {
      path = arg[2]
      if (sub(/^prg:/, "", path))
        tell("unread" mark setting " at " place " runs a program, for which there is no rule: " path)
      else if (sub(/^(txt|rnd|dbm(=[a-z]+)?):/, "", path)) found("value", "conf", full(path, setting, place), setting, place)
    }

    function dav(setting, place, i, path) {
      feature("dav", setting, place)
      for (i = sections; i; i--) {
        if (section[i] ~ /^directory/) {
          found("value", "dav", section_path[i], setting, place)
          return
        }
        if (section[i] == "location") break
        if (section[i] == "virtualhost") break
      }
      # What it maps to is known when all aliases are.
      dav_url[++davs] = i && section[i] == "location" ? section_url[i] : "/"
      dav_setting[davs] = setting
      dav_place[davs] = place
    }
    function mapped(path, i, best, from) {
      best = "/"
      target = docroot
      for (i = 1; i <= aliases; i++) {
        from = alias_from[i]
        sub(/\/+$/, "", from)
        if (length(from) + 1 > length(best) && index(path "/", from "/") == 1) {
          best = from "/"
          target = alias_to[i]
        }
      }
      sub(/\/+$/, "", target)
      path = substr(path "/", length(best) + 1)
      sub(/\/+$/, "", path)
      return path == "" || target == "" ? target : target "/" path
    }

    function user_directory(setting, place, i) {
      if (tolower(arg[1]) == "disabled") {
        if (args == 1) userdir_off = 1
      } else if (tolower(arg[1]) == "enabled") userdir_on = 1
      else {
        userdir = arg[1]
        userdir_setting = setting
        userdir_place = place
        for (i = 2; i <= args; i++) userdir = userdir " " arg[i]
      }
    }
    function user_directories(i, count, words) {
      count = split(userdir, words, " ")
      for (i = 1; i <= count; i++) {
        if (words[i] ~ /:/) continue
        if (words[i] !~ /^\//) {
          feature("userdir", userdir_setting, userdir_place)
          if (words[i] != "public_html") found("template", "docroot", "/home/" open "/" words[i], userdir_setting, userdir_place)
        } else {
          if (!sub(/\*/, open, words[i])) words[i] = words[i] "/" open
          found("template", "docroot", words[i], userdir_setting, userdir_place)
        }
      }
    }

    function use(place, name, i, j, order, text, longest, values, done) {
      name = tolower(arg[1])
      if (!(name in macro_lines) || using > 20) return
      using++
      # The longest name first: $name is not the start of $names.
      for (i = 1; i <= macro_args[name]; i++) values[i] = arg[i + 1]
      for (i = 1; i <= macro_lines[name]; i++) {
        text = macro_text[name, i]
        split("", done)
        while (1) {
          longest = 0
          for (j = 1; j <= macro_args[name]; j++)
            if (!(j in done) && (!longest || length(macro_arg[name, j]) > length(macro_arg[name, longest]))) longest = j
          if (!longest) break
          done[longest] = 1
          text = replaced(text, macro_arg[name, longest], values[longest])
        }
        statement(text, macro_place[name, i])
      }
      using--
    }
    function replaced(text, from, to, result, at) {
      result = ""
      while (from != "" && (at = index(text, from))) {
        result = result substr(text, 1, at - 1) to
        text = substr(text, at + length(from))
      }
      return result text
    }

    # Of a virtual host nothing is told before its name is known.
    function start_server(place) {
      server_place = place
      in_server = 1
      main_root = docroot
      main_aliases = aliases
      docroot = server_name = ""
      server_records = 0
      main_davs = davs
    }
    function end_server(base, name, i, suffix) {
      if (docroot == "" && in_server) docroot = main_root
      else if (in_server) {
        name = site_name(server_name, base, docroot)
        tell_section(name, server_place)
        for (i = main_aliases + 1; i <= aliases; i++) site_alias[name, ++site_aliases[name]] = alias_to[i]
      }
      for (i = main_davs + 1; i <= davs; i++) found("value", "dav", mapped(dav_url[i]), dav_setting[i], dav_place[i])
      if (!in_server) return
      for (i = 1; i <= server_records; i++) tell(server_record[i] (server_own[i] ? mark name : ""))
      in_server = 0
      docroot = main_root
      aliases = main_aliases
      davs = main_davs
    }
    # mod_apparmor looks for a hat of the name of the server. What loads it can stand beside the file of the virtual host.
    function tell_section(name, file, directory) {
      if (!ENVIRON["enterable"] || name != tolower(server_name)) return
      if (apparmor_place != "") tell("site_word" mark name mark "enters" mark name mark "LoadModule" mark apparmor_place)
      sub(/:[0-9]+$/, "", file)
      directory = file
      sub(/\/[^\/]*$/, "", directory)
      if (ENVIRON["control"] != "" && directory in open_directory)
        tell("section" mark name mark name mark file mark program mark ENVIRON["control"])
    }
    function site_name(text, base, root_of_it, name, count) {
      sub(/^[a-z]*:\/\//, "", text)
      sub(/:[0-9]*$/, "", text)
      text = text == "" ? base : tolower(text)
      gsub(/[^A-Za-z0-9._-]+/, "-", text)
      sub(/^[^A-Za-z0-9]+/, "", text)
      if (text == "") text = "site"
      name = text
      while ((name in site_root) && site_root[name] != root_of_it) {
        if ((text, root_of_it) in site_again) return site_again[text, root_of_it]
        name = text "-" (++site_count[text] + 1)
      }
      if (!(name in site_root)) site[++sites] = name
      site_root[name] = root_of_it
      site_again[text, root_of_it] = name
      return name
    }
    function base_of(place) {
      sub(/:[0-9]+$/, "", place)
      sub(/.*\//, "", place)
      sub(/\.conf$/, "", place)
      return place
    }

    function php(key, value, setting, place) {
      key = tolower(key)
      if (key == "session.save_path") {
        sub(/^.*;/, "", value)
        if (value ~ /^\//) found("value", "php_session", value, key, place)
      } else if (key ~ /^(upload_tmp_dir|sys_temp_dir)$/) {
        if (value ~ /^\//) found("value", "php_tmp", value, key, place)
      } else if (key ~ /^(mysqli|pdo_mysql)\.default_socket$/) {
        if (value ~ /^\//) found("value", "php_backend", value, key, place)
      } else if (key == "opcache.file_cache" && value ~ /^\//) found("value", "php_opcache", value, key, place)
      else if (key == "error_log" && value ~ /^\//) found("files", "log", value, key, place, 1)
    }
    # Which PHP is told to read instead of its own.
    function own_php_ini(path, setting, place) {
      path = full(path, setting, place)
      if (path != "") tell("unread" mark path ", which " setting " at " place " names, was not read")
      sub(/\/[^\/]*\.ini$/, "", path)
      found("value", "php_code", path, setting, place)
    }
    function feature(name, setting, place) {
      if (!feature_told[name]++) print "feature" mark name mark setting mark place
    }
    function found(type, tunable, path, setting, place, own) {
      if (path == "" || path == "/" && type == "files") return
      path = type mark tunable mark path mark setting mark place
      if (!in_server) {
        tell(path)
        if (own && tolower(setting) != "documentroot") {
          shared[++shareds] = path
          shared_in[shareds] = section_directory()
        }
        return
      }
      server_record[++server_records] = path
      server_own[server_records] = own
    }
    function tell(text) { print text }
  '
}

if find_apache; then
  can_enter 'CGI programs, loggers and virtual hosts' apache2.service httpd.service
  find_arguments
  find_control
  told=$(
    {
      environment=/etc/apache2/envvars
      [ -r "$root$environment" ] || environment=
      (ask_apache "$environment") || {
        printf 'unread\037%s cannot be run\n' "$environment"
        (ask_apache '')
      }
    } | settle conf /etc/apache2/ conf /etc/httpd/ auth /etc/apache2/ auth /etc/httpd/ module /usr/lib/ \
      module /usr/lib64/ pid /run/apache2/ pid /run/httpd/ run /run/apache2/ run /run/httpd/ \
      run /run/lock/apache2/ run /var/cache/apache2/ run /var/cache/httpd/ cgi_interpreter /usr/bin/sh/ \
      cgi_interpreter /usr/bin/dash/ cgi_interpreter /usr/bin/bash/ cgi_interpreter /usr/bin/zsh/ \
      cgi_interpreter /bin/sh/ cgi_interpreter /bin/dash/ cgi_interpreter /bin/bash/ cgi_interpreter /bin/zsh/
  )
  tell_server "$told"
fi
