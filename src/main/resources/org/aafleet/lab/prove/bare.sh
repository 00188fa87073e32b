#!/bin/sh
# Takes the profiles that packages have brought for the five services off a lab host (sid's mariadbd is one, and enforces),
# so that workload.sh and attacks.sh show what the services do without any. A baseline only: reset the host before you
# apply a playbook to it.
#
#   bare.sh
#
# Needs: root on a lab host. Prints the files that it disabled. Exit 0, 1 when a step failed, 2 when it cannot run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
mkdir -p /etc/apparmor.d/disable
for file in mariadbd usr.sbin.mariadbd usr.sbin.mysqld php-fpm usr.sbin.apache2 usr.sbin.lighttpd; do
  path=/etc/apparmor.d/$file
  if [ -s "$path" ] && [ ! -e "/etc/apparmor.d/disable/$file" ]; then
    apparmor_parser -R "$path" 2> /dev/null || :
    ln -s "$path" /etc/apparmor.d/disable/
    echo "$path"
  fi
done
systemctl restart mariadb "$fpm" apache2 lighttpd
