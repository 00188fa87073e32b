#!/bin/sh
# Puts PHP inside Apache (libapache2-mod-php, with the prefork module) on a lab host in the default layout; lighttpd keeps
# PHP-FPM. Run before setup.sh has run or after; workload.sh and attacks.sh then treat Apache's pages as Apache's own.
#
#   mod-php.sh
#
# Needs: root on a lab host in the default layout. Prints nothing but errors. Exit 0, 1 when a step failed, 2 when it cannot
# run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
[ "$APACHE_PHP" = fpm ] || exit 0
[ "$LAYOUT" = default ] || { echo 'cannot run: this host has been moved' >&2; exit 2; }
a2disconf -q "php$php-fpm" > /dev/null
a2dismod -q mpm_event > /dev/null
a2enmod -q mpm_prefork "php$php" > /dev/null
echo 'APACHE_PHP=module' >> "$ENV_FILE"
systemctl restart apache2
