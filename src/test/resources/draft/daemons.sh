#!/bin/sh
# Three daemons that the catalogue does not have, as a site would set them up: Redis with its append-only file and commands for
# administrators, memcached, and nginx with a document root of its own, a program behind it and a directory that its
# configuration exposes by the classic mistake in "alias".
set -eu

sed -i -e 's/^appendonly .*/appendonly yes/' -e '$a enable-protected-configs yes\nenable-module-command yes' /etc/redis/redis.conf

mkdir -p /srv/www/pages /srv/www/static /srv/www/private
echo 'A page' > /srv/www/pages/index.html
echo 'body {}' > /srv/www/static/style.css
echo 'password = secret' > /srv/www/private/settings.ini
echo '<?php echo "stored ", strlen(file_get_contents("php://input"));' > /srv/www/pages/store.php
rm -f /etc/nginx/sites-enabled/default
fpm=$(find /run/php -name 'php*-fpm.sock' | sort | head -n 1)
cat > /etc/nginx/conf.d/site.conf << END
server {
  listen 8081;
  root /srv/www/pages;
  client_body_buffer_size 8k;
  location /static { alias /srv/www/static/; }
  location ~ [.]php\$ { include fastcgi.conf; fastcgi_pass unix:$fpm; }
}
END
nginx -t -q
systemctl restart redis-server memcached nginx
