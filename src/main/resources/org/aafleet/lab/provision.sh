#!/bin/sh
# Makes the site of a lab host ready, once, on the first boot of its image, and fails unless every page works.
# What it leaves running is what every lab host wakes up with.
set -eu

mysql <<'SQL'
CREATE DATABASE notes CHARACTER SET utf8mb4;
CREATE TABLE notes.note (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(200) NOT NULL);
INSERT INTO notes.note (text) VALUES ('confined'), ('but not cramped');
CREATE USER notes@localhost IDENTIFIED BY 'lab';
GRANT ALL ON notes.* TO notes@localhost;
SQL

# page PORT PATH TEXT [CURL_OPTION...]: the page must hold the text.
page() {
  url=http://127.0.0.1:$1/$2 text=$3
  shift 3
  answer=$(curl -sS -i --max-time 60 "$@" "$url" 2>&1) || :
  case $answer in
    *"$text"*) ;;
    *)
      printf '%s does not show "%s" but: %s\n' "$url" "$text" "$answer" >&2
      exit 1
      ;;
  esac
}

for port in 80 8080; do
  page "$port" static.html 'A static page'
  page "$port" index.php 'but not cramped'
  page "$port" session.php 'visit 1'
  page "$port" upload.php 'stored' -F file=@/etc/hostname
done
page 80 mail.php 'accepted' -d to=admin
waited=0
until [ -s /var/mail/admin ]; do
  waited=$((waited + 1))
  [ "$waited" -lt 60 ] || { echo 'no mail reached admin' >&2; exit 1; }
  sleep 1
done

rm -f /var/www/html/uploads/* /var/mail/admin /var/lib/php/sessions/sess_*
sync
