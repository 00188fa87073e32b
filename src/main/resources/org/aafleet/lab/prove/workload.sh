#!/bin/sh
# Does on a lab host everything that its services ordinarily do, and what administrators do with them: the proof that a
# profile does not stand in anybody's way.
#
#   workload.sh [lighttpd] [apache] [php-fpm] [php-cli] [mysql] [postfix]        (default: all)
#
# Needs: root on a lab host; the files beside it; the layout in /etc/aa-lab.env, which move.sh writes, or the default.
# Restarts the services, and takes back what it changes. Other services than the named ones are used, not administered.
# Prints, a line each:
#   ok SERVICE STEP
#   FAIL SERVICE STEP: OUTPUT
#   DENIED operation=O profile=P name=N mask=M … comm=C (COUNT)    each kind of AppArmor's denials since the start
#   denied N                                                       all of them
#   lost N                                                         records that the kernel dropped since the start
# Exit 0 when no step failed, whatever was denied; 1 when one did; 2 when it cannot run here.
# shellcheck disable=SC2317,SC2329 # functions are called by name, through step
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
# shellcheck source-path=SCRIPTDIR source=more.sh
. "$here/more.sh"
be_root_on_a_lab_host
work=$(mktemp -d)
failed=0
service=

step() { # STEP COMMAND...
  step=$1
  shift
  if output=$("$@" 2>&1 < /dev/null); then
    echo "ok $service $step"
  else
    echo "FAIL $service $step: $(printf '%s' "$output" | tail -n 6 | tr '\n\r' '| ' | cut -c 1-600)"
    failed=1
  fi
}

# What only some sites have: see features.sh.
more() { # SERVICE [URL]
  [ "$LAYOUT" = features ] || return 0
  more=$1
  shift
  "more_$more" "$@"
}

clean_up() {
  rm -rf "$work" "$MYSQL_FILES"/aa-* "$PHP_DATA/aa-cli"
  mariadb -e 'DROP DATABASE IF EXISTS aa_admin' 2> /dev/null
}

# With a state of its own: the host's daily rotation may run at the same time.
rotate() { # NAME...: the first of these configurations that there is
  for rotated; do
    [ -e "/etc/logrotate.d/$rotated" ] || continue
    logrotate -s "$work/logrotate" -f "/etc/logrotate.d/$rotated"
    return
  done
  echo "no such configuration: $*"
  return 1
}

http_status() { get -o /dev/null -w '%{http_code}' "$1"; }

served_certificate() { # PORT
  openssl s_client -connect "localhost:$1" -servername localhost 2> /dev/null < /dev/null | openssl x509 -noout -fingerprint
}

renew_certificate() { # UNIT PORT
  new_certificate && systemctl reload "$1" &&
    eventually has "$(openssl x509 -noout -fingerprint -in "$TLS")" served_certificate "$2"
}

# ---- both web servers

web_server() { # HTTP HTTPS SAPI
  step 'static file' has static get "$1/app/static.txt"
  step 'range of a file' has xxxxx get -r 0-4 "$1/app/data.bin"
  step 'big file' has 1500000 get -o /dev/null -w '%{size_download}' "$1/app/data.bin"
  step 'missing file' has 404 http_status "$1/app/none"
  step 'redirect to a directory' has 301 http_status "$1/app/list"
  step 'PHP page' has "hello from $3" get "$1/app/index.php"
  step 'PHP upload' has '1500000 ' get -F "f=@$DOCROOT/app/data.bin" "$1/app/index.php?do=upload"
  step 'PHP request body' has 1500000 get --data-binary "@$DOCROOT/app/data.bin" "$1/app/index.php?do=body"
  step 'PHP download' has 1500000 get -o /dev/null -w '%{size_download}' "$1/app/index.php?do=download"
  step 'PHP and database' has word get "$1/app/index.php?do=socket"
  step 'https' has static get "$2/app/static.txt"
  step 'https PHP page' has "hello from $3" get "$2/app/index.php"
  step 'CGI shell script' has 'cgi of GET x=1' get "$1/cgi-bin/aa-lab.sh?x=1"
  step 'CGI with a request body' has 'the body' get -d 'the body' "$1/cgi-bin/aa-lab.sh"
  step 'CGI perl script' has 'perl in cgi' get "$1/cgi-bin/aa-lab.pl"
  for site in $SITES; do
    host=${site%%:*}
    step "static file of $host" has static get -H "Host: $host" "$1/app/static.txt"
    step "page for members of $host" has static get -u member:lab -H "Host: $host" "$1/app/members.txt"
    step "PHP page of $host" has "site ${host%%.*} as ${site##*:}" get -H "Host: $host" "$1/app/index.php?do=site"
  done
}

