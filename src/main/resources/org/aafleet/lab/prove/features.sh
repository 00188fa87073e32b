#!/bin/sh
# Turns on, on a lab host in the default layout, what only some sites have: WebDAV, piped logs, caches, homes and statistics on
# the web servers; a chroot, limits and a log of slow requests in PHP-FPM; TLS, PAM, encrypted tables and a Galera cluster of two
# nodes in MariaDB; authentication and tables in databases in Postfix. more.sh does the work of them.
#
#   features.sh
#
# Needs: root on a lab host in the default layout. Prints nothing but errors. Exit 0, 1 when a step failed, 2 when it cannot
# run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
[ "$LAYOUT" = default ] || exit 0
# Where the release has the sockets of the database server.
MYSQL_RUN=$(dirname "$(/usr/sbin/mariadbd --print-defaults | tr ' ' '\n' | sed -n 's/^--socket=//p' | tail -n 1)")

homes() {
  install -d -o ops -g ops /home/ops/public_html
  echo 'a page of a user' > /home/ops/public_html/page.txt
  chmod o+x /home/ops
}

lighttpd_conf() {
  install -d -o www-data -g www-data "$DAV/lighttpd" /var/lib/aa-rrd
  cat > /etc/lighttpd/conf-available/40-aa-features.conf << CONF
server.modules += ( "mod_webdav", "mod_deflate", "mod_userdir", "mod_rrdtool" )
alias.url += ( "/dav" => "$DAV/lighttpd/files" )
\$HTTP["url"] =~ "^/dav(\$|/)" {
  webdav.activate = "enable"
  webdav.is-readonly = "disable"
  webdav.sqlite-db-name = "$DAV/lighttpd/locks.db"
}
deflate.cache-dir = "/var/cache/lighttpd/compress/"
deflate.mimetypes = ( "text/plain" )
userdir.path = "public_html"
userdir.include-user = ( "ops" )
rrdtool.binary = "/usr/bin/rrdtool"
rrdtool.db-name = "/var/lib/aa-rrd/lighttpd.rrd"
\$SERVER["socket"] == ":81" {
  accesslog.filename = "|/usr/bin/rotatelogs $LIGHTTPD_LOG/piped.log 86400"
  fastcgi.server = ( "/jail.php" => (( "socket" => "/run/php/jail.sock", "docroot" => "/", "check-local" => "disable" )) )
}
CONF
  install -d -o www-data -g www-data "$DAV/lighttpd/files"
  lighttpd_module enable aa-features
}

apache_conf() {
  install -d -o www-data -g www-data "$DAV/apache"
  cat > /etc/apache2/conf-available/aa-features.conf << CONF
Alias /dav $DAV/apache
<Directory $DAV/apache>
  Dav On
  Require all granted
</Directory>
CacheEnable disk /app
CacheHeader on
GlobalLog "|/usr/bin/rotatelogs $APACHE_LOG/piped.log 86400" combined
CONF
  a2enmod -q dav dav_fs dav_lock userdir cache cache_disk > /dev/null 2>&1
  a2enconf -q aa-features > /dev/null
}

php_conf() {
  install -d -o www-data -g www-data /srv/jail /srv/jail/tmp
  cat > /srv/jail/jail.php << 'PAGE'
<?php
if (isset($_GET['slow'])) sleep((int) $_GET['slow']);
session_save_path('/tmp');
session_start();
$_SESSION['n'] = ($_SESSION['n'] ?? 0) + 1;
file_put_contents('/tmp/file', 'x');
echo 'in jail ', getcwd(), ' ', $_SESSION['n'], ' ', filesize('/tmp/file'), ' ', posix_getrlimit()['soft openfiles'];
PAGE
  cat > "/etc/php/$php/fpm/pool.d/jail.conf" << POOL
[jail]
user = www-data
group = www-data
listen = /run/php/jail.sock
listen.owner = www-data
listen.group = www-data
pm = static
pm.max_children = 1
chroot = /srv/jail
chdir = /
process.priority = -5
rlimit_files = 600000
rlimit_core = unlimited
slowlog = /var/log/php$php-fpm-slow.log
request_slowlog_timeout = 1
POOL
}

