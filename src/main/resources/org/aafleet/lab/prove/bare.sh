#!/bin/sh
# Takes the profiles that packages have brought for the five services off a lab host (sid's mariadbd is one, and enforces),
# so that workload.sh and attacks.sh show what the services do without any; and puts them back.
#
#   bare.sh [undo]
#
# Needs: root on a lab host. Prints the files that it disabled or enabled. Exit 0, 1 when a step failed, 2 when it cannot
# run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
policy=/etc/apparmor.d
list=$here/bare.list
if [ "${1-}" = undo ]; then
  while read -r path; do
    rm -f "$policy/disable/${path##*/}"
    apparmor_parser -r "$path"
    echo "$path"
  done < "$list"
else
  mkdir -p "$policy/disable"
  for path in "$policy/mariadbd" "$policy/usr.sbin.mariadbd" "$policy/usr.sbin.mysqld" "$policy/php-fpm" \
    "$policy/usr.sbin.apache2" "$policy/usr.sbin.lighttpd"; do
    if [ -s "$path" ] && [ ! -e "$policy/disable/${path##*/}" ]; then
      apparmor_parser -R "$path" 2> /dev/null || :
      ln -s "$path" "$policy/disable/"
      echo "$path"
    fi
  done > "$list"
  cat "$list"
fi
[ ! -s "$list" ] || systemctl restart mariadb "$fpm" apache2 lighttpd
