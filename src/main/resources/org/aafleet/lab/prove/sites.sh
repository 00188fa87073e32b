#!/bin/sh
# The layout of move.sh, where Apache's virtual hosts enter the hats of their names (mod_apparmor). PHP-FPM's pools are to enter
# profiles of their own by what is applied.
#
#   sites.sh
#
# Needs what move.sh needs, and libapache2-mod-apparmor. Prints nothing but errors. Exit 0, 1 when a step failed, 2 when it
# cannot run here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sh "$here/move.sh"
a2enmod -q apparmor > /dev/null
systemctl restart apache2