alive() { # UNIT URL
  systemctl is-active --quiet "$1" && eventually has static get "$2/app/static.txt"
}

work_lighttpd() {
  url=http://localhost:80
  step restart systemctl restart lighttpd
  step 'answers' alive lighttpd "$url"
  sapi=fpm
  [ "$LIGHTTPD_PHP" = fpm ] || sapi=cgi-fcgi
  web_server "$url" https://localhost:443 "$sapi"
  [ "$LIGHTTPD_PHP" = fpm ] || application "$url" "$sapi" lighttpd
  more lighttpd "$url"
  step 'configuration test' lighttpd -tt -f /etc/lighttpd/lighttpd.conf
  step 'configuration test prints' has document-root lighttpd -p -f /etc/lighttpd/lighttpd.conf
  step reload systemctl reload lighttpd
  step 'answers after reload' alive lighttpd "$url"
  step 'certificate renewal' renew_certificate lighttpd 443
  step 'log rotation' rotate lighttpd
  step 'answers after log rotation' alive lighttpd "$url"
  step 'writes the new log' eventually grep -q static "$LIGHTTPD_LOG/access.log"
}

work_apache() {
  url=http://localhost:8080
  step restart systemctl restart apache2
  step 'answers' alive apache2 "$url"
  case $APACHE_PHP in
    module) sapi=apache2handler ;;
    cgi) sapi=cgi-fcgi ;;
    *) sapi=fpm ;;
  esac
  web_server "$url" https://localhost:8443 "$sapi"
  [ "$APACHE_PHP" = fpm ] || application "$url" "$sapi" apache2
  more apache "$url"
  step 'directory list' has entry get "$url/app/list/"
  step 'status page' has 'Server uptime' get "$url/server-status"
  step 'configuration test' has 'Syntax OK' apache2ctl configtest
  step 'shows virtual hosts' has 8080 apache2ctl -S
  step 'shows modules' has proxy_fcgi apache2ctl -M
  step 'graceful restart' apache2ctl graceful
  step 'answers after graceful restart' alive apache2 "$url"
  step reload systemctl reload apache2
  step 'answers after reload' alive apache2 "$url"
  step 'certificate renewal' renew_certificate apache2 8443
  step 'log rotation' rotate apache2
  step 'answers after log rotation' alive apache2 "$url"
  step 'writes the new log' eventually grep -q static "$APACHE_LOG/access.log"
}

# ---- PHP

mailbox_has() { grep -qs "$1" "$MAIL_SPOOL/$MAIL_USER"; }

page() { get -b "$work/jar" -c "$work/jar" "$front/app/index.php?do=$1"; }

