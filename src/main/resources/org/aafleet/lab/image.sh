#!/bin/sh
# Builds the disk of a lab host: a Debian system with its own kernel, AppArmor and the five services.
#
#   image.sh SUITE MIRROR DIR PUBLIC_KEY_FILE
#
# Wants the pages of the web site in DIR/site. Leaves disk.qcow2, vmlinuz, initrd.img and host_keys.pub in DIR.
# Runs as root, because the files of the image belong to many users, and in a mount namespace of its own, so that
# nothing stays mounted below DIR when it is interrupted. Lines that begin with "step" are for the person who waits.
set -eu

step() { printf 'step %s\n' "$*"; }

packages=linux-image-cloud-amd64,initramfs-tools,systemd-sysv,dbus,udev,kmod,mount,iproute2,ca-certificates
packages=$packages,openssh-server,sudo,apparmor,auditd,rsyslog,cron,logrotate,curl,busybox,dash,procps,psmisc
packages=$packages,lighttpd,apache2,php-fpm,php-cgi,php-cli,php-mysql,mariadb-server,postfix,bsd-mailx
# What the workload and the attacks need beyond that, and the tools and modules of AppArmor that a site may have.
packages=$packages,openssl,lighttpd-mod-openssl,php-curl,php-zip,php-fpdf,mariadb-backup
packages=$packages,lighttpd-modules-lua,tcc,libapache2-mod-php,libapache2-mod-apparmor,apparmor-utils
packages=$packages,lighttpd-mod-webdav,lighttpd-mod-deflate,rrdtool,postfix-mysql,sasl2-bin,libsasl2-modules,socat,rsync,lsof

# No early-boot guessing at hardware, and no udev there: a lab host has virtio devices and an ext4 root, and emulated boots
# are slow.
before_packages() {
  mkdir -p "$1/etc/initramfs-tools/conf.d"
  echo 'MODULES=list' > "$1/etc/initramfs-tools/conf.d/lab"
  printf '%s\n' virtio_pci virtio_blk ext4 > "$1/etc/initramfs-tools/modules"
  mkdir -p "$1/etc/initramfs-tools/scripts/init-top" "$1/etc/initramfs-tools/scripts/init-bottom"
  install -m 755 /dev/stdin "$1/etc/initramfs-tools/scripts/init-top/udev" << 'SCRIPT'
#!/bin/sh
SCRIPT
  install -m 755 /dev/stdin "$1/etc/initramfs-tools/scripts/init-bottom/udev" << 'SCRIPT'
#!/bin/sh
[ "$1" = prereqs ] || mount -n -o move /dev "$rootmnt/dev"
SCRIPT
  chroot "$1" debconf-set-selections <<SEED
postfix postfix/main_mailer_type select Local only
postfix postfix/mailname string lab.example
man-db man-db/auto-update boolean false
SEED
}

# The services' packages once more, for upgrades, and the profiles that others have written, which are installed nowhere.
keep_packages() {
  mkdir -p "$1/usr/local/share/aa-lab/packages"
  # shellcheck disable=SC2016 # for the shell inside
  chroot "$1" sh -eu -c '
    cd /usr/local/share/aa-lab/packages
    files="/usr/sbin/lighttpd /usr/sbin/apachectl /etc/mysql/mariadb.conf.d/50-server.cnf /usr/sbin/postconf"
    owners=$(dpkg -S $files | cut -d : -f 1)
    apt-get -qq -o APT::Sandbox::User=root download $owners $(dpkg-query -W -f "\${Package}\n" "php[0-9]*-fpm") apparmor-profiles
  '
}

case $1 in
  before-packages)
    before_packages "$2"
    exit
    ;;
  keep-packages)
    keep_packages "$2"
    exit
    ;;
esac

suite=$1 mirror=$2 dir=$3 public_key=$4
root=$dir/root

step "installing $suite from $mirror"
rm -rf --one-file-system "$root"
export LAB_IMAGE_SCRIPT="$0"
# A mirror that is frozen at some date is as good as any for a lab, but its signature has run out.
# shellcheck disable=SC2016 # the hook's own shell expands them
mmdebstrap --quiet --mode=root --variant=apt --include="$packages" \
  --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
  --aptopt='Acquire::Check-Valid-Until "false"' \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook='sh "$LAB_IMAGE_SCRIPT" before-packages "$1"' \
  --customize-hook='sh "$LAB_IMAGE_SCRIPT" keep-packages "$1"' \
  "$suite" "$root" "$mirror"

step 'configuring the system'
echo "lab-$suite" > "$root/etc/hostname"
printf '127.0.0.1 localhost lab-%s lab.example\n::1 localhost\n' "$suite" > "$root/etc/hosts"
echo '/dev/vda / ext4 rw,relatime 0 1' > "$root/etc/fstab"
# No resolver: look-ups fail at once instead of timing out, and a lab host talks to nobody.
rm -f "$root/etc/resolv.conf"
: > "$root/etc/resolv.conf"
mkdir -p "$root/etc/systemd/network" "$root/root/.ssh"
printf '[Match]\nName=eth0\n[Network]\nDHCP=ipv4\n' > "$root/etc/systemd/network/10-lab.network"
chroot "$root" systemctl --quiet enable systemd-networkd.service
# Systemd's 90 seconds are too few for an emulated start on a crowded machine.
mkdir -p "$root/etc/systemd/system.conf.d"
printf '[Manager]\nDefaultTimeoutStartSec=10min\nDefaultDeviceTimeoutSec=10min\n' \
  > "$root/etc/systemd/system.conf.d/lab.conf"
