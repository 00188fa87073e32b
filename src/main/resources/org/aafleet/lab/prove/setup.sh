#!/bin/sh
# Sets up what the workload and the attacks use on a lab host: the application, https and CGI on both web servers,
# tables, a pipe command, a policy service and a mail filter for Postfix. Run before a profile is loaded, as a site
# would be; workload.sh and attacks.sh run it themselves on a host that lacks it. A second run does nothing.
#
#   setup.sh
#
# Needs: root on a lab host; the directory app/ beside it; the layout in /etc/aa-lab.env if there is one.
# Prints nothing but errors. Exit 0, 1 when a step failed, 2 when it cannot run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
[ ! -e "$MARK/done" ] || exit 0
mkdir -p "$MARK" "$MAIL_COMMANDS"

application() { # SITE DIRECTORY USER
  mkdir -p "$2/app/list" "$PHP_DATA/$1"
  cp "$here"/app/*.php "$2/app"
  echo static | tee "$2/app/static.txt" > "$2/app/members.txt"
  : > "$2/app/list/entry"
  head -c 1500000 /dev/zero | tr '\0' x > "$2/app/data.bin"
  cat > "$2/app/config.php" << CONFIG
<?php
return ['site' => '$1', 'data' => '$PHP_DATA/$1', 'mail' => '$MAIL_USER', 'database' => 'aa_lab',
    'http' => 'http://localhost', 'https' => 'https://localhost'];
CONFIG
  chown -R root: "$2/app"
  chmod -R u=rwX,go=rX "$2/app"
  chown -R "$3:" "$PHP_DATA/$1"
}

interpreter() {
  for sapi in fpm cli cgi apache2; do
    [ -d "/etc/php/$php/$sapi" ] || continue
    cat > "/etc/php/$php/$sapi/conf.d/98-aa-lab.ini" << INI
opcache.file_cache = $PHP_CACHE
opcache.revalidate_freq = 0
INI
  done
  mkdir -p "$PHP_CACHE"
  # One cache for the pools of several users.
  chown "$SHOP_USER:" "$PHP_CACHE"
  [ -z "$SITES" ] || chmod 1777 "$PHP_CACHE"
}

cgi_programs() {
  mkdir -p "$CGI"
  cat > "$CGI/aa-lab.sh" << 'PROGRAM'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
echo "cgi of $REQUEST_METHOD $QUERY_STRING"
[ "$REQUEST_METHOD" != POST ] || cat
PROGRAM
  cat > "$CGI/aa-lab.pl" << 'PROGRAM'
#!/usr/bin/perl
use strict;
use Socket;
print "Content-Type: text/plain\r\n\r\nperl in cgi\n";
PROGRAM
  chmod 755 "$CGI"/aa-lab.*
}

lighttpd_conf() {
  cat > /etc/lighttpd/conf-available/30-aa-lab.conf << CONF
server.modules += ( "mod_openssl" )
\$SERVER["socket"] == ":443" {
  ssl.engine = "enable"
  ssl.pemfile = "$TLS"
}
CONF
  lighttpd_module enable cgi aa-lab
}

apache_conf() {
  sed -i 's/\bListen 443$/Listen 8443/' /etc/apache2/ports.conf
  cat > /etc/apache2/sites-available/aa-lab.conf << CONF
<VirtualHost *:8443>
  DocumentRoot $DOCROOT
  SSLEngine on
  SSLCertificateFile $TLS
  ErrorLog \${APACHE_LOG_DIR}/ssl-error.log
  CustomLog \${APACHE_LOG_DIR}/ssl-access.log combined
</VirtualHost>
CONF
  a2enmod -q ssl cgid status > /dev/null
  a2ensite -q aa-lab > /dev/null
}

tables() {
  mkdir -p "$MYSQL_FILES"
  chown mysql: "$MYSQL_FILES"
  mariadb << 'SQL'
CREATE DATABASE IF NOT EXISTS aa_lab CHARACTER SET utf8mb4;
CREATE TABLE IF NOT EXISTS aa_lab.word (id INT AUTO_INCREMENT PRIMARY KEY, word VARCHAR(40), picture MEDIUMBLOB);
CREATE TABLE IF NOT EXISTS aa_lab.job (id INT AUTO_INCREMENT PRIMARY KEY, subject VARCHAR(80),
  state VARCHAR(200) DEFAULT 'new', made TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
GRANT ALL ON aa_lab.* TO aa_lab@localhost IDENTIFIED BY 'lab';
GRANT ALL ON aa_lab.* TO aa_lab@'127.0.0.1' IDENTIFIED BY 'lab';
SQL
}

# A pipe command and a policy service as sites have them, and a mail filter that Postfix's spawn starts.
mail_programs() {
  cat > "$MAIL_COMMANDS/pipe" << 'PROGRAM'
#!/bin/sh
# Takes a mail that pipe(8) delivers, and counts its lines.
lines=0
while read -r _; do lines=$((lines + 1)); done
[ "$lines" -gt 0 ]
PROGRAM
  cat > "$MAIL_COMMANDS/policy" << 'PROGRAM'
#!/bin/sh
# A policy service (SMTPD_POLICY_README): has nothing against anybody.
while read -r line; do
  [ -n "$line" ] || printf 'action=dunno\n\n'
done
PROGRAM
  cp "$here/milter.pl" "$MAIL_COMMANDS/milter"
  chmod 755 "$MAIL_COMMANDS"/*
}

mail_conf() {
  type=$(postconf -h default_database_type)
  more_aliases=
  [ "$LAYOUT" != features ] || more_aliases=' proxy:mysql:/etc/postfix/aa-aliases.cf'
  mkdir -p "$MAIL_MAPS" "$MAIL_SPOOL/vhosts"
  getent passwd vmail > /dev/null || useradd --system --home-dir "$MAIL_SPOOL/vhosts" --shell /usr/sbin/nologin vmail
  chown vmail: "$MAIL_SPOOL/vhosts"
  printf '%s\n' 'pipe.example aa-pipe:' 'sink.example discard:' > "$MAIL_MAPS/aa-transport"
  echo 'one@virtual.example one/' > "$MAIL_MAPS/aa-mailboxes"
  echo "other@lab.example $MAIL_USER@lab.example" > "$MAIL_MAPS/aa-virtual"
  for map in aa-transport aa-mailboxes aa-virtual; do
    postmap "$type:$MAIL_MAPS/$map"
  done
  postconf -M "aa-pipe/unix=aa-pipe unix - n n - 1 pipe flags=R user=nobody argv=$MAIL_COMMANDS/pipe \${recipient}" \
    "aa-policy/unix=aa-policy unix - n n - 0 spawn user=nobody argv=$MAIL_COMMANDS/policy" \
    "aa-milter/unix=aa-milter unix - n n - 0 spawn user=nobody argv=$MAIL_COMMANDS/milter"
  postconf -e "transport_maps = $type:$MAIL_MAPS/aa-transport" "virtual_alias_maps = $type:$MAIL_MAPS/aa-virtual$more_aliases" \
    'virtual_mailbox_domains = virtual.example' "virtual_mailbox_maps = $type:$MAIL_MAPS/aa-mailboxes" \
    "virtual_mailbox_base = $MAIL_SPOOL/vhosts" "virtual_uid_maps = static:$(id -u vmail)" \
    "virtual_gid_maps = static:$(id -g vmail)" \
    'smtpd_recipient_restrictions = check_policy_service unix:private/aa-policy, permit_mynetworks, reject' \
    'smtpd_milters = unix:private/aa-milter' 'milter_default_action = accept' 'recipient_delimiter = +' \
    "smtpd_tls_cert_file = $TLS" "smtpd_tls_key_file = $TLS" 'smtpd_tls_security_level = may' \
    'aa-pipe_destination_recipient_limit = 1'
}

jobs() {
  cat > /etc/systemd/system/aa-lab-worker.service << UNIT
[Unit]
Description=Queue worker of the shop
After=mariadb.service
[Service]
User=$SHOP_USER
ExecStart=$PHP $DOCROOT/app/worker.php
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
  echo "* * * * * $SHOP_USER $PHP $DOCROOT/app/cron.php > /dev/null" > /etc/cron.d/aa-lab
  systemctl daemon-reload
  systemctl --quiet enable aa-lab-worker
}

new_certificate
application shop "$DOCROOT" "$SHOP_USER"
for site in $SITES; do
  host=${site%%:*} rest=${site#*:}
  application "${host%%.*}" "${rest%%:*}" "${rest#*:}"
done
interpreter
cgi_programs
lighttpd_conf
apache_conf
tables
mail_programs
mail_conf
jobs
systemctl restart "$fpm" lighttpd apache2 postfix aa-lab-worker
touch "$MARK/done"