application() { # URL SAPI UNIT: of the web server in front, and of what PHP is in
  front=$1
  rm -f "$work/jar"
  step 'answers from PHP' eventually has "hello from $2" page hello
  step 'session starts' has n=1 page session
  step 'session lasts' has n=2 page session
  step 'session ends' has 'logged out' page logout
  step 'temporary files' has temporaryx page temporary
  step 'writes where it may' has written3 page write
  step 'lists its files' has actions.php page list
  step 'locks a file' has 'locked 4097' page lock
  step 'database by socket' has word page socket
  step 'database by TCP' has 'by tcp' page tcp
  step 'database transaction' has 'Größe 70000' page transaction
  step PDF has %PDF- page pdf
  step archive has '2 files 6' page zip
  step names has no.such.invalid page names
  step 'fetches a page' has static page fetch
  step 'fetches a page by https' has static page https
  step 'fetches a page with curl' has static page curl
  step 'reads the certificates that it trusts' has trusted page trust
  step cryptography has 'verified=1' page crypto
  step 'locale and time zones' has ' zones ' page locale
  step 'asks about processor and memory' has limits page processor
  step 'socket pair' has 'through a pair' page pair
  step 'socket that listens' has heard page listen
  step 'UDP socket' has sent page udp
  step 'text and numbers' has 2 page xml
  step logs has logged page log
  step phpinfo has 'PHP Version' page info
  step opcache has compiled page opcache
  step 'mail by SMTP' has '250' page "smtp&subject=$3smtp$$"
  step 'mail by SMTP arrives' eventually mailbox_has "aa-lab $3smtp$$"
  # postdrop gets no group from a process that gains no privileges.
  case $(systemctl show -p NoNewPrivileges "$3") in *=yes) return ;; esac
  step mail has sent page "mail&subject=$3$$"
  step 'mail arrives' eventually mailbox_has "aa-lab $3$$"
}

work_php_fpm() {
  step 'configuration test' "php-fpm$php" -t
  step 'configuration test prints' has pm "php-fpm$php" -tt
  step restart systemctl restart "$fpm"
  [ "$LIGHTTPD_PHP" != fpm ] || application http://localhost fpm "$fpm"
  more php_fpm
  step reload systemctl reload "$fpm"
  [ "$LIGHTTPD_PHP" != fpm ] || step 'answers after reload' eventually has 'hello from fpm' page hello
  step 'log rotation' rotate "$fpm"
  [ "$LIGHTTPD_PHP" != fpm ] || step 'answers after log rotation' eventually has 'hello from fpm' page hello
}

php_stdin() { echo '<?php echo 6 * 7;' | $PHP; }
php_to_file() { $PHP -r 'echo "redirected";' > /tmp/aa-workload.out && cat /tmp/aa-workload.out && rm /tmp/aa-workload.out; }
as_user() { su -s /bin/sh "$SHOP_USER" -c "$1"; }

work_php_cli() {
  step version has cli $PHP -v
  step modules has mysqli $PHP -m
  step configuration has 'Loaded Configuration' $PHP -i
  step 'checks syntax' has 'No syntax errors' $PHP -l "$DOCROOT/app/index.php"
  step 'script on standard input' has 42 php_stdin
  step 'output into a file' has redirected php_to_file
  # shellcheck disable=SC2016 # PHP's variables, not the shell's
  step 'temporary file' $PHP -r '$f = tempnam(sys_get_temp_dir(), "aa"); exit(file_put_contents($f, 1) && unlink($f) ? 0 : 1);'
  step 'writes where it may' $PHP -r "exit(file_put_contents('$PHP_DATA/aa-cli', 1) && unlink('$PHP_DATA/aa-cli') ? 0 : 1);"
  step mail $PHP -r "exit(mail('$MAIL_USER', 'aa-lab cli$$', 'text') ? 0 : 1);"
  step 'mail arrives' eventually mailbox_has "aa-lab cli$$"
  step 'job by hand' has words as_user "$PHP $DOCROOT/app/cron.php"
  step 'daemon restarts' systemctl restart aa-lab-worker
  step 'daemon is given work' has queued get "http://localhost/app/index.php?do=enqueue&subject=job$$"
  step 'daemon has worked' eventually has 'done' get "http://localhost/app/index.php?do=job&subject=job$$"
  step 'daemon sends mail' eventually mailbox_has "aa-lab job$$"
  step 'daemon stops' systemctl stop aa-lab-worker
  step 'daemon starts' systemctl start aa-lab-worker
  step 'session clean-up' systemctl start phpsessionclean
  more php_cli
}

