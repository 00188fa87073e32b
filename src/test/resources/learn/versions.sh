#!/bin/sh
# A PHP application on a lab host, which uses files that no default profile tells of, under names that differ from host to host
# as they do in a fleet: by host name, PHP's version, date, UUID, random and process; then uses it.
set -eu
php=$(php -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
day=2026-11-$(hostname | cksum | cut -c 1 | sed 's/^/1/')
mkdir -p "/srv/$(hostname)" "/opt/php/$php" "/srv/releases/$day" /srv/uploads /srv/spool /srv/common /usr/lib/x86_64-linux-gnu/site
echo 'currency = EUR' > "/srv/$(hostname)/settings.ini"
echo 'memory = 1' > "/opt/php/$php/site.ini"
echo 'A release' > "/srv/releases/$day/about.txt"
echo 'A word' > /srv/common/words.txt
echo 'A library' > /usr/lib/x86_64-linux-gnu/site/about.txt
chown www-data /srv/uploads /srv/spool
cat > /var/www/html/versions.php << END
<?php
\$uuid = vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex(random_bytes(16)), 4));
foreach (['/srv/$(hostname)/settings.ini', '/opt/php/$php/site.ini', '/srv/releases/$day/about.txt', '/srv/common/words.txt',
    '/usr/lib/x86_64-linux-gnu/site/about.txt', '/proc/self/limits'] as \$file) {
    file_get_contents(\$file) or die(\$file);
}
file_put_contents("/srv/uploads/\$uuid.bin", 'x') or die('uploads');
unlink(tempnam('/srv/spool', 'job'));
echo trim(shell_exec('/usr/bin/id -un')), " is well\n";
END
for visit in 1 2 3; do
  got=$(curl -sS --max-time 120 http://127.0.0.1/versions.php 2>&1)
  echo "visit $visit: $got"
done
