#!/bin/sh
# Read by the scripts beside it: where things are on a lab host, and how to look at its audit log.
# shellcheck disable=SC2034 # the variables are for those scripts
#
# The paths below are those of the default layout; move.sh writes /etc/aa-lab.env, which replaces them.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C

LAYOUT=default
DOCROOT=/var/www/html
OTHER_SITE=/srv/other        # a site that none of these services serves
SHOP_USER=www-data
SITES=                       # further sites, as HOST:DIRECTORY:USER
PASSWORDS=/srv/auth          # a file for each site behind Apache, after move.sh
DAV=/srv/dav                 # what WebDAV clients write, after features.sh
CGI=/usr/lib/cgi-bin
TLS=/etc/letsencrypt/live/localhost/lab.pem
LIGHTTPD_LOG=/var/log/lighttpd
APACHE_LOG=/var/log/apache2
APACHE_PHP=fpm               # or module, after mod-php.sh; or cgi, after php-cgi.sh
LIGHTTPD_PHP=fpm             # or cgi, after php-cgi.sh
PHP=/usr/bin/php
PHP_DATA=/var/lib/php/writable   # where the application keeps what is uploaded; a directory of each site below it
PHP_SESSIONS=/var/lib/php/sessions
PHP_UPLOAD=/tmp
PHP_TMP=/tmp
PHP_CACHE=/var/lib/php/opcache
DATADIR=/var/lib/mysql       # sid's is /var/lib/mariadb
[ ! -d /var/lib/mariadb/mysql ] || DATADIR=/var/lib/mariadb
MYSQL_FILES=/var/lib/mysql-files
MAIL_QUEUE=/var/spool/postfix
MAIL_MAPS=/etc/postfix
MAIL_SPOOL=/var/mail
MAIL_COMMANDS=/usr/local/lib/aa-lab
MAIL_USER='admin'
PACKAGES=/usr/local/share/aa-lab/packages   # of the services, and of the profiles of others
ENV_FILE=/etc/aa-lab.env
# shellcheck source=/dev/null
[ ! -r "$ENV_FILE" ] || . "$ENV_FILE"

for directory in /etc/php/*/fpm; do
  php=$(basename "$(dirname "$directory")")
done
fpm=php$php-fpm
audit=/var/log/audit/audit.log
services='lighttpd apache php-fpm php-cli mysql postfix'

# The lab is emulated: what takes a moment elsewhere may take seconds.
eventually() { # COMMAND...: until it succeeds, for a minute
  read -r waits_since _ < /proc/uptime
  until "$@" > /dev/null 2>&1; do
    read -r waits_until _ < /proc/uptime
    [ $((${waits_until%.*} - ${waits_since%.*})) -lt 60 ] || { "$@"; return; }
    sleep 0.3
  done
}

has() { # TEXT COMMAND...: it succeeds and prints the text
  text=$1
  shift
  got=$("$@" 2>&1) || { printf 'exit %s: %s\n' $? "$got" | tail -n 5; return 1; }
  case $got in *"$text"*) ;; *) printf "no '%s' in: %s\n" "$text" "$(printf %s "$got" | tail -n 5)"; return 1 ;; esac
}

get() { curl -sS --insecure --max-time 60 "$@"; }

# Key and certificate in one file. In live/ it is a link to a new file in archive/ each time, as certbot leaves them;
# elsewhere the file is replaced. lighttpd reads it again when it is no longer root.
new_certificate() {
  case $TLS in
    */live/*)
      archive=$(dirname "$TLS" | sed 's|/live/|/archive/|')
      pem=$archive/lab$(($(find "$archive" -name '*.pem' 2> /dev/null | wc -l) + 1)).pem
      ;;
    *) pem=$TLS ;;
  esac
  mkdir -p "$(dirname "$TLS")" "$(dirname "$pem")"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -keyout "$pem.key" -out "$pem.crt" 2> /dev/null || return
  cat "$pem.key" "$pem.crt" > "$pem.new" && chgrp www-data "$pem.new" && chmod 640 "$pem.new" &&
    mv "$pem.new" "$pem" && rm "$pem.key" "$pem.crt" || return
  [ "$pem" = "$TLS" ] || ln -sfn "$pem" "$TLS"
}

# Where systemd listens for the database server, the server's own setting counts for nothing.
let_mariadb_listen() {
  if systemctl --quiet is-enabled mariadb.socket 2> /dev/null; then systemctl --quiet disable --now mariadb.socket; fi
}

# Sid's package has a profile that keeps the server where it was.
let_mariadb_reach() { # RULE...
  if [ -s /etc/apparmor.d/mariadbd ] && grep -q '^[^#]*{' /etc/apparmor.d/mariadbd; then
    printf '%s\n' "$@" >> /etc/apparmor.d/local/mariadbd
    apparmor_parser -r /etc/apparmor.d/mariadbd
  fi
}

# Exit code 2: it was so already.
lighttpd_module() { # enable|disable NAME...
  verb=$1
  shift
  for changed; do "lighty-$verb-mod" "$changed" > /dev/null || [ $? = 2 ] || return 1; done
}

# A place in the audit log: its inode and its size. auditd renames the file when it has grown to its limit.
audit_place() { stat -c '%i %s' "$audit" 2> /dev/null || echo '0 0'; }

# Waits until all that the kernel has reported so far is in the log: a message of ours goes the same way, behind it.
audit_settle() {
  settled=$((${settled:-0} + 1))
  auditctl -m "aa-lab-$$-$settled" 2> /dev/null || return 0
  settling=0
  until tail -n 200 "$audit" | grep -q "aa-lab-$$-${settled}[^0-9]"; do
    settling=$((settling + 1))
    [ "$settling" -lt 50 ] || return 0
    sleep 0.1
  done
}

audit_since() { # INODE SIZE: the AppArmor denials since then
  if [ "$(stat -c %i "$audit")" = "$1" ]; then
    tail -c "+$(($2 + 1))" "$audit"
  else
    for file in "$audit".4 "$audit".3 "$audit".2 "$audit".1; do
      [ -e "$file" ] || continue
      if [ "$(stat -c %i "$file")" = "$1" ]; then tail -c "+$(($2 + 1))" "$file"; fi
    done
    cat "$audit"
  fi | grep -a 'apparmor="DENIED"'
}

# What a denial says, as "DENIED operation=… profile=… name=… mask=… …".
awk_denial='
  function field(record, key) {
    if (match(record, "[ ]" key "=\"[^\"]*\"")) return substr(record, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
    if (match(record, "[ ]" key "=[^ ]*")) return substr(record, RSTART + length(key) + 2, RLENGTH - length(key) - 2)
    return ""
  }
  function kind_of(record, kind, words, i, value) {
    kind = "DENIED"
    split("operation profile name denied_mask capname family sock_type signal peer target info", words, " ")
    for (i = 1; i in words; i++) {
      value = field(record, words[i])
      if (value != "") kind = kind " " (words[i] in said_as ? said_as[words[i]] : words[i]) "=" value
    }
    return kind
  }
  BEGIN {
    said_as["denied_mask"] = "mask"
    said_as["capname"] = "capability"
  }
'

# Denials on standard input, each kind once with a count.
audit_kinds() {
  sed 's|name="/proc/[0-9][0-9]*/|name="/proc/@{pid}/|' | awk "$awk_denial"'
    {
      kind = kind_of($0)
      if (!(kind in count)) order[++kinds] = kind
      count[kind]++
      command[kind] = field($0, "comm")
    }
    END { for (i = 1; i <= kinds; i++) print order[i] " comm=" command[order[i]] " (" count[order[i]] ")" }'
}