# What a lab host never needs costs seconds at every emulated boot.
chroot "$root" systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer phpsessionclean.timer fstrim.timer \
  systemd-networkd-wait-online.service e2scrub_reap.service e2scrub_all.timer \
  serial-getty@ttyS0.service getty@tty1.service modprobe@drm.service modprobe@fuse.service \
  dev-hugepages.mount sys-kernel-debug.mount sys-kernel-tracing.mount

chroot "$root" useradd --create-home --shell /bin/sh --groups sudo admin
chroot "$root" useradd --create-home --shell /bin/sh --groups sudo ops
chroot "$root" useradd --create-home --shell /bin/sh guest
chroot "$root" chpasswd <<'PASSWORDS'
ops:lab
guest:lab
PASSWORDS
echo 'admin ALL=(ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/lab"
chmod 440 "$root/etc/sudoers.d/lab"
for home in root home/admin home/ops home/guest; do
  mkdir -p "$root/$home/.ssh"
  cp "$public_key" "$root/$home/.ssh/authorized_keys"
  chmod 700 "$root/$home/.ssh"
  chmod 600 "$root/$home/.ssh/authorized_keys"
  [ "$home" = root ] || chroot "$root" chown -R "${home#home/}:" "/$home/.ssh"
done
printf 'UseDNS no\nMaxStartups 200\nMaxSessions 100\n' > "$root/etc/ssh/sshd_config.d/lab.conf"
# OpenSSH 9.8 and later shut out an address that fails to log in, and every client of a lab host has the same one.
if mkdir -p "$root/run/sshd" && chroot "$root" /usr/sbin/sshd -t -o PerSourcePenalties=no 2> /dev/null; then
  echo 'PerSourcePenalties no' >> "$root/etc/ssh/sshd_config.d/lab.conf"
fi
# Every lab host has the keys of its image, so that they can be known before it is first met.
cat "$root"/etc/ssh/ssh_host_*_key.pub > "$dir/host_keys.pub"

step 'configuring the services'
# lighttpd has port 80; Apache, with the same document root, has 8080.
sed -i 's/^Listen 80$/Listen 8080/' "$root/etc/apache2/ports.conf"
sed -i 's/\*:80>/*:8080>/' "$root/etc/apache2/sites-available/000-default.conf"
php=$(basename "$(ls -d "$root"/etc/php/*)")
chroot "$root" sh -eu -c "
  # The package of mod_php has put itself in the place of PHP-FPM, and taken away the threads.
  a2dismod -q php$php apparmor mpm_prefork
  a2enmod -q mpm_event proxy_fcgi setenvif rewrite
  a2enconf -q php$php-fpm
  lighty-enable-mod fastcgi-php-fpm accesslog
  systemctl --quiet enable lighttpd apache2 php$php-fpm mariadb postfix auditd ssh
"
# The profile of libapache2-mod-apparmor allows everything; a site that wants it removes the link.
ln -sf ../usr.sbin.apache2 "$root/etc/apparmor.d/disable/usr.sbin.apache2"
# Postfix copies every certificate that it may trust into its chroot at each start: ten emulated seconds.
chroot "$root" postconf -X smtp_tls_CApath
# The pool's own socket: in sid, the unit of PHP-FPM may no longer write the link that Debian's lighttpd goes by.
sed -i "s|/run/php/php-fpm.sock|/run/php/php$php-fpm.sock|" "$root/etc/lighttpd/conf-available/15-fastcgi-php-fpm.conf"
# Nor does PHP know that sid's database server has moved its socket.
socket=$(chroot "$root" /usr/sbin/mariadbd --print-defaults | tr ' ' '\n' | sed -n 's/^--socket=//p' | tail -n 1)
case $socket in
  '' | /run/mysqld/mysqld.sock) ;;
  *)
    for sapi in "$root/etc/php/$php"/*/conf.d; do
      printf 'mysqli.default_socket = %s\npdo_mysql.default_socket = %s\n' "$socket" "$socket" > "$sapi/30-lab.ini"
    done
    ;;
esac
# Nothing has changed since its packages were configured: the first boot need not build their caches again.
touch "$root/etc/.updated" "$root/var/.updated"
rm -f "$root/var/www/html/index.html" "$root/var/www/html/index.lighttpd.html"
cp "$dir"/site/* "$root/var/www/html"
chmod 644 "$root"/var/www/html/*
chroot "$root" install -d -o www-data -g www-data /var/www/html/uploads

step 'writing the disk'
cp "$root"/boot/vmlinuz-* "$dir/vmlinuz"
cp "$root"/boot/initrd.img-* "$dir/initrd.img"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
rm -f "$dir/disk.raw"
truncate -s 4G "$dir/disk.raw"
mke2fs -q -F -t ext4 -E lazy_itable_init=1,lazy_journal_init=1 -d "$root" "$dir/disk.raw"
qemu-img convert -O qcow2 "$dir/disk.raw" "$dir/disk.qcow2"
rm -rf --one-file-system "$root"
rm -f "$dir/disk.raw"
