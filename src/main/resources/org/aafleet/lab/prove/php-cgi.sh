#!/bin/sh
# Takes PHP-FPM away from the web servers of a lab host in the default layout: lighttpd starts PHP as a FastCGI server (Debian's
# fastcgi-php), Apache as a CGI program (Debian's php-cgi, its lines uncommented). Run before setup.sh has run or after;
# workload.sh and attacks.sh then treat the pages as the web servers' own.
#
#   php-cgi.sh
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
lighttpd_module disable fastcgi-php-fpm
lighttpd_module enable fastcgi-php
a2disconf -q "php$php-fpm" > /dev/null
a2enmod -q actions cgid > /dev/null
a2enconf -q "php$php-cgi" > /dev/null
sed -i 's/^#\(ScriptAlias\|Action\) /\1 /' "/etc/apache2/conf-available/php$php-cgi.conf"
# From Debian 13 on, systemd keeps lighttpd and what it starts from making code.
echo 'pcre.jit = 0' > "/etc/php/$php/cgi/conf.d/97-aa-lab.ini"
printf '%s\n' APACHE_PHP=cgi LIGHTTPD_PHP=cgi >> "$ENV_FILE"
systemctl restart lighttpd apache2