# What became of each attack in a list of NUMBER EXIT_CODE SERVICE ATTACK HINT REASON, words apart by tabs, with the denial that names
# it: the first with the hint of those since the number's time, or since the next one's, as a service may still be at work.
# Another denial would not show that the attack was tried at all. Times are a list of NUMBER SECONDS since the boot, which was at BOOT, in seconds since 1970.
attribute() { # BOOT RECORDS TIMES LIST
  boot=$1 awk -F '\t' "$awk_denial"'
    FILENAME == ARGV[1] {
      since[$1] = $2 + ENVIRON["boot"]
      last = $1
      next
    }
    FILENAME == ARGV[2] {
      if (!/apparmor="DENIED"/ || !match($0, /audit\([0-9.]+/)) next
      time = substr($0, RSTART + 6, RLENGTH - 6) + 0
      for (number = last; number > 0 && since[number] > time;) number--
      record[number, ++records[number]] = $0
      next
    }
    $2 == 0 {
      print "SUCCEEDED " $3 " " $4 ($6 == "" ? "" : " because " $6)
      succeeded++
    }
    $2 != 0 {
      found = hinted($1, $5)
      if (found == "") found = hinted($1 + 1, $5)
      print "stopped " $3 " " $4 " " (found == "" ? "- no record" : kind_of(found) " comm=" field(found, "comm"))
      stopped++
    }
    END {
      print "succeeded " succeeded + 0
      print "stopped " stopped + 0
    }
    function hinted(number, hint, i) {
      for (i = 1; i <= records[number]; i++) if (index(record[number, i], hint)) return record[number, i]
      return ""
    }
  ' "$3" "$2" "$4"
}

# When the host was booted, in seconds since 1970. The kernel stamps its records with the time since then, to a few
# milliseconds, and /proc/uptime costs no process.
boot_time() {
  boot_now=$(date +%s.%N)
  read -r boot_uptime _ < /proc/uptime
  awk "BEGIN { printf \"%.2f\\n\", $boot_now - $boot_uptime }"
}

# Records that nobody will see: dropped by the kernel's queue, or by the limit on its own log where no auditd reads.
audit_lost() {
  lost=$(auditctl -s 2> /dev/null | sed -n 's/^lost //p')
  suppressed=$(dmesg | sed -n 's/.*audit[a-z_]*: \([0-9]*\) callbacks suppressed.*/\1/p' | awk '{ n += $1 } END { print n + 0 }')
  echo $((${lost:-0} + suppressed))
}

be_root_on_a_lab_host() {
  if [ "$(id -u)" != 0 ] || ! grep -qs '^127.0.0.1 .*lab\.example' /etc/hosts; then
    echo 'cannot run: this is for root on a host of the lab, where it may break things' >&2
    exit 2
  fi
}

# What setup.sh leaves behind, so that the others know whether it has run.
MARK=/var/lib/aa-lab
