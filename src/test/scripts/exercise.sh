#!/bin/sh
# Exercises the five services of a lab host with everything that they ordinarily do.
#
#   exercise.sh [lighttpd] [apache] [php-fpm] [php-cli] [mysql] [postfix]        (default: all)
#
# Runs as root on a lab host: lighttpd on port 80 and Apache on 8080 with the document root /var/www/html, PHP-FPM,
# MariaDB and Postfix as Debian sets them up. Prints "ok NAME" or "FAIL NAME: output"; exit 1 when anything failed.
# It restarts the services, and takes back what it changes.
# shellcheck disable=SC2317 # functions are called by name, through step
set -u
PATH=$PATH:/usr/sbin:/sbin
docroot=/var/www/html
site=$docroot/aa-exercise
writable=${WRITABLE:-/var/lib/php/writable}
files=/var/lib/mysql-files
user=${MAIL_USER:-admin}
for directory in /etc/php/*/fpm; do php=$(basename "$(dirname "$directory")"); done
fpm=php$php-fpm
work=$(mktemp -d)
failed=0

# With a state of its own: the host's daily rotation may run at the same time.
rotate() { logrotate -s /var/lib/logrotate/exercise -f "$1"; }

step() { # NAME COMMAND...
  name=$1
  shift
  if output=$("$@" 2>&1); then
    echo "ok $name"
  else
    echo "FAIL $name: $(printf '%s' "$output" | tail -n 5 | tr '\n' '|')"
    failed=1
  fi
}

# The lab is emulated: what takes a moment elsewhere may take seconds.
eventually() { # COMMAND...
  tries=0
  until "$@" > /dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 40 ] || { "$@"; return; }
    sleep 0.5
  done
}

has() { # TEXT COMMAND...
  text=$1
  shift
  got=$("$@" 2>&1)
  case $got in *"$text"*) ;; *) echo "no '$text' in: $got"; return 1 ;; esac
}

get() { curl -sS --max-time 60 "$@"; }
status() { get -o /dev/null -w '%{http_code}' "$1"; }

prepare() {
  mkdir -p "$site/list" "$writable" "$files"
  chown www-data: "$writable"
  chown mysql: "$files"
  echo static > "$site/static.txt"
  : > "$site/list/entry"
  head -c 1500000 /dev/zero | tr '\0' x > "$site/big.bin"
  cat > "$site/page.php" << PHP
<?php
error_reporting(E_ALL);
set_error_handler(function (\$n, \$text) { http_response_code(500); die("error: \$text"); });
\$dir = '$writable';
switch (\$_GET['do']) {
case 'hello': echo 'hello from ', PHP_SAPI; break;
case 'session': session_start(); \$_SESSION['n'] = (\$_SESSION['n'] ?? 0) + 1; echo 'n=', \$_SESSION['n']; break;
case 'upload': move_uploaded_file(\$_FILES['f']['tmp_name'], "\$dir/up"); echo filesize("\$dir/up"); unlink("\$dir/up"); break;
case 'body': echo strlen(file_get_contents('php://input')); break;
case 'temporary':
  \$name = tempnam(sys_get_temp_dir(), 'aa'); file_put_contents(\$name, 'temporary', LOCK_EX);
  echo file_get_contents(\$name); unlink(\$name); fwrite(tmpfile(), 'x'); fwrite(fopen('php://temp/maxmemory:1', 'w'), 'xx'); break;
case 'write':
  file_put_contents("\$dir/a", 'written', LOCK_EX); mkdir("\$dir/d"); rename("\$dir/a", "\$dir/d/b"); touch("\$dir/d/b");
  chmod("\$dir/d/b", 0600); echo file_get_contents("\$dir/d/b"), count(scandir(__DIR__)) > 2 ? '' : 'no list';
  unlink("\$dir/d/b"); rmdir("\$dir/d"); break;
case 'mail': echo mail('$user', 'aa-exercise ' . \$_GET['subject'], 'text') ? 'sent' : 'not sent'; break;
case 'socket': case 'tcp':
  \$db = new mysqli(\$_GET['do'] === 'tcp' ? '127.0.0.1' : 'localhost', 'aa_exercise', 'aa', 'aa_exercise');
  \$db->query('INSERT INTO words VALUES (NULL, "word")'); echo \$db->query('SELECT word FROM words')->fetch_row()[0]; break;
case 'resolve': echo gethostbyname('localhost'), gethostbyname('no.such.invalid'); break;
case 'fetch': echo file_get_contents('http://localhost/aa-exercise/static.txt'); break;
case 'log': error_log('aa-exercise'); syslog(LOG_INFO, 'aa-exercise'); echo 'logged'; break;
case 'random': echo strlen(random_bytes(8)), strlen(bin2hex(openssl_random_pseudo_bytes(8))), date_default_timezone_get(); break;
case 'info': phpinfo(); break;
}
PHP
  mariadb << 'SQL'
CREATE DATABASE IF NOT EXISTS aa_exercise;
CREATE TABLE IF NOT EXISTS aa_exercise.words (id INT AUTO_INCREMENT PRIMARY KEY, word VARCHAR(20));
GRANT ALL ON aa_exercise.* TO aa_exercise@localhost IDENTIFIED BY 'aa';
GRANT ALL ON aa_exercise.* TO aa_exercise@'127.0.0.1' IDENTIFIED BY 'aa';
SQL
}

clean_up() {
  rm -rf "$site" "$work" /etc/cron.d/aa-exercise /tmp/aa-exercise.* "$files"/aa-*
  mariadb -e 'DROP DATABASE IF EXISTS aa_exercise; DROP USER IF EXISTS aa_exercise@localhost, aa_exercise@"127.0.0.1"' \
    2> /dev/null
}

web_server() { # NAME URL
  step "$1 static file" has static get "$2/static.txt"
  step "$1 range of a file" has xxxxx get -r 0-4 "$2/big.bin"
  step "$1 big file" eventually has 1500000 get -o /dev/null -w '%{size_download}' "$2/big.bin"
  step "$1 missing file" has 404 status "$2/none"
  step "$1 redirect to a directory" has 301 status "$2/list"
  step "$1 PHP page" has 'hello from fpm' get "$2/page.php?do=hello"
  step "$1 PHP upload" has 1500000 get -F "f=@$site/big.bin" "$2/page.php?do=upload"
  step "$1 PHP request body" has 1500000 get --data-binary "@$site/big.bin" "$2/page.php?do=body"
  step "$1 PHP and database" has word get "$2/page.php?do=socket"
}

alive() { # UNIT URL
  systemctl is-active --quiet "$1" && eventually has static get "$2/static.txt"
}

exercise_lighttpd() {
  url=http://localhost:80/aa-exercise
  step 'lighttpd restart' systemctl restart lighttpd
  step 'lighttpd answers' alive lighttpd "$url"
  web_server lighttpd "$url"
  step 'lighttpd configuration test' lighttpd -tt -f /etc/lighttpd/lighttpd.conf
  step 'lighttpd configuration test prints' has document-root lighttpd -p -f /etc/lighttpd/lighttpd.conf
  step 'lighttpd reload' systemctl reload lighttpd
  step 'lighttpd answers after reload' alive lighttpd "$url"
  step 'lighttpd log rotation' rotate /etc/logrotate.d/lighttpd
  step 'lighttpd answers after log rotation' alive lighttpd "$url"
  step 'lighttpd writes the new log' eventually grep -q aa-exercise /var/log/lighttpd/access.log
  step 'lighttpd stop' systemctl stop lighttpd
  step 'lighttpd start' systemctl start lighttpd
  step 'lighttpd answers after start' alive lighttpd "$url"
}

exercise_apache() {
  url=http://localhost:8080/aa-exercise
  step 'apache restart' systemctl restart apache2
  step 'apache answers' alive apache2 "$url"
  web_server apache "$url"
  step 'apache directory list' has entry get "$url/list/"
  step 'apache status page' has 'Server uptime' get http://localhost:8080/server-status
  step 'apache configuration test' has 'Syntax OK' apache2ctl configtest
  step 'apache shows virtual hosts' has 8080 apache2ctl -S
  step 'apache shows modules' has proxy_fcgi apache2ctl -M
  step 'apache graceful restart' apache2ctl graceful
  step 'apache answers after graceful restart' alive apache2 "$url"
  step 'apache reload' systemctl reload apache2
  step 'apache answers after reload' alive apache2 "$url"
  step 'apache log rotation' rotate /etc/logrotate.d/apache2
  step 'apache answers after log rotation' alive apache2 "$url"
  step 'apache writes the new log' eventually grep -q aa-exercise /var/log/apache2/access.log
  step 'apache stop' systemctl stop apache2
  step 'apache start' systemctl start apache2
  step 'apache answers after start' alive apache2 "$url"
}

page() { get -b "$work/jar" -c "$work/jar" "http://localhost/aa-exercise/page.php?do=$1"; }

mailbox_has() { grep -qs "$1" "/var/mail/$user"; }

exercise_php_fpm() {
  step 'php-fpm configuration test' "php-fpm$php" -t
  step 'php-fpm restart' systemctl restart "$fpm"
  step 'php-fpm answers' eventually has 'hello from fpm' page hello
  step 'php-fpm session starts' has n=1 page session
  step 'php-fpm session lasts' has n=2 page session
  step 'php-fpm temporary files' has temporary page temporary
  step 'php-fpm writes where it may' has written page write
  step 'php-fpm database socket' has word page socket
  step 'php-fpm database over TCP' has word page tcp
  step 'php-fpm resolves names' has no.such.invalid page resolve
  step 'php-fpm fetches a page' has static page fetch
  step 'php-fpm logs' has logged page log
  step 'php-fpm random and time' has 816 page random
  step 'php-fpm phpinfo' has 'PHP Version' page info
  step 'php-fpm mail' has sent page "mail&subject=fpm$$"
  step 'php-fpm mail arrives' eventually mailbox_has "aa-exercise fpm$$"
  step 'php-fpm reload' systemctl reload "$fpm"
  step 'php-fpm answers after reload' eventually has 'hello from fpm' page hello
  step 'php-fpm log rotation' rotate "/etc/logrotate.d/$fpm"
  step 'php-fpm answers after log rotation' eventually has 'hello from fpm' page hello
  step 'php-fpm stop' systemctl stop "$fpm"
  step 'php-fpm start' systemctl start "$fpm"
  step 'php-fpm answers after start' eventually has 'hello from fpm' page hello
}

php_stdin() { echo '<?php echo 6 * 7;' | php; }
php_to_file() { php -r 'echo "redirected";' > /tmp/aa-exercise.out && cat /tmp/aa-exercise.out; }

cron_ran() { has 'from cron' cat /tmp/aa-exercise.cron; }

exercise_php_cli() {
  # shellcheck disable=SC2016 # PHP's variables, not the shell's
  {
    step 'php-cli version' has cli php -v
    step 'php-cli modules' has mysqli php -m
    step 'php-cli checks syntax' has 'No syntax errors' php -l "$site/page.php"
    step 'php-cli script on standard input' has 42 php_stdin
    step 'php-cli output into a file' has redirected php_to_file
    step 'php-cli script of the site' has aa-exercise php -r "echo implode(' ', scandir('$docroot'));"
    step 'php-cli temporary file' php -r '$f = tempnam("/tmp", "aa"); exit(file_put_contents($f, 1) && unlink($f) ? 0 : 1);'
    step 'php-cli writes where it may' php -r "exit(file_put_contents('$writable/cli', 1) && unlink('$writable/cli') ? 0 : 1);"
    step 'php-cli database' has word php -r '$db = new mysqli("localhost", "aa_exercise", "aa", "aa_exercise");
      $db->query("INSERT INTO words VALUES (NULL, \"word\")"); echo $db->query("SELECT word FROM words")->fetch_row()[0];'
    step 'php-cli mail' php -r "exit(mail('$user', 'aa-exercise cli$$', 'text') ? 0 : 1);"
  }
  step 'php-cli mail arrives' eventually mailbox_has "aa-exercise cli$$"
  step 'php-cli session clean-up' systemctl start phpsessionclean
  echo "* * * * * www-data php -r 'echo \"from cron\";' > /tmp/aa-exercise.cron 2>&1" > /etc/cron.d/aa-exercise
  # Cron looks at its tables once a minute.
  tries=0
  while [ "$tries" -lt 90 ] && ! cron_ran > /dev/null 2>&1; do tries=$((tries + 1)); sleep 1; done
  step 'php-cli cron job' cron_ran
  rm -f /etc/cron.d/aa-exercise
}

sql() { mariadb --batch --skip-column-names aa_exercise -e "$1"; }

exercise_mysql() {
  printf '1\n2\n' > "$files/aa-in"
  chmod 644 "$files/aa-in"
  rm -f "$files/aa-out"
  step 'mysql restart' systemctl restart mariadb
  step 'mysql answers' eventually sql 'SELECT 1'
  step 'mysql tables of all engines' sql 'CREATE OR REPLACE TABLE i (n INT PRIMARY KEY, t TEXT) ENGINE=InnoDB;
    CREATE OR REPLACE TABLE m (n INT) ENGINE=MyISAM; CREATE OR REPLACE TABLE a (n INT) ENGINE=Aria;
    INSERT INTO i VALUES (1, "x"), (2, "y"); INSERT INTO a SELECT n FROM i'
  step 'mysql loads a file' sql "LOAD DATA INFILE '$files/aa-in' INTO TABLE m"
  step 'mysql loads a local file' sql "LOAD DATA LOCAL INFILE '$files/aa-in' INTO TABLE m"
  step 'mysql writes a file' sql "SELECT * FROM m INTO OUTFILE '$files/aa-out'"
  step 'mysql reads a file' has 1 sql "SELECT LOAD_FILE('$files/aa-out')"
  step 'mysql temporary tables' sql 'CREATE TEMPORARY TABLE t ENGINE=InnoDB SELECT * FROM i; CREATE TEMPORARY TABLE u
    ENGINE=Aria SELECT * FROM i; SELECT COUNT(*) FROM t'
  step 'mysql sorts on disk' sql 'SET sort_buffer_size = 1024, tmp_memory_table_size = 1024, max_heap_table_size = 16384;
    SELECT COUNT(*) FROM (SELECT c.*, RAND() r FROM information_schema.columns c ORDER BY r LIMIT 2000) q'
  step 'mysql changes tables' sql 'ALTER TABLE i ADD z INT; CREATE INDEX ix ON i (t(10)); RENAME TABLE m TO mm;
    OPTIMIZE TABLE mm; ANALYZE TABLE i; REPAIR TABLE mm; TRUNCATE a; DROP TABLE mm'
  step 'mysql plugin' sql "INSTALL SONAME 'ha_archive'; CREATE TABLE r (n INT) ENGINE=Archive; INSERT INTO r VALUES (1);
    DROP TABLE r; UNINSTALL SONAME 'ha_archive'"
  step 'mysql logs' sql 'SET GLOBAL slow_query_log = 1, GLOBAL general_log = 1; SELECT SLEEP(0.1); FLUSH LOGS;
    SET GLOBAL slow_query_log = 0, GLOBAL general_log = 0'
  step 'mysql status' sql 'SHOW ENGINE InnoDB STATUS; SHOW GLOBAL VARIABLES; SHOW GLOBAL STATUS; SHOW PROCESSLIST'
  step 'mysql dump' has 'Dump completed' mysqldump --all-databases
  step 'mysql check' mariadb-check --databases mysql aa_exercise
  step 'mysql upgrade' mariadb-upgrade --force
  step 'mysql administration' mariadb-admin ping
  step 'mysql log rotation' rotate /etc/logrotate.d/mariadb
  step 'mysql stop' systemctl stop mariadb
  step 'mysql start' systemctl start mariadb
  step 'mysql keeps its data' has 2 sql 'SELECT COUNT(*) FROM i'
}

send() { printf 'Subject: aa-exercise %s\n\ntext\n' "$1" | sendmail "$user"; }

smtp() {
  printf 'Subject: aa-exercise %s\r\n\r\ntext\r\n' "$1" > "$work/message"
  get -v --mail-from "$user@localhost" --mail-rcpt "$user@localhost" --upload-file "$work/message" smtp://127.0.0.1
}

starttls() { openssl s_client -starttls smtp -connect 127.0.0.1:25 -brief < /dev/null; }

postmap_tables() {
  echo 'aa-alias admin' > /etc/postfix/aa-exercise && postmap /etc/postfix/aa-exercise &&
    has admin postmap -q aa-alias hash:/etc/postfix/aa-exercise
  result=$?
  rm -f /etc/postfix/aa-exercise /etc/postfix/aa-exercise.db
  return "$result"
}

change_parameter() {
  old=$(postconf -h smtpd_banner) && postconf -e 'smtpd_banner = aa-exercise' && has aa-exercise postconf smtpd_banner &&
    postconf -e "smtpd_banner = $old"
}

postconf_to_file() { postconf -n > /root/aa-exercise.out && has smtpd_banner cat /root/aa-exercise.out; }

mail_while_down() {
  systemctl stop 'postfix@*' && send "down$$" && has maildrop find /var/spool/postfix/maildrop -type f -size +0 &&
    for message in /var/spool/postfix/maildrop/*; do has 'ENVELOPE' postcat "$message" || return; done
}

hold_and_release() {
  sendmail -f "$user" nobody@nowhere.invalid < /dev/null
  postsuper -h ALL && postsuper -H ALL && postsuper -r ALL && postsuper -s
}

postfix_runs() { postfix status; }

exercise_postfix() {
  step 'postfix check' postfix check
  step 'postfix restart' systemctl restart postfix
  step 'postfix runs' eventually postfix_runs
  step 'postfix sendmail' send "first$$"
  step 'postfix delivers' eventually mailbox_has "aa-exercise first$$"
  step 'postfix mail of a user' su "$user" -c "printf 'Subject: aa-exercise user$$\n\ntext\n' | /usr/sbin/sendmail $user"
  step 'postfix delivers mail of a user' eventually mailbox_has "aa-exercise user$$"
  if command -v mail > /dev/null; then
    echo text > "$work/letter"
    step 'postfix mail command' mail -s "aa-exercise mail$$" "$user" < "$work/letter"
    step 'postfix delivers mail of the command' eventually mailbox_has "aa-exercise mail$$"
  fi
  step 'postfix smtp' has 'queued as' smtp "smtp$$"
  step 'postfix delivers mail of smtp' eventually mailbox_has "aa-exercise smtp$$"
  step 'postfix starttls' has TLSv1 starttls
  printf 'Subject: x\n\ntext\n' | sendmail -f "$user" "no-such-user$$@localhost"
  step 'postfix bounces' eventually mailbox_has "no-such-user$$"
  step 'postfix queue' mailq
  step 'postfix queue as JSON' postqueue -j
  step 'postfix flush' postqueue -f
  step 'postfix hold and release' hold_and_release
  step 'postfix aliases' newaliases
  step 'postfix tables' postmap_tables
  step 'postfix change of a parameter' change_parameter
  step 'postfix parameters into a file' postconf_to_file
  rm -f /root/aa-exercise.out
  step 'postfix postkick' postkick public pickup W
  step 'postfix postlog' postlog -t aa-exercise hello
  step 'postfix reload' systemctl reload postfix
  step 'postfix runs after reload' eventually postfix_runs
  step 'postfix mail while stopped' mail_while_down
  step 'postfix start' systemctl start 'postfix@-'
  step 'postfix delivers what waited' eventually mailbox_has "aa-exercise down$$"
  step 'postfix mail log rotation' rotate /etc/logrotate.d/rsyslog
  postsuper -d ALL deferred > /dev/null 2>&1
}

[ $# -gt 0 ] || set -- lighttpd apache php-fpm php-cli mysql postfix
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
if ! output=$(prepare 2>&1); then
  echo "FAIL prepare: $output"
  exit 1
fi
for service; do
  case $service in
    lighttpd) exercise_lighttpd ;;
    apache) exercise_apache ;;
    php-fpm) exercise_php_fpm ;;
    php-cli) exercise_php_cli ;;
    mysql) exercise_mysql ;;
    postfix) exercise_postfix ;;
    *) step "$service" false ;;
  esac
done
exit $failed
