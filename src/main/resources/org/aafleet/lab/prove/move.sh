#!/bin/sh
# Moves everything that a site may move on a lab host away from where Debian has it: document roots, data, sessions,
# temporary files, logs, sockets, certificates, CGI programs, the mail queue and its tables, and the php that jobs use.
# It makes two sites of one, with three pools of PHP-FPM that have users of their own.
#
#   move.sh
#
# Needs: root on a lab host in the default layout; the files beside it. Run it before a profile is loaded, as often as you
# like: a second run does nothing. There is no way back but a reset of the host.
# Writes /etc/aa-lab.env, where workload.sh and attacks.sh look for the layout, and runs setup.sh.
# Prints nothing but errors. Exit 0, 1 when a step failed, 2 when it cannot run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
[ "$LAYOUT" = default ] || exit 0
[ ! -e "$MARK/done" ] || { echo 'cannot run: setup.sh has set the default layout up' >&2; exit 2; }

let_mariadb_listen
systemctl stop lighttpd apache2 "$fpm" mariadb postfix syslog.socket rsyslog
for user in shop blog tools; do
  getent passwd "$user" > /dev/null || useradd --system --home-dir /srv/"$user" --shell /usr/sbin/nologin "$user"
done

old_datadir=$DATADIR
cat > "$ENV_FILE" << 'ENV'
# The layout of this lab host, written by move.sh.
LAYOUT=moved
DOCROOT=/srv/shop
SHOP_USER=shop
SITES='blog.lab.example:/srv/blog:blog tools.lab.example:/srv/tools:tools'
CGI=/srv/cgi
TLS=/srv/tls/lab.pem
LIGHTTPD_LOG=/srv/log/lighttpd
APACHE_LOG=/srv/log/apache2
PHP=/usr/local/bin/php
PHP_SESSIONS=/srv/state/sessions
PHP_UPLOAD=/srv/state/uploads
PHP_TMP=/srv/state/tmp
PHP_CACHE=/srv/state/opcache
DATADIR=/srv/db/data
MYSQL_FILES=/srv/db/files
MAIL_QUEUE=/srv/mail/queue
MAIL_MAPS=/srv/mail/maps
MAIL_SPOOL=/srv/mail/spool
ENV
# shellcheck source=/dev/null
. "$ENV_FILE"

directories() {
  mkdir -p /srv/tls /srv/log /srv/state /srv/db /srv/mail "$PASSWORDS" "$MAIL_MAPS" /srv/blog /srv/tools
  install -d -m 1733 "$PHP_SESSIONS"
  install -d -m 1777 "$PHP_UPLOAD" "$PHP_TMP" "$PHP_CACHE" /srv/state/lighttpd
  install -d -o mysql -g mysql /srv/db/files /srv/db/tmp
  install -d -o www-data -g adm /srv/log/lighttpd
  install -d -g adm /srv/log/apache2 /srv/log/php
  install -d -o mysql -g adm /srv/log/mysql
  # Sockets are in directories of /run that have to be there after a boot.
  cat > /etc/tmpfiles.d/aa-lab.conf << 'CONF'
d /run/aa-pools 0755 root root
d /run/aa-db 0755 mysql root
CONF
  systemd-tmpfiles --create /etc/tmpfiles.d/aa-lab.conf
}

web_sites() {
  cp -a /var/www/html /srv/shop
  for site in shop blog tools; do
    cp -a /var/www/html/static.html "/srv/$site/index.html"
  done
  if [ -d /srv/shop/uploads ]; then chown shop: /srv/shop/uploads; fi
}

php_pools() {
  cp "$(readlink -f /usr/bin/php)" /usr/local/bin/php
  for sapi in fpm cli; do
    cat > "/etc/php/$php/$sapi/conf.d/97-aa-moved.ini" << INI
session.save_path = $PHP_SESSIONS
upload_tmp_dir = $PHP_UPLOAD
sys_temp_dir = $PHP_TMP
mysqli.default_socket = /run/aa-db/mysqld.sock
INI
  done
  sed -i 's|^error_log = .*|error_log = /srv/log/php/fpm.log|' "/etc/php/$php/fpm/php-fpm.conf"
  mv "/etc/php/$php/fpm/pool.d/www.conf" "/etc/php/$php/fpm/pool.d/www.conf.off"
  for pool in shop blog tools; do
    cat > "/etc/php/$php/fpm/pool.d/$pool.conf" << POOL
[$pool]
user = $pool
group = $pool
listen = /run/aa-pools/$pool.sock
listen.owner = www-data
listen.group = www-data
pm = ondemand
pm.max_children = 3
access.log = /srv/log/php/$pool.access.log
php_admin_value[error_log] = /srv/log/php/$pool.error.log
php_admin_flag[log_errors] = on
POOL
    : > "/srv/log/php/$pool.error.log"
    chown "$pool:" "/srv/log/php/$pool.error.log"
  done
  sed -i "s|/var/log/php$php-fpm.log|/srv/log/php/*.log|" "/etc/logrotate.d/$fpm"
}

# Both web servers, from the same list of sites.
sites() { printf '%s\n' shop.lab.example:/srv/shop blog.lab.example:/srv/blog tools.lab.example:/srv/tools; }

