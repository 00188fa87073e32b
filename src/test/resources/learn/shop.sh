#!/bin/sh
# A shop on a lab host: PHP behind lighttpd, with MariaDB and Postfix, and of each service one thing that no configuration tells
# of: a settings file, a file that the database reads, one that the web server sends in PHP's place, and a program that a user's
# mail is piped to.
set -eu
mkdir -p /var/www/html/shop /srv/shop/files
cat > /srv/shop/config.ini <<'END'
currency = EUR
END
printf '1,tea\n2,coffee\n' > /srv/shop/import.csv
mkdir -p /srv/shop/bin /home/ops/orders
cat > /srv/shop/bin/order << 'END'
#!/bin/sh
cat > "$HOME/orders/$(date +%s)"
END
chmod 755 /srv/shop/bin/order
echo '"|/srv/shop/bin/order"' > /home/ops/.forward
chown -R ops: /home/ops
echo 'A price list' > /srv/shop/files/prices.txt
chmod -R a+rX /srv/shop
cat > /var/www/html/shop/index.php <<'END'
<?php
// A shop: its settings and its price list lie outside the document root, its goods come as a file that the database reads.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$settings = parse_ini_file('/srv/shop/config.ini') or die('no settings');
switch ($_GET['do'] ?? '') {
    case 'import':
        $db = new mysqli('localhost', 'shop', 'shop', 'shop');
        $db->query("LOAD DATA INFILE '/srv/shop/import.csv' REPLACE INTO TABLE goods FIELDS TERMINATED BY ','");
        echo $db->query('SELECT COUNT(*) AS n FROM goods')->fetch_assoc()['n'], " goods\n";
        break;
    case 'order':
        echo mail('ops', 'An order', 'Tea, please') ? "ordered\n" : "not ordered\n";
        break;
    case 'prices':
        header('X-Sendfile: /srv/shop/files/prices.txt');
        break;
    default:
        echo "all in {$settings['currency']}\n";
}
END
mysql -e "CREATE DATABASE IF NOT EXISTS shop; CREATE TABLE IF NOT EXISTS shop.goods (id INT PRIMARY KEY, name VARCHAR(50)); CREATE USER IF NOT EXISTS shop@localhost IDENTIFIED BY 'shop'; GRANT ALL ON shop.* TO shop@localhost; GRANT FILE ON *.* TO shop@localhost"

sed -i --follow-symlinks 's/"broken-scriptfilename" => "enable"$/"broken-scriptfilename" => "enable", "x-sendfile" => "enable"/' /etc/lighttpd/conf-enabled/15-fastcgi-php-fpm.conf

lighttpd -tt -f /etc/lighttpd/lighttpd.conf
systemctl restart lighttpd
until curl -s -o /dev/null http://127.0.0.1/; do sleep 1; done
