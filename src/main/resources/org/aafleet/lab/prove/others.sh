#!/bin/sh
# Puts the profiles that others have written for the five services on a lab host, and enforces them: those of Debian's
# apparmor-profiles, its extras among them, of libapache2-mod-apparmor and of MariaDB.
#
#   others.sh
#
# Needs: root on a lab host without profiles of ours. Prints the files that are loaded, a line each, and
#   refused FILE: MESSAGE       by the host's parser
#   stops UNIT: FILE...         the unit does not start under them; they are disabled, and it runs without
# Exit 0, 1 when a step failed, 2 when it cannot run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
policy=/etc/apparmor.d
package=$(mktemp -d)
trap 'rm -rf "$package"' EXIT
dpkg-deb -x "$PACKAGES"/apparmor-profiles_*.deb "$package"

# Nothing that is there already is replaced.
for directory in abstractions tunables apache2.d; do
  [ ! -d "$package$policy/$directory" ] || cp -an "$package$policy/$directory/." "$policy/$directory/"
done
for file in "$package$policy"/php-fpm "$package"/usr/share/apparmor/extra-profiles/*; do
  case ${file##*/} in
    php-fpm | lighttpd | usr.sbin.lighttpd | postfix-* | usr.lib.postfix.* | usr.sbin.post* | usr.sbin.sendmail.postfix | \
      mariadbd | usr.sbin.mariadbd | usr.sbin.mysqld)
      [ -s "$policy/${file##*/}" ] || cp "$file" "$policy/${file##*/}"
      ;;
  esac
done
# mod_apparmor is what its profile of Apache is made for.
rm -f "$policy/disable/usr.sbin.apache2"
a2enmod -q apparmor > /dev/null

for file in "$policy"/php-fpm "$policy"/lighttpd "$policy"/usr.sbin.* "$policy"/postfix-* "$policy"/usr.lib.postfix.* \
  "$policy"/mariadbd; do
  # MariaDB's is a comment where it confines nothing.
  if [ ! -f "$file" ] || ! grep -q '^[^#]*{' "$file"; then continue; fi
  sed -i -e 's/flags=(complain) *//' -e 's/complain, *//' -e 's/, *complain//' "$file"
  if said=$(apparmor_parser -r "$file" 2>&1); then echo "$file"; else echo "refused $file: $(echo "$said" | tail -n 1)"; fi
done

restart_under() { # UNIT FILE...: of which there may be none
  if systemctl restart "$1" 2> /dev/null; then return; fi
  stopped=$1 stopping=
  shift
  mkdir -p "$policy/disable"
  for file; do
    [ -f "$file" ] || continue
    apparmor_parser -R "$file" 2> /dev/null || :
    ln -sf "$file" "$policy/disable/"
    stopping="$stopping $file"
  done
  echo "stops $stopped:$stopping"
  systemctl reset-failed "$stopped"
  systemctl restart "$stopped"
}

restart_under mariadb "$policy"/mariadbd "$policy"/usr.sbin.mariadbd "$policy"/usr.sbin.mysqld
restart_under "$fpm" "$policy"/php-fpm
restart_under apache2 "$policy"/usr.sbin.apache2
restart_under lighttpd "$policy"/lighttpd "$policy"/usr.sbin.lighttpd
restart_under postfix "$policy"/postfix-* "$policy"/usr.lib.postfix.* "$policy"/usr.sbin.post* "$policy"/usr.sbin.sendmail*