# Cron looks at its tables once a minute: the other steps come first.
cron_job_has_run() {
  waited=0
  until [ -n "$(find "$PHP_DATA/shop/cron.done" -newer "$work/start" 2> /dev/null)" ]; do
    waited=$((waited + 1))
    [ "$waited" -lt 90 ] || { echo 'no sign of it after 90 seconds'; return 1; }
    sleep 1
  done
}

# ---- MySQL

sql() { mariadb --batch --skip-column-names aa_admin -e "$1"; }
dump_and_load() {
  mysqldump --single-transaction --all-databases > "$work/dump.sql" && has 'Dump completed' tail -n 1 "$work/dump.sql" &&
    mysqldump aa_admin > "$work/one.sql" && mariadb aa_admin < "$work/one.sql"
}
backup() { mariadb-backup --backup --user=root --target-dir="$work/backup" --use-memory=16M; }
prepare_backup() { has completed mariadb-backup --prepare --target-dir="$work/backup" --use-memory=16M; }

work_mysql() {
  mariadb -e 'CREATE DATABASE IF NOT EXISTS aa_admin'
  printf '1\n2\n' > "$MYSQL_FILES/aa-in"
  chmod 644 "$MYSQL_FILES/aa-in"
  rm -f "$MYSQL_FILES/aa-out"
  step 'answers by TCP' has 1 mariadb -h 127.0.0.1 -u aa_lab -plab -e 'SELECT 1'
  step 'tables of all engines' sql 'CREATE OR REPLACE TABLE i (n INT PRIMARY KEY, t TEXT) ENGINE=InnoDB;
    CREATE OR REPLACE TABLE m (n INT) ENGINE=MyISAM; CREATE OR REPLACE TABLE a (n INT) ENGINE=Aria;
    INSERT INTO i VALUES (1, "x"), (2, "y"); INSERT INTO a SELECT n FROM i'
  step 'loads a file' sql "LOAD DATA INFILE '$MYSQL_FILES/aa-in' INTO TABLE m"
  step 'loads a local file' sql "LOAD DATA LOCAL INFILE '$MYSQL_FILES/aa-in' INTO TABLE m"
  step 'writes a file' sql "SELECT * FROM m INTO OUTFILE '$MYSQL_FILES/aa-out'"
  step 'reads a file' has 1 sql "SELECT LOAD_FILE('$MYSQL_FILES/aa-out')"
  step 'temporary tables' sql 'CREATE TEMPORARY TABLE t ENGINE=InnoDB SELECT * FROM i; CREATE TEMPORARY TABLE u
    ENGINE=Aria SELECT * FROM i; SELECT COUNT(*) FROM t'
  step 'sorts on disk' sql 'SET sort_buffer_size = 1024, tmp_memory_table_size = 1024, max_heap_table_size = 16384;
    SELECT COUNT(*) FROM (SELECT a.seq, RAND() r, REPEAT("x", 200) t FROM seq_1_to_4000 a ORDER BY r LIMIT 3000) q'
  step 'changes tables' sql 'ALTER TABLE i ADD z INT; CREATE INDEX ix ON i (t(10)); RENAME TABLE m TO mm;
    OPTIMIZE TABLE mm; ANALYZE TABLE i; REPAIR TABLE mm; TRUNCATE a; DROP TABLE mm'
  step 'partitions, full text and triggers' sql 'CREATE OR REPLACE TABLE p (n INT) PARTITION BY HASH (n) PARTITIONS 2;
    CREATE OR REPLACE TABLE f (t TEXT, FULLTEXT (t)); CREATE TRIGGER g BEFORE INSERT ON p FOR EACH ROW SET NEW.n = 1;
    CREATE OR REPLACE VIEW v AS SELECT 1; INSERT INTO p VALUES (7); DROP TABLE p, f; DROP VIEW v'
  step 'events' sql 'SET GLOBAL event_scheduler = 1; CREATE EVENT e ON SCHEDULE AT NOW() DO SELECT 1;
    SET GLOBAL event_scheduler = 0; DROP EVENT IF EXISTS e'
  step plugin sql "INSTALL SONAME 'ha_archive'; CREATE TABLE r (n INT) ENGINE=Archive; INSERT INTO r VALUES (1);
    DROP TABLE r; UNINSTALL SONAME 'ha_archive'"
  step logs sql 'SET GLOBAL slow_query_log = 1, GLOBAL general_log = 1; SELECT SLEEP(0.1); FLUSH LOGS;
    SET GLOBAL slow_query_log = 0, GLOBAL general_log = 0'
  step status sql 'SHOW ENGINE InnoDB STATUS; SHOW GLOBAL VARIABLES; SHOW GLOBAL STATUS; SHOW PROCESSLIST'
  step 'users' sql "CREATE OR REPLACE USER aa_admin@localhost IDENTIFIED BY 'x'; GRANT SELECT ON aa_admin.* TO
    aa_admin@localhost; FLUSH PRIVILEGES; DROP USER aa_admin@localhost"
  step 'dump and load' dump_and_load
  step backup backup
  step 'backup is prepared' prepare_backup
  rm -rf "$work/backup"
  step check mariadb-check --databases mysql aa_admin
  step upgrade mariadb-upgrade --upgrade-system-tables
  step 'administration' mariadb-admin ping
  more mysql
  step 'log rotation' rotate mariadb mysql-server mariadb-server
  step stop systemctl stop mariadb
  step start systemctl start mariadb
  step 'keeps its data' has 2 sql 'SELECT COUNT(*) FROM i'
}

