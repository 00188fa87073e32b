#!/bin/sh
# Puts the profiles that others have written for the five services on a lab host, and enforces them: those of Debian's
# apparmor-profiles, its extras among them, of libapache2-mod-apparmor and of MariaDB.
#
#   others.sh
#
# Needs: root on a lab host without profiles of ours. Prints the files that are loaded, and those that the host's parser
# refuses. Exit 0, 1 when a step failed, 2 when it cannot run here.
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
a2enmod -q apparmor

for file in "$policy"/php-fpm "$policy"/lighttpd "$policy"/usr.sbin.* "$policy"/postfix-* "$policy"/usr.lib.postfix.* \
  "$policy"/mariadbd; do
  # MariaDB's is a comment where it confines nothing.
  if [ ! -f "$file" ] || ! grep -q '^[^#]*{' "$file"; then continue; fi
  sed -i -e 's/flags=(complain) *//' -e 's/complain, *//' -e 's/, *complain//' "$file"
  if said=$(apparmor_parser -r "$file" 2>&1); then echo "$file"; else echo "refused $file: $(echo "$said" | tail -n 1)"; fi
done
systemctl restart mariadb "$fpm" apache2 lighttpd postfix
