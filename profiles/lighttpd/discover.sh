# shellcheck shell=sh disable=SC2154 # root and the functions are discovery.sh's
# lighttpd's configuration, as lighttpd itself prints it: with all includes, variables and conditions resolved. Where a
# setting is written is looked up in the files.

config=/etc/lighttpd/lighttpd.conf

find_lighttpd() {
  for program in /usr/sbin/lighttpd /usr/local/sbin/lighttpd /usr/bin/lighttpd; do
    [ ! -x "$root$program" ] || return 0
  done
  return 1
}

# After lighttpd's own output a line with its exit status.
print_config() {
  limit=
  ! command -v timeout > /dev/null || limit='timeout 60'
  # shellcheck disable=SC2086 # words are wanted
  $limit "$root$program" -p -f "$root$config" 2>&1
  printf '\nstatus %s\n' $?
}

read_config() {
  root=$root config=$config program=$program awk '
    BEGIN {
      mark = "\037"
      open = "\034"
      root = ENVIRON["root"]
      split("pemfile privkey ca-file ca-dn-file ca-crl-file verifyclient.ca-file verifyclient.ca-dn-file " \
        "verifyclient.ca-crl-file stapling-file stek-file dh-file", names, " ")
      for (i in names) is_tls["ssl." names[i]] = 1
    }
    /^status [0-9]+$/ { status = $2 }
    !begun && /^config *\{/ {
      begun = 1
      enter("")
      next
    }
    !begun && !/^status / && /[^ \t]/ {
      sub(/^[0-9: -]*\(?[a-z_.\/]+\.c\.[0-9]+\) */, "")
      said[++lines % 3] = $0
    }
    begun && !ended { scan($0) }
    END {
      if (status != "0" || !ended) {
        message = ENVIRON["program"] " -p -f " ENVIRON["config"]
        message = message (status == "" ? " does not stop printing:" : \
          status == 124 ? " did not end within 60 s:" : " failed with status " status ":")
        for (i = lines > 3 ? lines - 2 : 1; i <= lines; i++)
          message = message " " substr(said[i % 3], 1, 200) (i < lines ? ";" : "")
        print (message ~ /Permission denied/ ? "unread" : "failed") mark message
      }
      base = ENVIRON["config"]
      sub(/\/[^\/]*$/, "", base)
      read_file(ENVIRON["config"], 0)
      for (i = 1; i <= records; i++) tell(i)
      print "runs_as" mark user mark group
    }

    # One line of what lighttpd prints; text in quotes may go on in the next.
    function scan(text, word) {
      if (quoted) string = string "\n"
      else if (!depth) {
        if (text ~ /^ *(else +)?(if +)?\$.*\{$/ || text ~ /^ *else *\{$/) {
          enter(text)
          return
        }
        if (text ~ /^ *\}/) {
          leave()
          return
        }
        if (!match(text, /^ *[A-Za-z][A-Za-z0-9_.-]* *= /)) return
        setting = substr(text, 1, RLENGTH)
        gsub(/[ =]/, "", setting)
        text = substr(text, RLENGTH + 1)
      }
      while (text != "") {
        if (quoted) {
          if (!match(text, /"/)) {
            string = string text
            return
          }
          if (RSTART > 1 && substr(text, RSTART - 1, 1) == "\\") {
            string = string substr(text, 1, RSTART - 2) "\""
            text = substr(text, RSTART + 1)
            continue
          }
          string = string substr(text, 1, RSTART - 1)
          text = substr(text, RSTART + 1)
          quoted = 0
          if (match(text, /^ *=> */)) {
            key[depth] = string
            text = substr(text, RLENGTH + 1)
          } else found(string)
          continue
        }
        match(text, /^[^"()#]*/)
        text = substr(text, RLENGTH + 1)
        word = substr(text, 1, 1)
        if (word == "" || word == "#") return
        text = substr(text, 2)
        if (word == "\"") {
          quoted = 1
          string = ""
        } else if (word == "(") {
          key[++depth] = ""
        } else {
          if (depth == at_depth) backend()
          if (depth) depth--
        }
      }
    }

    function enter(text) {
      blocks++
      parent[blocks] = block
      block = blocks
      docroot[block] = docroot[parent[block]]
      host[block] = match(text, /\$HTTP\["host"\] *(=~|==|=\^|=\$) *"[^"]*"/) ? within_quotes(substr(text, RSTART + 13, RLENGTH - 13)) : ""
      url[block] = ""
      if (match(text, /\$HTTP\["url"\] *(=~|=\^|==) *"\^?\/[A-Za-z0-9_.\/-]*/)) {
        url[block] = substr(text, RSTART, RLENGTH)
        sub(/^[^\/]*/, "", url[block])
      }
      if (match(text, /\$SERVER\["socket"\] *== *"(unix:)?\/[^"]*"/)) {
        text = substr(text, RSTART, RLENGTH - 1)
        sub(/^[^\/]*/, "", text)
        record("value", "socket", text, "$SERVER[\"socket\"]")
      }
    }

    function within_quotes(text) {
      sub(/^[^"]*"/, "", text)
      sub(/"[^"]*$/, "", text)
      return text
    }

    # The block whose backends answer for this one; 0 when there is none.
    function served_by(b) {
      while (b && !sockets[b]) b = parent[b]
      return b
    }

    # What is a site for others: the host that a block is for, or its number.
    function site_name(b, name) {
      name = host[b]
      gsub(/[^A-Za-z0-9._-]+/, "-", name)
      gsub(/^[._-]+|[._-]+$/, "", name)
      return b == 1 ? "default" : name == "" ? "block-" b : name
    }

    function leave(target) {
      if (sockets[block] && docroot[block] != "") record("value", "docroot", docroot[block], "server.document-root")
      if (simple_root[block] != "")
        record("template", "docroot", simple_root[block] "/" open simple_docroot[block], "simple-vhost.server-root")
      if (runs_all[block]) {
        target = directory()
        record("value", "cgi", target, "cgi.assign")
        not_read[target] = not_read[target "/"] = 1
      }
      if (dav[block] == "enable" && dav_readonly[block] != "enable") {
        target = dav_readonly[block] == "" ? "webdav.activate" : "webdav.is-readonly"
        record("feature", "webdav", "", target, dav_readonly[block])
        record("value", "webdav", directory(), target, dav_readonly[block])
      }
      block = parent[block]
      if (!block) ended = 1
    }

    # What the requests of this block are mapped to.
    function directory(b, i, start, best, target) {
      best = "/"
      target = docroot[block]
      for (b = block; b && best == "/"; b = parent[b]) {
        for (i = 1; i <= aliases[b]; i++) {
          start = trimmed(alias[b, i]) "/"
          if (length(start) > length(best) && index(trimmed(url[block]) "/", start) == 1) {
            best = start
            target = alias_target[b, i]
          }
        }
      }
      return target == "" ? "" : trimmed(trimmed(target) "/" substr(url[block], length(best) + 1))
    }

    function found(value, db_directory) {
      if (value == "" && setting != "cgi.assign") return
      if (setting ~ /\.server$/) {
        if (key[depth] == "x-sendfile-docroot" || key[depth] == "" && key[depth - 1] == "x-sendfile-docroot")
          record("value", "docroot", value, setting)
        if (key[depth] == "PHPRC" && key[depth - 1] == "bin-environment") own_php_ini(value, value)
        if (key[depth] !~ /^(socket|host|bin-path)$/) return
        at_backend[key[depth]] = value
        at_depth = depth
      } else if (setting == "server.document-root") {
        docroot[block] = value
        record("value", "docroot", value, setting)
      } else if (setting ~ /^(cgi\.x-sendfile-docroot|secdownload\.document-root|ssi\.document-root)$/)
        record("value", "docroot", value, setting)
      else if (setting == "alias.url") {
        alias[block, ++aliases[block]] = key[depth]
        alias_target[block, aliases[block]] = value
        if (value ~ /^\/usr\/share\/(doc|images)(\/|$)/) record("feature", "debian-doc", "", setting, value)
        else record("alias", "docroot", value, setting)
      } else if (setting ~ /^(simple-vhost\.server|server\.virtual)-root$/) simple_root[block] = trimmed(value)
      else if (setting ~ /^(simple-vhost\.document-root|server\.virtual-docroot)$/) {
        sub(/^\/+/, "", value)
        simple_docroot[block] = "/" trimmed(value)
      } else if (setting == "evhost.path-pattern") {
        gsub(/%(\{[^}]*\}|[0-9_])/, open, value)
        gsub(/%%/, "%", value)
        record("template", "docroot", trimmed(value), setting)
      } else if (setting == "server.errorfile-prefix") record("template", "docroot", value open, setting)
      else if (setting == "vhostdb.backend")
        unread("vhostdb.backend: the document roots are in a database (" value ")")
      else if (setting == "server.upload-dirs") record("value", "upload", value, setting)
      else if (setting ~ /^(server\.errorlog|server\.breakagelog|accesslog\.filename)$/) log_to(value)
      else if (setting == "server.pid-file") record("value", "pid", value, setting, "", "host")
      else if (setting == "server.username") user = value
      else if (setting == "server.groupname") group = value
      else if (setting == "server.bind") {
        if (sub(/^(unix:)?\//, "/", value)) record("value", "socket", value, setting)
      } else if (setting == "cgi.assign") {
        if (value != "") record("value", "cgi_interpreter", value, setting)
        else {
          record("feature", "cgi", "", setting)
          runs_all[block] = 1
        }
      } else if (setting in is_tls) record("value", "tls", value, setting)
      else if (setting == "ssl.engine" && value == "enable") record("feature", "tls", "", setting)
      else if (setting ~ /^(deflate|compress)\.cache-dir$/) record("value", "cache", value, setting)
      else if (setting == "dir-listing.cache" && key[depth] == "path") record("value", "cache", value, setting)
      else if (setting == "userdir.path" && value !~ /^\//) {
        record("feature", "userdir", "", setting)
        if (value != "public_html") record("template", "docroot", "/home/" open "/" trimmed(value), setting)
      } else if (setting == "userdir.basepath") record("template", "docroot", trimmed(value) "/" open, setting)
      else if (setting == "webdav.activate") dav[block] = value
      else if (setting == "webdav.is-readonly") dav_readonly[block] = value
      else if (setting == "webdav.sqlite-db-name") {
        record("value", "webdav_db", value, setting)
        db_directory = value
        sub(/\/[^\/]*$/, "", db_directory)
        record("value", "webdav_db_directory", db_directory, setting, value)
      }
      else if (setting == "rrdtool.db-name") {
        record("feature", "rrdtool", "", setting)
        record("value", "rrd", value, setting)
      } else if (setting == "server.chroot") {
        chroot = trimmed(value)
        record("feature", "chroot", "", setting)
      } else if (setting ~ /^auth\.backend\..*file$/) record("value", "auth", value, setting)
      else if (setting ~ /^magnet\.attract-/ || setting ~ /^(geoip\.db-filename|maxminddb\.db)$/)
        record("value", "conf", value, setting)
    }

    # The end of the list that describes one backend.
    function backend(socket, path) {
      socket = "socket" in at_backend ? at_backend["socket"] : at_backend["host"]
      path = at_backend["bin-path"]
      sub(/^unix:/, "", socket)
      if (path != "") {
        record("value", "cgi_interpreter", first_word(path), setting, path)
        if (match(path, / -c +\/[^ ]+/)) own_php_ini(substr(path, RSTART, RLENGTH), path)
      }
      # lighttpd counts the sockets of the programs that it starts.
      if (socket ~ /^\// && path == "") sockets[block]++
      if (socket ~ /^\//) record(path == "" ? "value" : "template", path == "" ? "socket" : "listen", path == "" ? socket : socket open, setting, socket)
      split("", at_backend)
      at_depth = 0
    }

    # Which PHP is told to read instead of its own.
    function own_php_ini(file, text) {
      sub(/^[^\/]*/, "", file)
      unread(file ", which " setting " names, was not read")
      sub(/\/[^\/]*\.ini$/, "", file)
      record("value", "php_code", file, setting, text)
    }

    function log_to(value, words, count, i) {
      if (value !~ /^\|/) {
        record("files", "log", value, setting)
        return
      }
      record("feature", "piped-logs", "", setting, value)
      gsub(/["\047]/, "", value)
      count = split(substr(value, 2), words, /[ \t]+/)
      i = 1
      while (i <= count && words[i] ~ /^(|exec)$/) i++
      record("program", "logger", words[i], setting, value)
      while (++i <= count) {
        sub(/^[0-9]*>+/, "", words[i])
        if (words[i] ~ /^\//) {
          sub(/%.*/, "", words[i])
          record("files", "log", words[i], setting, value)
        }
      }
    }

    function record(type, tunable, path, name, text, where) {
      records++
      record_type[records] = type
      record_tunable[records] = tunable
      record_path[records] = path
      record_setting[records] = name
      record_text[records] = text == "" ? path : text
      record_where[records] = where
      record_block[records] = block
    }

    function tell(i, type, path, name, origin) {
      type = record_type[i]
      path = record_path[i]
      name = record_setting[i]
      if (type == "alias" && path in not_read) return
      if (type == "alias") type = "value"
      origin = record_where[i]
      if (origin == "" || origin == "host") origin = written[name, record_text[i]]
      if (origin == "") origin = written[name]
      if (origin == "") origin = ENVIRON["program"]
      if (type == "feature") print "feature" mark record_tunable[i] mark name mark origin
      else if (path != "") print type mark record_tunable[i] mark (record_where[i] == "" && type != "program" ? chroot : "") path mark name mark origin site_of(i, type)
    }

    # Document roots and the sockets that serve them belong together.
    function site_of(i, type, b) {
      if (type != "value" || record_setting[i] !~ /^(server\.document-root|[a-z]+\.server)$/) return ""
      b = served_by(record_block[i])
      return b && record_tunable[i] ~ /^(docroot|socket)$/ ? mark site_name(b) : ""
    }

    function unread(text) { print "unread" mark text }
    function trimmed(path) {
      while (path ~ /.\/$/) path = substr(path, 1, length(path) - 1)
      return path
    }
    function first_word(text) {
      sub(/^ +/, "", text)
      sub(/ .*/, "", text)
      return text
    }

    # The files: where each setting and each of its values is written, and what is included.
    function read_file(file, level, line, number) {
      if (level > 20 || file in was_read) return
      was_read[file] = 1
      number = 0
      while ((getline line < (root file)) > 0) {
        number++
        read_line(line, file ":" number, level)
      }
      close(root file)
    }
    function read_line(text, place, level, word, rest, listens) {
      listens = index(text, "$SERVER[\"socket\"]")
      while (1) {
        sub(/^[ \t]+/, "", text)
        word = substr(text, 1, 1)
        if (word == "" || word == "#") break
        if (word == "\"") {
          match(text, /^"([^"\\]|\\.)*"?/)
          word = substr(text, 2, RLENGTH - 2)
          text = substr(text, RLENGTH + 1)
          gsub(/\\"/, "\"", word)
          written[assigned, word] = place
          if (listens && sub(/^(unix:)?\//, "/", word)) written["$SERVER[\"socket\"]", word] = place
          expression = expression word
        } else if (match(text, /^[A-Za-z][A-Za-z0-9_.-]*/)) {
          word = substr(text, 1, RLENGTH)
          text = rest = substr(text, RLENGTH + 1)
          sub(/^[ \t]+/, "", rest)
          if (word == "include" || word == "include_shell" || rest ~ /^([+:]?=)[^>=~^]/ || rest ~ /^[+:]?=$/) {
            assign(place, level)
            assigned = word
            written[word] = place
            expression = rest ~ /^\+=/ ? variable[word] : ""
            if (match(rest, /^[+:]?=/)) text = substr(rest, RLENGTH + 1)
          } else {
            sub(/^var\./, "", word)
            expression = expression variable[word]
          }
        } else {
          if (word ~ /[(),=]/) {
            written[assigned, expression] = place
            expression = ""
          }
          text = substr(text, 2)
        }
      }
      assign(place, level)
    }
    function assign(place, level) {
      if (assigned == "include" && expression != "") include(expression, place, level)
      else if (assigned == "include_shell" && expression != "") include_shell(expression, place)
      else {
        sub(/^var\./, "", assigned)
        variable[assigned] = expression
        if (!((assigned, expression) in written)) written[assigned, expression] = place
        return
      }
      assigned = expression = ""
    }
    function include(path, place, level, command, word, count, i, names) {
      if (path !~ /^\//) path = base "/" path
      if (path !~ /[*?[]/) names[count = 1] = path
      else {
        word = path
        if (sub(/\/[^\/]*$/, "", word) && word !~ /[*?[]/) record("pattern", "conf", word, "/" mark "include", "", place)
        # Only the globbing characters are left to the shell.
        word = root path
        gsub(/\047/, "\047\\\047\047", word)
        gsub(/[][*?]+/, "\047&\047", word)
        command = "for file in \047" word "\047; do [ ! -f \"$file\" ] || printf \"%s\\n\" \"$file\"; done"
        while ((command | getline word) > 0) names[++count] = substr(word, length(root) + 1)
        close(command)
      }
      for (i = 1; i <= count; i++) {
        record("value", "conf", names[i], "include", "", place)
        read_file(names[i], level + 1)
      }
    }
    function include_shell(command, place, word) {
      word = first_word(command)
      if (word ~ /^\//) record("value", "include_shell", word, "include_shell", "", place)
      else if (word !~ /^(cat|grep|ls|echo|printf)$/)
        unread("include_shell at " place " runs a command of which no path is known: " word)
    }
  '
}

if find_lighttpd; then
  ! has_no_new_privileges lighttpd.service || feature no-new-privileges NoNewPrivileges 'systemctl show lighttpd.service'
  if [ -f "$root$config" ]; then
    told=$(
      print_config | head -c 16777216 | read_config |
        settle conf /etc/lighttpd/ auth /etc/lighttpd/ cgi_interpreter /usr/bin/sh/ cgi_interpreter /usr/bin/dash/ \
          cgi_interpreter /usr/bin/bash/ cgi_interpreter /usr/bin/zsh/ cgi_interpreter /bin/sh/ \
          cgi_interpreter /bin/dash/ cgi_interpreter /bin/bash/ cgi_interpreter /bin/zsh/
    )
    tell_server "$told"
  else
    unread "$config is not there"
  fi
fi