# ---- Postfix

send() { printf 'Subject: aa-lab %s\n\ntext\n' "$1" | sendmail "$MAIL_USER"; }

smtp() { # SUBJECT [RECIPIENT]
  printf 'Subject: aa-lab %s\r\n\r\ntext\r\n' "$1" > "$work/message"
  get -v --mail-from "$MAIL_USER@localhost" --mail-rcpt "${2:-$MAIL_USER@localhost}" --upload-file "$work/message" \
    smtp://127.0.0.1
}

mail_command() { echo text | mail -s "aa-lab mail$$" "$MAIL_USER"; }
starttls() { openssl s_client -starttls smtp -connect 127.0.0.1:25 -brief < /dev/null; }

tables() {
  type=$(postconf -h default_database_type)
  echo "aa-alias $MAIL_USER" > "$MAIL_MAPS/aa-workload" && postmap "$type:$MAIL_MAPS/aa-workload" &&
    has "$MAIL_USER" postmap -q aa-alias "$type:$MAIL_MAPS/aa-workload"
  result=$?
  rm -f "$MAIL_MAPS/aa-workload" "$MAIL_MAPS"/aa-workload.*
  return "$result"
}

change_parameter() {
  old=$(postconf -h smtpd_banner) && postconf -e 'smtpd_banner = aa-lab' && has aa-lab postconf smtpd_banner &&
    postconf -e "smtpd_banner = $old"
}

postconf_to_file() { postconf -n > /root/aa-workload.out && has mydestination cat /root/aa-workload.out && rm /root/aa-workload.out; }