lighttpd_conf() {
  lighttpd_module disable fastcgi-php-fpm
  sed -i -e 's|^server.document-root .*|server.document-root = "/srv/shop"|' \
    -e 's|^server.errorlog .*|server.errorlog = "/srv/log/lighttpd/error.log"|' \
    -e 's|^server.upload-dirs .*|server.upload-dirs = ( "/srv/state/lighttpd" )|' /etc/lighttpd/lighttpd.conf
  sed -i 's|/var/log/lighttpd|/srv/log/lighttpd|' /etc/lighttpd/conf-available/10-accesslog.conf /etc/logrotate.d/lighttpd
  sed -i 's|/usr/lib/cgi-bin|/srv/cgi|' /etc/lighttpd/conf-available/10-cgi.conf
  {
    echo 'fastcgi.server = ( ".php" => (( "socket" => "/run/aa-pools/shop.sock", "broken-scriptfilename" => "enable" )) )'
    sites | sed 1d | while IFS=: read -r host root; do
      cat << CONF
\$HTTP["host"] == "$host" {
  server.document-root = "$root"
  fastcgi.server = ( ".php" => (( "socket" => "/run/aa-pools/${host%%.*}.sock", "broken-scriptfilename" => "enable" )) )
}
CONF
    done
  } > /etc/lighttpd/conf-available/20-aa-moved.conf
  lighttpd_module enable fastcgi aa-moved
}

apache_conf() {
  a2disconf -q "php$php-fpm" > /dev/null
  a2dissite -q 000-default > /dev/null
  sed -i 's|/var/log/apache2|/srv/log/apache2|' /etc/apache2/envvars /etc/logrotate.d/apache2
  sed -i 's|/usr/lib/cgi-bin|/srv/cgi|' /etc/apache2/conf-available/serve-cgi-bin.conf
  {
    sites | while IFS=: read -r host root; do
      echo "member:$(openssl passwd -apr1 lab)" > "$PASSWORDS/${host%%.*}"
      cat << CONF
<VirtualHost *:8080>
  ServerName $host
  DocumentRoot $root
  ErrorLog \${APACHE_LOG_DIR}/${host%%.*}-error.log
  CustomLog \${APACHE_LOG_DIR}/access.log combined
  <Location "/app/members.txt">
    AuthType Basic
    AuthName members
    AuthUserFile $PASSWORDS/${host%%.*}
    Require valid-user
  </Location>
</VirtualHost>
<Directory $root>
  Options FollowSymLinks Indexes
  Require all granted
  <FilesMatch "\\.php\$">
    SetHandler "proxy:unix:/run/aa-pools/${host%%.*}.sock|fcgi://${host%%.*}"
  </FilesMatch>
</Directory>
CONF
    done
  } > /etc/apache2/sites-available/000-aa-moved.conf
  a2ensite -q 000-aa-moved > /dev/null
}

database() {
  mv "$old_datadir" "$DATADIR"
  cat > /etc/mysql/mariadb.conf.d/99-aa-moved.cnf << CNF
[client-server]
socket = /run/aa-db/mysqld.sock
[mariadbd]
datadir = $DATADIR
tmpdir = /srv/db/tmp
secure_file_priv = $MYSQL_FILES
log_bin = /srv/log/mysql/binlog
log_error = /srv/log/mysql/error.log
general_log_file = /srv/log/mysql/general.log
slow_query_log_file = /srv/log/mysql/slow.log
CNF
  let_mariadb_reach '/srv/{db,log/mysql}/{,**} rwk,' '/run/aa-db/* rw,'
  # Clients that are told to read nothing else, such as those of the log rotation.
  if [ -e /etc/mysql/debian.cnf ]; then
    sed -i -e '/^socket/d' -e '/^\[client\]/a socket = /run/aa-db/mysqld.sock' /etc/mysql/debian.cnf
  fi
  for rotated in mariadb mysql-server; do
    [ ! -e "/etc/logrotate.d/$rotated" ] || sed -i 's|/var/log/mysql|/srv/log/mysql|g; s|'"$old_datadir"'|/srv/db/data|g' \
      "/etc/logrotate.d/$rotated"
  done
}

mail_system() {
  mv /var/spool/postfix "$MAIL_QUEUE"
  mv /var/lib/postfix /srv/mail/state
  mv /var/mail "$MAIL_SPOOL"
  sed 's|^postmaster:|postmaster:|' /etc/aliases > "$MAIL_MAPS/aliases"
  type=$(postconf -h default_database_type)
  postconf -e "queue_directory = $MAIL_QUEUE" 'data_directory = /srv/mail/state' "mail_spool_directory = $MAIL_SPOOL" \
    "alias_maps = $type:$MAIL_MAPS/aliases" "alias_database = $type:$MAIL_MAPS/aliases"
  postalias "$type:$MAIL_MAPS/aliases"
  # The log of daemons in the chroot.
  sed -i "s|/var/spool/postfix|$MAIL_QUEUE|" /etc/rsyslog.d/postfix.conf
}

directories
web_sites
php_pools
lighttpd_conf
apache_conf
database
mail_system
systemctl start rsyslog mariadb "$fpm"
sh "$here/setup.sh"
