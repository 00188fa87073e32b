#!/bin/sh
# Upgrades the packages of the five services on a lab host to versions that differ in a number and in their configuration
# files: the maintainers' scripts run as for any upgrade, and dpkg's questions are answered by default. Where a package has
# a file for a profile of its own with nothing in it, as MariaDB's had until sid, the next version puts a profile in.
#
#   upgrade.sh
#
# Needs: root on a lab host. Prints "brought PATH" for each such profile, and what is wrong afterwards: a package that is not
# whole, a service that is down, a file of ours that is not as it was. Exit 0, 1 when something is wrong, 2 when it cannot
# run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
complaint() {
  echo "$1"
  wrong=1
}

ours() { find /etc/apparmor.d/aa-fleet* /etc/apparmor.d/disable ! -type d -exec ls -l {} + -exec cksum {} + 2> /dev/null; }

own_profile() { # PATH
  if ! grep -q '^[^#]*{' "$tree$1"; then
    printf 'profile mariadbd /usr/sbin/mariadbd flags=(complain) {\n}\n' >> "$tree$1"
    echo "brought $1"
  fi
}

next_text() { # PATH COMMENT_SIGN
  [ ! -f "$tree$1" ] || echo "$2 The next version." >> "$tree$1"
}

next_version() { # DEB: of one made of the same files
  tree=$work/tree
  rm -rf "$tree"
  dpkg-deb -R "$1" "$tree"
  sed -i 's/^Version: .*/&+lab1/' "$tree/DEBIAN/control"
  if [ -f "$tree/DEBIAN/conffiles" ]; then
    while read -r path; do
      case $path in
        /etc/apparmor.d/*mariadbd) own_profile "$path" ;;
        /etc/php/*.conf | *.ini) next_text "$path" ';' ;;
        *.conf | *.cnf | /etc/default/*) next_text "$path" '#' ;;
      esac
    done < "$tree/DEBIAN/conffiles"
  fi
  rm -f "$tree/DEBIAN/md5sums"
  dpkg-deb -b -Znone "$tree" "$work/${1##*/}" > /dev/null
}

before=$(ours)
for deb in "$PACKAGES"/*.deb; do
  case $deb in
    */apparmor-profiles_*) ;;
    *) next_version "$deb" ;;
  esac
done
if ! DEBIAN_FRONTEND=noninteractive dpkg -i --force-confdef "$work"/*.deb < /dev/null > "$work/log" 2>&1; then
  complaint "dpkg failed: $(tail -n 5 "$work/log" | tr '\n' '|')"
fi
broken=$(dpkg --audit)
[ -z "$broken" ] || complaint "dpkg --audit: $(echo "$broken" | tr '\n' ' ')"
for deb in "$work"/*.deb; do
  name=$(dpkg-deb -f "$deb" Package)
  [ "$(dpkg-query -W -f '${Version}' "$name")" = "$(dpkg-deb -f "$deb" Version)" ] || complaint "$name was not upgraded"
done
for unit in lighttpd apache2 "$fpm" mariadb postfix; do
  eventually systemctl --quiet is-active "$unit" || complaint "$unit is down"
done
[ "$before" = "$(ours)" ] || complaint 'a file of ours is not as it was'
exit $wrong