mail_while_down() {
  systemctl stop 'postfix@*' postfix && send "down$$" && has maildrop find "$MAIL_QUEUE/maildrop" -type f -size +0 &&
    for message in "$MAIL_QUEUE"/maildrop/*; do has 'ENVELOPE' postcat "$message" || return; done
}

hold_and_release() {
  sendmail -f "$MAIL_USER" nobody@nowhere.invalid < /dev/null
  postsuper -h ALL && postsuper -H ALL && postsuper -r ALL && postsuper -s
}

piped() { # ID: pipe(8) has delivered the mail to that recipient
  grep -a "to=<$1@pipe.example>" /var/log/mail.log | grep -q 'status=sent'
}

forwarded() {
  home=$(getent passwd ops | cut -d : -f 6)
  printf '%s/Maildir/\n' "$home" > "$home/.forward" && chown ops: "$home/.forward" &&
    printf 'Subject: aa-lab forward%s\n\ntext\n' $$ | sendmail ops &&
    eventually grep -rqs "aa-lab forward$$" "$home/Maildir"
  result=$?
  rm -rf "$home/.forward" "$home/Maildir"
  return "$result"
}

# The daemon hangs up as soon as it is awake, which postkick may learn from SIGPIPE.
wake_a_daemon() { postkick public pickup W || [ $? = 141 ]; }

virtual_mailbox_has() { grep -rqs "$1" "$MAIL_SPOOL/vhosts/one"; }
postfix_runs() { postfix status; }

work_postfix() {
  step check postfix check
  step runs postfix_runs
  step sendmail send "first$$"
  step delivers eventually mailbox_has "aa-lab first$$"
  step 'mail of a user' su "$MAIL_USER" -c "printf 'Subject: aa-lab user$$\n\ntext\n' | /usr/sbin/sendmail $MAIL_USER"
  step 'delivers mail of a user' eventually mailbox_has "aa-lab user$$"
  if command -v mail > /dev/null; then
    step 'mail command' mail_command
    step 'delivers mail of the command' eventually mailbox_has "aa-lab mail$$"
  fi
  step 'SMTP with policy service and mail filter' has 'queued as' smtp "smtp$$"
  step 'delivers mail of SMTP' eventually mailbox_has "aa-lab smtp$$"
  step 'STARTTLS' has TLSv1 starttls
  step 'mail for a pipe command' has 'queued as' smtp "pipe$$" "p$$@pipe.example"
  step 'pipe command takes it' eventually piped "p$$"
  step 'mail for a virtual mailbox' has 'queued as' smtp "virtual$$" one@virtual.example
  step 'delivers to the virtual mailbox' eventually virtual_mailbox_has "aa-lab virtual$$"
  step 'mail for an alias' has 'queued as' smtp "other$$" other@lab.example
  step 'delivers to whom the alias says' eventually mailbox_has "aa-lab other$$"
  step 'delivers where .forward says' forwarded
  printf 'Subject: x\n\ntext\n' | sendmail -f "$MAIL_USER" "no-such-user$$@localhost"
  step bounces eventually mailbox_has "no-such-user$$"
  more postfix
  step queue mailq
  step 'queue as JSON' postqueue -j
  step flush postqueue -f
  step 'hold and release' hold_and_release
  step aliases newaliases
  step tables tables
  step 'change of a parameter' change_parameter
  step 'parameters into a file' postconf_to_file
  step postkick wake_a_daemon
  step postlog postlog -t aa-lab hello
  step reload systemctl reload postfix
  step 'runs after reload' eventually postfix_runs
  step 'mail while stopped' mail_while_down
  step start systemctl start postfix
  step 'runs after start' eventually postfix_runs
  step 'delivers what waited' eventually mailbox_has "aa-lab down$$"
  step 'mail log rotation' rotate rsyslog
  postsuper -d ALL deferred > /dev/null 2>&1
}

[ $# -gt 0 ] || eval "set -- $services"
for service; do
  case " $services " in *" $service "*) ;; *) echo "cannot run: no service $service" >&2 && exit 2 ;; esac
done
trap clean_up EXIT
trap 'exit 2' HUP INT TERM
place=$(audit_place)
lost_before=$(audit_lost)
if ! output=$(sh "$here/setup.sh" 2>&1); then
  echo "cannot run: setup.sh failed: $output" >&2
  exit 2
fi
: > "$work/start"
for service; do
  case $service in
    lighttpd) work_lighttpd ;;
    apache) work_apache ;;
    php-fpm) work_php_fpm ;;
    php-cli) work_php_cli ;;
    mysql) work_mysql ;;
    postfix) work_postfix ;;
  esac
done
case " $* " in *' php-cli '*)
  service='php-cli'
  step 'cron job' cron_job_has_run
  ;;
esac
audit_settle
# shellcheck disable=SC2086 # two words
audit_since $place > "$work/denied"
audit_kinds < "$work/denied"
echo "denied $(wc -l < "$work/denied")"
echo "lost $(($(audit_lost) - lost_before))"
exit $failed
