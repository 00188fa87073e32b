#!/bin/sh
# Read by workload.sh in the layout of features.sh: the work of what only some sites have, by service.
# shellcheck disable=SC2154,SC2317,SC2329 # the variables and step are those of workload.sh, which calls the functions by name

dav() { get -w ' %{http_code}' "$@"; }

# shellcheck disable=SC2016 # XML
web_dav() { # URL
  set -- "${1%:80}"
  lock='<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>'
  step 'WebDAV: upload' has 201 dav -T "$DOCROOT/app/static.txt" "$1/dav/small"
  step 'WebDAV: big upload' has 201 dav -T "$DOCROOT/app/data.bin" "$1/dav/big"
  step 'WebDAV: replaces' has 204 dav -T "$DOCROOT/app/data.bin" "$1/dav/big"
  step 'WebDAV: reads' has 1500000 get -o /dev/null -w '%{size_download}' "$1/dav/big"
  step 'WebDAV: collection' has 201 dav -X MKCOL "$1/dav/directory"
  step 'WebDAV: moves' has 201 dav -X MOVE -H "Destination: $1/dav/directory/moved" "$1/dav/small"
  step 'WebDAV: copies' has 201 dav -X COPY -H "Destination: $1/dav/copied" "$1/dav/directory/moved"
  step 'WebDAV: lists' has 'directory/moved' get -X PROPFIND -H 'Depth: 1' "$1/dav/directory/"
  step 'WebDAV: locks' has locktoken get -X LOCK -H 'Content-Type: text/xml' -d "$lock" "$1/dav/copied"
  step 'WebDAV: properties' has ' 20' dav -X PROPPATCH -H 'Content-Type: text/xml' -d '<?xml version="1.0"?>
<propertyupdate xmlns="DAV:" xmlns:l="lab:"><set><prop><l:kind>x</l:kind></prop></set></propertyupdate>' "$1/dav/big"
  step 'WebDAV: removes' has 204 dav -X DELETE "$1/dav/directory/"
}

more_lighttpd() {
  web_dav "$1"
  step 'page of a user' has 'page of a user' get "$1/~ops/page.txt"
  step 'compressed page' has static get --compressed "$1/app/static.txt"
  step 'piped log: request' has static get http://localhost:81/app/static.txt
  step 'piped log: writes' eventually grep -rqs static "$LIGHTTPD_LOG" --include='piped.log*'
  step statistics eventually test -s /var/lib/aa-rrd/lighttpd.rrd
}

more_apache() {
  web_dav "$1"
  step 'page of a user' has 'page of a user' get "$1/~ops/page.txt"
  step 'cached page' has static get "$1/app/static.txt"
  step 'cached page: again' has 'X-Cache: HIT' get -i "$1/app/static.txt"
  step 'piped log: writes' eventually grep -rqs static "$APACHE_LOG" --include='piped.log*'
}

more_php_fpm() {
  step 'chroot and limits' has 'in jail / 1 1 600000' get http://localhost:81/jail.php
  step 'slow request' has 'in jail' get 'http://localhost:81/jail.php?slow=4'
  step 'log of slow requests' eventually grep -q sleep "/var/log/php$php-fpm-slow.log"
}

php_server() {
  su -s /bin/sh root -c "cd $DOCROOT && timeout 20 $PHP -S 127.0.0.1:82" > /dev/null 2>&1 &
  has static eventually_gets http://127.0.0.1:82/app/static.txt
}
eventually_gets() { eventually get -f "$1" && get "$1"; }

as_ops() { su -s /bin/sh ops -c "cd && $1"; }

more_php_cli() {
  echo '<?php file_put_contents("made", "x"); echo "at home";' > /home/ops/script.php
  chown ops: /home/ops/script.php
  step 'script in a home' has 'at home' as_ops "$PHP script.php > out && cat out made"
  step 'web server of PHP' php_server
  rm -f /home/ops/script.php /home/ops/out /home/ops/made
}

second() { mariadb --socket="$MYSQL_RUN/second.sock" --batch --skip-column-names -e "$1"; }
joined() { has Synced second "SHOW STATUS LIKE 'wsrep_local_state_comment'"; }

# Without its data the second node asks the first for all of it.
join_anew() {
  systemctl stop mariadb@second && find /var/lib/mysql-second -mindepth 1 -delete && systemctl start mariadb@second &&
    eventually joined
}

more_mysql() {
  step 'TLS' has TLSv1 mariadb --ssl -h 127.0.0.1 -u aa_lab -plab -e "SHOW STATUS LIKE 'Ssl_version'"
  step 'PAM' has ops mariadb -u ops -plab -e 'SELECT CURRENT_USER()'
  mariadb -e 'DROP TABLE IF EXISTS aa_lab.enc'
  step 'encrypted table' has 1 mariadb aa_lab -e 'CREATE TABLE enc (i INT PRIMARY KEY) ENCRYPTED=YES; INSERT INTO enc VALUES (1);
    SELECT i FROM enc'
  step 'cluster: whole state by mariadb-backup' join_anew
  step 'cluster: replicates' eventually has 1 second 'SELECT COUNT(*) FROM aa_lab.enc'
  mariadb -e "SET GLOBAL wsrep_sst_method = 'rsync'"
  sed -i 's/^wsrep_sst_method = .*/wsrep_sst_method = rsync/' /etc/mysql/mariadb.conf.d/98-aa-features.cnf
  step 'cluster: whole state by rsync' join_anew
  step 'cluster: what was missed' miss_and_join
}

miss_and_join() {
  systemctl stop mariadb@second && mariadb -e 'INSERT INTO aa_lab.enc VALUES (2)' && systemctl start mariadb@second &&
    eventually has 2 second 'SELECT COUNT(*) FROM aa_lab.enc'
}

authenticated() { # SUBJECT
  printf 'Subject: aa-lab %s\r\n\r\ntext\r\n' "$1" > "$work/message"
  get --user ops@lab.example:lab --mail-from ops@lab.example --mail-rcpt "${2:-$MAIL_USER@lab.example}" \
    --upload-file "$work/message" smtp://127.0.0.1 && eventually mailbox_has "aa-lab $1"
}

more_postfix() {
  step 'authentication' authenticated "auth$$"
  step 'alias in a database' authenticated "sql$$" by-database@lab.example
  step 'look-up in a database' has admin postmap -q by-database@lab.example mysql:/etc/postfix/aa-aliases.cf
}