database_conf() {
  tls=/etc/aa-mysql
  install -d -o mysql -g mysql -m 750 "$tls" /var/log/mysql
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -keyout "$tls/key.pem" -out "$tls/cert.pem" 2> /dev/null
  printf '1;%s\n' "$(openssl rand -hex 32)" > "$tls/keys"
  chown -R mysql: "$tls"
  galera=$(find /usr/lib -name libgalera_smm.so | head -n 1)
  cat > /etc/mysql/mariadb.conf.d/98-aa-features.cnf << CNF
[mariadbd]
ssl_cert = $tls/cert.pem
ssl_key = $tls/key.pem
plugin_load_add = file_key_management
file_key_management_filename = $tls/keys
slow_query_log = ON
binlog_format = ROW
innodb_autoinc_lock_mode = 2
wsrep_on = ON
wsrep_provider = $galera
wsrep_cluster_address = gcomm://
wsrep_node_address = 127.0.0.1
wsrep_sst_method = mariabackup
wsrep_sst_auth = transfer:lab

[mariadbd.second]
port = 3307
socket = $MYSQL_RUN/second.sock
pid_file = $MYSQL_RUN/second.pid
datadir = /var/lib/mysql-second
log_error = /var/log/mysql/second.log
wsrep_cluster_address = gcomm://127.0.0.1:4567
wsrep_node_address = 127.0.0.1:5567
wsrep_provider_options = "gmcast.listen_addr=tcp://127.0.0.1:5567;ist.recv_addr=127.0.0.1:5568"
wsrep_sst_receive_address = 127.0.0.1:5444
CNF
  install -d -o mysql -g mysql -m 750 /var/lib/mysql-second
  # The template unit is not made for the server's usual group suffix.
  mkdir -p /etc/systemd/system/mariadb@second.service.d
  printf '[Service]\nTimeoutStartSec=10min\n' > /etc/systemd/system/mariadb@second.service.d/lab.conf
  cat > /etc/pam.d/mariadb << 'PAM'
auth required pam_unix.so
account required pam_unix.so
PAM
  systemctl daemon-reload
  let_mariadb_listen
  let_mariadb_reach '/var/lib/mysql-second/{,**} rwk,' '/var/log/mysql/{,**} rwk,' '/etc/aa-mysql/{,**} r,' \
    "$MYSQL_RUN/* rw,"
  systemctl restart mariadb
  mariadb << 'SQL'
INSTALL SONAME 'auth_pam';
CREATE USER ops@localhost IDENTIFIED VIA pam USING 'mariadb';
CREATE USER transfer@localhost IDENTIFIED BY 'lab';
GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.* TO transfer@localhost;
CREATE DATABASE aa_mail;
CREATE TABLE aa_mail.alias (name VARCHAR(80) PRIMARY KEY, target VARCHAR(80));
INSERT INTO aa_mail.alias VALUES ('by-database@lab.example', 'admin@lab.example');
GRANT SELECT ON aa_mail.* TO aa_mail@localhost IDENTIFIED BY 'lab';
SQL
  systemctl start mariadb@second
  # From now on whichever starts again joins the other.
  sed -i 's|^wsrep_cluster_address = gcomm://$|&127.0.0.1:5567|' /etc/mysql/mariadb.conf.d/98-aa-features.cnf
}

mail_conf() {
  mkdir -p /etc/postfix/sasl
  printf 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n' > /etc/postfix/sasl/smtpd.conf
  echo lab | saslpasswd2 -p -c -u lab.example ops
  # Where Debian's smtpd looks for it.
  install -D -m 640 -g postfix /etc/sasldb2 "$MAIL_QUEUE/etc/sasldb2"
  cat > /etc/postfix/aa-aliases.cf << CF
hosts = unix:$MYSQL_RUN/mysqld.sock
user = aa_mail
password = lab
dbname = aa_mail
query = SELECT target FROM alias WHERE name = '%s'
CF
  chgrp postfix /etc/postfix/aa-aliases.cf
  chmod 640 /etc/postfix/aa-aliases.cf
  postconf -e 'smtpd_sasl_auth_enable = yes' 'smtpd_sasl_local_domain = lab.example' \
    'virtual_alias_maps = proxy:mysql:/etc/postfix/aa-aliases.cf'
}

homes
lighttpd_conf
apache_conf
php_conf
database_conf
mail_conf
printf '%s\n' LAYOUT=features "MYSQL_RUN=$MYSQL_RUN" >> "$ENV_FILE"
systemctl restart "$fpm" lighttpd apache2 postfix
