#!/bin/sh
# Does on a lab host what profiles are there to stop, as a service that was broken into would.
#
#   attacks.sh [lighttpd] [apache] [php-fpm] [php-cli] [mysql] [postfix]        (default: all)
#
# Needs: root on a lab host; the files beside it; the layout in /etc/aa-lab.env, which move.sh writes, or the default.
# Where file permissions, systemd or PHP's settings would stop an attack on an unconfined host, it first gives them away,
# so that AppArmor is all that is left; it takes everything back at the end, and at the next start should it be killed.
# Restarts the named services before and after. In the environment, AFTER=restart says that they are restarted afterwards
# anyway, so that it need not; AFTER=reset that the host is reset, so that it takes nothing back; ANYWAY=yes that it goes on
# where a service does not work, and what should come through it counts as stopped. Prints, a line each:
#   SUCCEEDED SERVICE ATTACK
#   SUCCEEDED SERVICE ATTACK because REASON         where that is known beforehand: two sites share a profile
#   stopped SERVICE ATTACK DENIED operation=O profile=P name=N mask=M … comm=C      the record that names it
#   stopped SERVICE ATTACK - no record
#   succeeded N
#   stopped N
# On an unconfined host each must succeed: one that does not is no attack. Exit 0 when every attack was stopped, 1 when one
# succeeded, 2 when it cannot run here.
# shellcheck disable=SC2317,SC2329 # functions are called by name, through try
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
be_root_on_a_lab_host
work=$(mktemp -d)
site=$DOCROOT/aa-attack
open=$site/open
home=/home/aa-attack
key=/etc/ssh/aa-attack.key
victim_mail=$MAIL_SPOOL/aa-victim
other=$OTHER_SITE/secret.php
secret=$DATADIR/aa-attack
suid=/usr/local/bin/aa-attack-root
cron=/etc/cron.d/aa-attack
unit=/etc/systemd/system/aa-attack
keys=$home/.ssh/authorized_keys
library=/usr/lib/aa-attack.so
plugins=$(dirname "$(find /usr/lib -name ha_archive.so | head -n 1)")
attack_number=0
victims=
sandboxed=
untried=
listing=
sessions_of=

# ---- attempts and their records

# Notes the time from which on the records are those of what is tried next.
mark() {
  attack_number=$((attack_number + 1))
  read -r mark_time _ < /proc/uptime
  printf '%s\t%s\n' "$attack_number" "$mark_time" >> "$work/times"
}

judge() { # SERVICE ATTACK HINT EXIT_CODE: of what was tried since the last mark
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$attack_number" "$4" "$1" "$2" "$3" "${reason-}" >> "$work/judged"
}

try() { # SERVICE ATTACK HINT COMMAND...: the command succeeds when the attack does
  tried=$1 attack=$2 hint=$3
  shift 3
  mark
  "$@" > "$work/output" 2>&1 < /dev/null
  judge "$tried" "$attack" "$hint" $?
}

# To be called before something that needs a capability. The kernel keeps the denials of capabilities that it has recorded,
# to record none twice, until it comes to another profile; and up to Linux 6.8 takes them for that profile's, too.
forget_capabilities() {
  aa-exec -p aa-attack-nothing -- chroot / true 2> /dev/null
}

pwned() { # COMMAND...
  case $("$@") in *PWNED*) ;; *) return 1 ;; esac
}

get() { curl -sS --insecure --max-time 30 "$@"; }

# What anybody does who can run a shell: name | attack | hint | command. A command does as much as it can in the shell
# itself, so that it is the attack that is stopped and not a program that it happens to use.
shell_attacks() { # USER TAG
  cat << LIST
shadow|reads the passwords|/etc/shadow|read -r x < /etc/shadow
key|reads a private key|$key|read -r x < $key
site|reads another site|$other|read -r x < $other
mail|reads another user's mail|$victim_mail|read -r x < $victim_mail
database|reads the database|$secret|read -r x < $secret
docroot|writes the document root|$open|echo x > $open/$2.php
cron|plants a cron job|$cron|echo x >> $cron-$2
unit|plants a systemd unit|$unit|echo x >> $unit-$2.service
ssh|plants an ssh key|$keys|echo x >> $keys
run|runs a program|/usr/bin/id|/usr/bin/id
compiler|runs a compiler|/tcc"|/usr/bin/tcc -v
download|runs a downloaded program|curl|curl -s -o /tmp/aa-attack.$2 http://localhost/aa-attack/program && chmod 755 /tmp/aa-attack.$2 && /tmp/aa-attack.$2
setuid|runs a setuid program|$suid|case \$($suid) in *euid=0*) ;; *) false ;; esac
proc|looks at another process|/proc/1/|read -r x < /proc/1/cmdline || case \$x in ?*) ;; *) false ;; esac
signal|signals another daemon|signal|kill -CONT $(victim_of "$1")
LIST
}

by_shell() { # SERVICE LABEL USER TAG RUNNER: each of them, one by one
  shell_attacks "$3" "$4" > "$work/list"
  while IFS='|' read -r _ attack hint command <&3; do
    try "$1" "$2 $attack" "$hint" "$5" "$command"
  done 3< "$work/list"
}

# ---- setting up and taking back

give() { # MODE PATH...
  mode=$1
  shift
  for given; do
    stat -c '%a %n' "$given" >> "$MARK/given"
    chmod "$mode" "$given"
  done
}

plant() { # PATH...: to be removed at the end; PATH need not exist yet
  for planted; do echo "$planted" >> "$MARK/planted"; done
}

replace() { # PATH: to be put back at the end
  [ ! -e "$1" ] || cp -p "$1" "$1.aa-before"
  echo "$1" >> "$MARK/replaced"
}

take_back() {
  while read -r path; do [ ! -e "$path.aa-before" ] || mv "$path.aa-before" "$path"; done < "$MARK/replaced"
  while read -r path; do rm -rf "$path"; done < "$MARK/planted"
  tac "$MARK/given" | while read -r mode path; do [ ! -e "$path" ] || chmod "$mode" "$path"; done
  while read -r setting; do sysctl -q -w "$setting"; done < "$MARK/settings"
  rm -f "$MARK/given" "$MARK/planted" "$MARK/replaced" "$MARK/settings"
  mariadb -e 'DROP FUNCTION IF EXISTS aa_attack; DROP DATABASE IF EXISTS aa_attack;
    DROP USER IF EXISTS aa_attack@localhost' 2> /dev/null
  userdel aa-attack 2> /dev/null
  rm -f "$cron"* "$unit"* /tmp/aa-attack.* /dev/shm/aa-attack* "$PHP_SESSIONS/sess_aaattack" "$plugins"/aa_planted*
  rmmod "$module" 2> /dev/null
  echo 'profile aa-attack-nothing { /** mrix, }' | apparmor_parser -R 2> /dev/null
  systemctl daemon-reload
}

restart() { # [SERVICE...]: those that are named
  units=
  for restarted; do
    case $restarted in
      lighttpd) units="$units lighttpd" ;;
      apache) units="$units apache2" ;;
      php-fpm) units="$units $fpm" ;;
      mysql) units="$units mariadb" ;;
      postfix) [ -z "$sandboxed" ] || units="$units postfix" ;;
    esac
  done
  # shellcheck disable=SC2086 # several units
  [ -z "$units" ] || systemctl restart $units
}

clean_up() {
  trap '' HUP INT TERM
  for victim in $victims; do kill "${victim#*:}" 2> /dev/null; done
  [ "${AFTER-}" = reset ] || take_back
  [ -n "${AFTER-}" ] || restart "$@"
  rm -rf "$work"
}

# What each process of the attacks may look at and signal: one of the same user.
victim() { # USER
  setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups sleep 900 > /dev/null 2>&1 &
  victims="$victims $1:$!"
}

victim_of() { # USER
  for victim in $victims; do
    [ "${victim%%:*}" != "$1" ] || { echo "${victim#*:}"; return; }
  done
}

# A module that is not loaded, decompressed: the call that loads it takes no other.
a_module() {
  for module in dummy nlmon ifb; do
    file=$(modinfo -F filename "$module" 2> /dev/null)
    [ -r "$file" ] || continue
    case $file in
      *.xz) busybox unxz -c "$file" ;;
      *.zst) zstd -q -d -c "$file" ;;
      *) cat "$file" ;;
    esac > "$site/module.ko"
    return
  done
  return 1
}

loosen_units() {
  # Restarting Postfix takes long, and only a unit that shuts it in needs it.
  sandboxed=$(systemctl show -p ProtectSystem,ProtectHome,PrivateTmp,PrivateDevices,NoNewPrivileges postfix 'postfix@-' |
    grep -v '=no$')
  for loosened in lighttpd apache2 "$fpm" mariadb postfix postfix@; do
    plant "/etc/systemd/system/$loosened.service.d/aa-attack.conf"
    mkdir -p "/etc/systemd/system/$loosened.service.d"
    cat > "/etc/systemd/system/$loosened.service.d/aa-attack.conf" << 'CONF'
[Service]
ProtectSystem=no
ProtectHome=no
PrivateTmp=no
PrivateDevices=no
NoNewPrivileges=no
RestrictNamespaces=no
RestrictSUIDSGID=no
MemoryDenyWriteExecute=no
ProtectKernelModules=no
ProtectKernelTunables=no
ProtectControlGroups=no
ProtectProc=default
LockPersonality=no
RestrictAddressFamilies=
SystemCallFilter=
SystemCallArchitectures=
ReadOnlyPaths=
InaccessiblePaths=
CapabilityBoundingSet=~
CONF
  done
  # The database server is started as its own user: what root could do, it can do with these.
  echo 'AmbientCapabilities=CAP_SYS_ADMIN CAP_SYS_MODULE CAP_NET_RAW' \
    >> /etc/systemd/system/mariadb.service.d/aa-attack.conf
  systemctl daemon-reload
}

prepare() {
  mkdir -p "$MARK"
  for list in given planted replaced settings; do : >> "$MARK/$list"; done
  plant "$site" "$home" "$key" "$other" "$secret" "$suid" "$victim_mail" "$library" \
    "$CGI/aa-attack.sh" "$plugins/aa_attack.so" "/etc/php/$php/fpm/pool.d/aa-attack.conf" /etc/lighttpd/conf-enabled/aa-attack.local \
    /etc/apache2/conf-enabled/aa-attack.local /etc/mysql/conf.d/aa-attack.local
  mkdir -p "$open" "$home/.ssh" "$(dirname "$other")" || return
  getent passwd aa-attack > /dev/null || useradd --no-create-home --home-dir "$home" --shell /bin/sh aa-attack || return
  echo 'a secret of the database' > "$secret"
  echo 'a private key' > "$key"
  echo 'a mail' > "$victim_mail"
  echo '<?php return "the password of another site";' > "$other"
  echo 'what one site keeps from the others' > "$site/private.txt"
  echo 'a secret of a home' > "$home/secret"
  : > "$keys"
  chown -R aa-attack: "$home"
  cp /usr/bin/id "$suid"
  cp /usr/bin/id "$site/program"
  cp "$here/evil/evil.php" "$site"
  a_module || { echo 'no module to load'; return 1; }
  give 4755 "$suid"
  give 777 "$open" /etc/cron.d /etc/systemd/system "/etc/php/$php/fpm/pool.d" /etc/mysql/conf.d "$plugins"
  give 777 /etc/lighttpd/conf-enabled /etc/apache2/conf-enabled
  give o+rx "$DATADIR" "$home" "$home/.ssh" "$(dirname "$other")" "$MAIL_SPOOL" "$PHP_SESSIONS" "$(dirname "$open")"
  give a+rw "$keys"
  give a+r "$secret" "$key" "$victim_mail" "$other" "$home/secret" "$site/program" "$site/module.ko" /etc/shadow
  give o+w "$PHP_SESSIONS"
  [ ! -e /proc/sys/kernel/yama/ptrace_scope ] || {
    echo "kernel.yama.ptrace_scope=$(cat /proc/sys/kernel/yama/ptrace_scope)" >> "$MARK/settings"
    sysctl -q -w kernel.yama.ptrace_scope=0
  }
  # A database server that keeps nobody with FILE from anything.
  plant /etc/mysql/mariadb.conf.d/zz-aa-attack.cnf
  printf '[mariadbd]\nsecure_file_priv =\n' > /etc/mysql/mariadb.conf.d/zz-aa-attack.cnf
  # A database server, and a PHP, of which an attacker has native code: a library, and FFI.
  tcc -shared -nostdlib -o "$work/evil.so" "$here/evil/evil.c" &&
    perl "$here/evil/plain-stack.pl" < "$work/evil.so" > "$library" && cp "$library" "$plugins/aa_attack.so" || return
  for sapi in fpm cgi apache2; do
    plant "/etc/php/$php/$sapi/conf.d/99-aa-attack.ini"
    [ ! -d "/etc/php/$php/$sapi" ] || echo 'ffi.enable = 1' > "/etc/php/$php/$sapi/conf.d/99-aa-attack.ini"
  done
  for user in "$SHOP_USER" www-data mysql nobody aa-attack root; do
    [ -n "$(victim_of "$user")" ] || victim "$user"
  done
  for site_entry in $SITES; do
    directory=${site_entry#*:}
    plant "${directory%%:*}/aa-attack.php" "${directory%%:*}/aa-attack.txt" \
      "${directory%%:*}/aa-attack.private" "${directory%%:*}/aa-attack.users"
    echo 'what one site keeps from the others' > "${directory%%:*}/aa-attack.private"
    cp "$here/evil/evil.php" "${directory%%:*}/aa-attack.php"
    ln -sf "$site/private.txt" "${directory%%:*}/aa-attack.txt"
    ln -sf "$PASSWORDS/shop" "${directory%%:*}/aa-attack.users"
  done
  echo 'profile aa-attack-nothing { /** mrix, }' | apparmor_parser -r || return
  loosen_units
  prepare_web_servers
}

prepare_web_servers() {
  cat > "$CGI/aa-attack.sh" << 'PROGRAM'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
read -r command || :
if eval "$command" > /dev/null 2>&1; then echo PWNED; else echo held; fi
PROGRAM
  chmod 755 "$CGI/aa-attack.sh"
  ln -sf "$home/secret" "$site/home.txt"
  ln -sf "$secret" "$site/database.txt"
  ln -sf /etc/shadow "$site/shadow.txt"
  ln -sf "$key" "$site/key.txt"
  ln -sf "$victim_mail" "$site/mail.txt"
  ln -sf "$other" "$site/site.txt"
  cp "$here/evil/apache.lua" "$here/evil/lighttpd.lua" "$site"
  plant /etc/lighttpd/conf-enabled/99-aa-attack.conf /etc/apache2/conf-enabled/aa-attack.conf
  cat > /etc/lighttpd/conf-enabled/99-aa-attack.conf << CONF
server.modules += ( "mod_magnet" )
\$HTTP["url"] =~ "^/aa-attack/lua" { magnet.attract-raw-url-to = ( "$site/lighttpd.lua" ) }
CONF
  cat > /etc/apache2/conf-enabled/aa-attack.conf << CONF
LoadModule lua_module /usr/lib/apache2/modules/mod_lua.so
LuaMapHandler /aa-attack/lua "$site/apache.lua"
CONF
}

# ---- the services

web_server_attacks() { # SERVICE URL OWN_CONFIGURATION
  for link in shadow key site mail database home; do
    case $link in
      shadow) hint=/etc/shadow ;;
      key) hint=$key ;;
      site) hint=$other ;;
      mail) hint=$victim_mail ;;
      database) hint=$secret ;;
      home) hint=$home ;;
    esac
    try "$1" "link leads to: $link" "$hint" get -f "$2/aa-attack/$link.txt"
  done
  for path in /etc/shadow "$key" "$other" "$victim_mail" "$secret" "$home/secret" /proc/1/cmdline; do
    try "$1" "module reads $path" "$path" pwned get "$2/aa-attack/lua?read:$path"
  done
  for path in "$open/$1.php" "$cron" "$unit.service" "$keys" "$3" "$PHP_SESSIONS/sess_aaattack" /dev/shm/aa-attack; do
    case $1-$path in "$sessions_of"-*/sess_*) reason='PHP inside it keeps its sessions there' ;; esac
    try "$1" "module writes $path" "$path" pwned get "$2/aa-attack/lua?write:$path"
    reason=
    rm -f "$PHP_SESSIONS/sess_aaattack" /dev/shm/aa-attack "$cron" "$unit"*
  done
  try "$1" 'module runs a program' 'operation="exec"' pwned get "$2/aa-attack/lua?run:/usr/bin/id"
  try "$1" 'module runs a setuid program' 'operation="exec"' pwned get "$2/aa-attack/lua?run:$suid"
  by_shell "$1" 'CGI program' www-data "$1" "cgi_${1%%-*}"
}

# Whether PHP that lighttpd starts stays in its profile.
inherits_php() {
  [ "$LIGHTTPD_PHP" = cgi ] && [ -e /etc/apparmor.d/aa-fleet/lighttpd/features/no-new-privileges ]
}

# From one site of a server to another of its own. No profile knows them apart where they share it.
neighbour_attacks() { # SERVICE URL REASON REASON_OF_CGI
  reason=$3
  for site_entry in $SITES; do
    try "$1" "link of ${site_entry%%:*} leads to the shop" "$site/private.txt" \
      get -f -H "Host: ${site_entry%%:*}" "$2/aa-attack.txt"
    try "$1" "link of ${site_entry%%:*} leads to the passwords of the shop" "$PASSWORDS/shop" \
      get -f -H "Host: ${site_entry%%:*}" "$2/aa-attack.users"
  done
  for neighbour in $(neighbours); do
    try "$1" "module of the shop reads $neighbour" "$neighbour" pwned get "$2/aa-attack/lua?read:$neighbour"
    reason=$4
    try "$1" "CGI program reads $neighbour" "$neighbour" "cgi_${1%%-*}" "read -r x < $neighbour"
    reason=$3
  done
  reason=
}

# What each of the shop's neighbours keeps from it.
neighbours() {
  for site_entry in $SITES; do
    directory=${site_entry#*:}
    echo "${directory%%:*}/aa-attack.private"
  done
}

cgi_lighttpd() { pwned get --data-binary "$1" http://localhost:80/cgi-bin/aa-attack.sh; }
cgi_apache() { pwned get --data-binary "$1" http://localhost:8080/cgi-bin/aa-attack.sh; }

by_page() { # URL DO ARGUMENT
  pwned get -G --data-urlencode "do=$2" --data-urlencode "arg=$3" "$1/aa-attack/evil.php"
}

by_script() { # DO ARGUMENT
  # shellcheck disable=SC2086
  pwned $PHP "$site/evil.php" "$1" "$2"
}

php_try() { # ATTACK HINT DO ARGUMENT
  attack_name=$1 attack_hint=$2
  shift 2
  # shellcheck disable=SC2086 # a runner may have an argument
  try "$tried_service" "$label$attack_name" "$attack_hint" $runner "$@"
}

php_attacks() { # SERVICE LABEL USER TAG RUNNER...
  tried_service=$1 label=$2 user=$3 tag=$4
  shift 4
  runner=$*
  for path in /etc/shadow "$key" "$other" "$victim_mail" "$secret" "$home/secret"; do
    php_try "reads $path" "$path" read "$path"
  done
  php_try 'lists a home' "$home" list "$home"
  reason=$listing
  php_try 'lists the programs' /usr/bin list /usr/bin
  reason=
  for path in "$open/$tag.php" "$cron" "$unit.service" "$keys" "/etc/php/$php/fpm/pool.d/aa-attack.conf" /dev/shm/aa-attack; do
    php_try "writes $path" "$path" write "$path"
    rm -f /dev/shm/aa-attack "$cron" "$unit"* "/etc/php/$php/fpm/pool.d/aa-attack.conf"
  done
  php_try 'runs a shell command' 'operation="exec"' shell id
  php_try 'reads with a shell' "$home" shell "read -r x < $home/secret"
  php_try 'writes with a shell' "$open" shell "echo x > $open/$tag.shell"
  php_try 'runs a program' /usr/bin/id start /usr/bin/id
  php_try 'runs a compiler' /tcc start '/usr/bin/tcc -v'
  php_try 'runs a downloaded program' "$PHP_TMP" download "http://localhost/aa-attack/program $PHP_TMP/aa-attack.$tag"
  rm -f "$PHP_TMP/aa-attack.$tag"
  php_try 'runs a setuid program' "$suid" become "$suid"
  php_try 'looks at another process' /proc/ read "/proc/$(victim_of "$user")/environ"
  php_try 'signals another daemon' signal signal "$(victim_of "$user")"
  php_try 'traces another daemon' ptrace ptrace "$(victim_of "$user")"
  forget_capabilities
  php_try 'enters a user namespace' cap userns ''
}

php_attacks_of_root() { # SERVICE LABEL RUNNER...
  tried_service=$1 label=$2
  shift 2
  runner=$*
  php_try 'mounts a file system' mount mount /mnt
  forget_capabilities
  php_try 'loads a kernel module' module module "$site/module.ko"
  rmmod "$module" 2> /dev/null
  forget_capabilities
  php_try 'opens a raw socket' raw raw ''
  forget_capabilities
  php_try 'opens a packet socket' raw packet ''
}

attack_php_fpm() {
  # Where no web server passes requests on there is no way in.
  [ "$LIGHTTPD_PHP" = fpm ] || return 0
  php_attacks php-fpm 'behind lighttpd ' "$SHOP_USER" fpm by_page http://localhost:80
  # What the other front changes is only how the request comes in.
  if [ "$APACHE_PHP" = fpm ]; then
    runner='by_page http://localhost:8080' tried_service='php-fpm' label='behind Apache '
    php_try 'reads /etc/shadow' /etc/shadow read /etc/shadow
    php_try "writes $open/fpmapache.php" "$open" write "$open/fpmapache.php"
    php_try 'runs a shell command' 'operation="exec"' shell id
    php_try 'runs a program' /usr/bin/id start /usr/bin/id
  fi
  grep -qs '^apparmor_hat' "/etc/php/$php"/fpm/pool.d/*.conf || reason="its pools share a profile until 'enter_sites' is true"
  for site_entry in $SITES; do
    try php-fpm "pool of ${site_entry%%:*} reads the shop" "$DOCROOT" pwned get -G -H "Host: ${site_entry%%:*}" \
      --data-urlencode do=read --data-urlencode "arg=$DOCROOT/app/config.php" http://localhost/aa-attack.php
  done
  for neighbour in $(neighbours); do
    try php-fpm "pool of the shop reads $neighbour" "$neighbour" by_page http://localhost:80 read "$neighbour"
  done
  reason=
  # The rest needs root, which a worker is when its pool says so and the master was told to allow it.
  for file in "/etc/php/$php"/fpm/pool.d/*.conf; do
    replace "$file"
    sed -i 's/^user *=.*/user = root/; s/^group *=.*/group = root/' "$file"
  done
  command=$(systemctl show -p ExecStart --value "$fpm" | sed -n 's/.*argv\[\]=\([^;]*\) ;.*/\1/p')
  printf 'ExecStart=\nExecStart=%s -R\n' "$command" >> "/etc/systemd/system/$fpm.service.d/aa-attack.conf"
  systemctl daemon-reload
  systemctl restart "$fpm"
  eventually by_page http://localhost:80 hello ''
  php_attacks_of_root php-fpm '' by_page http://localhost:80
}

attack_php_cli() {
  php_attacks php-cli '' root cli by_script
  reason='the jobs of all sites are run by one program'
  for neighbour in $(neighbours); do
    try php-cli "script of the shop reads $neighbour" "$neighbour" by_script read "$neighbour"
  done
  reason=
  php_attacks_of_root php-cli '' by_script
}

sql() { mariadb --user=aa_attack --password=aa --batch --skip-column-names aa_attack -e "$1"; }
sql_reads() { [ "$(sql "SELECT LOAD_FILE('$1') IS NOT NULL")" = 1 ]; }
sql_writes() { sql "SELECT 'x' INTO DUMPFILE '$1'" && [ -e "$1" ]; }
sql_loads() { sql "LOAD DATA INFILE '$1' IGNORE INTO TABLE t FIELDS TERMINATED BY ''" && [ "$(sql 'SELECT COUNT(*) > 0 FROM t')" = 1 ]; }
native() { [ "$(mariadb --batch --skip-column-names -e "SELECT aa_attack('$1')")" = 1 ]; }

attack_mysql() {
  mariadb << SQL
CREATE DATABASE IF NOT EXISTS aa_attack;
CREATE TABLE IF NOT EXISTS aa_attack.t (line TEXT);
CREATE USER IF NOT EXISTS aa_attack@localhost IDENTIFIED BY 'aa';
GRANT FILE ON *.* TO aa_attack@localhost;
GRANT ALL ON aa_attack.* TO aa_attack@localhost;
DROP FUNCTION IF EXISTS aa_attack;
SQL
  mariadb -e "CREATE FUNCTION aa_attack RETURNS INTEGER SONAME 'aa_attack.so'" || untried='the plugin of MySQL'
  for path in /etc/shadow "$key" "$other" "$victim_mail" "$home/secret" "$DOCROOT/app/config.php"; do
    try mysql "FILE user reads $path" "$path" sql_reads "$path"
  done
  try mysql 'FILE user loads the passwords' /etc/shadow sql_loads /etc/shadow
  for path in "$open/sql.php" "$cron" "$unit.service" "$PHP_SESSIONS/sess_aaattack" /etc/mysql/conf.d/aa-attack.local \
    "$plugins/aa_planted.so" /dev/shm/aa-attack-sql; do
    try mysql "FILE user writes $path" "$path" sql_writes "$path"
    rm -f "$path"
  done
  for path in /etc/shadow "$key" "$other" "$victim_mail" "$home/secret" /proc/1/cmdline "/proc/$(victim_of mysql)/environ"; do
    try mysql "plugin reads $path" "$path" native "r$path"
  done
  for path in "$open/plugin.php" "$cron" "$unit.service" "$keys" /etc/mysql/conf.d/aa-attack.local; do
    try mysql "plugin writes $path" "$path" native "w$path"
    rm -f "$cron" "$unit"*
  done
  [ ! -e /etc/apparmor.d/aa-fleet/mysql/features/galera ] ||
    reason='a cluster starts its state transfers with a shell, in a child profile'
  try mysql 'plugin runs a shell command' 'operation="exec"' native xid
  reason=
  try mysql 'plugin runs a compiler' 'operation="exec"' native 'x/usr/bin/tcc -v'
  try mysql 'plugin runs a downloaded program' 'operation="exec"' native \
    'xcurl -s -o /tmp/aa-attack.sql http://localhost/aa-attack/program && chmod 755 /tmp/aa-attack.sql && /tmp/aa-attack.sql'
  try mysql 'plugin runs a setuid program' 'operation="exec"' native "x$suid"
  try mysql 'plugin signals another daemon' signal native "k$(victim_of mysql)"
  try mysql 'plugin traces another daemon' ptrace native "t$(victim_of mysql)"
  forget_capabilities
  try mysql 'plugin enters a user namespace' cap native u
  try mysql 'plugin mounts a file system' mount native m/mnt
  forget_capabilities
  try mysql 'plugin loads a kernel module' module native "l$site/module.ko"
  rmmod "$module" 2> /dev/null
  forget_capabilities
  try mysql 'plugin opens a raw socket' raw native s
  forget_capabilities
  try mysql 'plugin opens a packet socket' raw native p
}

# ---- Postfix: mails go out together, and are judged when the log tells of all of them

mail_log_since() { tail -c "+$((log_size + 1))" /var/log/mail.log; }

told() { # COUNT PATTERN
  [ "$(mail_log_since | grep -ac "$2")" -ge "$1" ]
}

attack_function() { # USER TAG: the shell attacks as a function of their names
  echo "attack() { case \$1 in"
  shell_attacks "$1" "$2" | while IFS='|' read -r name _ _ command; do
    printf '%s) %s ;;\n' "$name" "$command"
  done
  echo '*) false ;; esac; }'
}

judge_mails() { # LABEL PATTERN: what the log says of each recipient
  while IFS='|' read -r name attack hint _ <&3; do
    mail_log_since | grep -a "<[a-z+-]*$name@[^>]*>" | grep -aq "$2"
    judge postfix "$1 $attack" "$hint" $?
  done 3< "$work/list"
}

forward_attacks() {
  shell_attacks aa-attack forward > "$work/list"
  recipients=
  while IFS='|' read -r name _ _ command; do
    printf '"|%s && exit 99"\n' "$command" > "$home/.forward+$name"
    recipients="$recipients aa-attack+$name"
  done < "$work/list"
  chown aa-attack: "$home"/.forward*
  count=$(wc -l < "$work/list")
  log_size=$(stat -c %s /var/log/mail.log)
  mark
  # shellcheck disable=SC2086 # several recipients
  printf 'Subject: x\n\ntext\n' | sendmail -f root $recipients
  eventually told "$count" 'to=<aa-attack+.*status='
  judge_mails '.forward' 'status 99'
  rm -f "$home"/.forward*
}

forward_to_file() {
  printf '%s\n' "$open/mail.php" > "$home/.forward" && chown aa-attack: "$home/.forward"
  printf 'Subject: <?php evil(); ?>\n\ntext\n' | sendmail -f root aa-attack
  eventually told 1 'to=<aa-attack@.*status='
  rm -f "$home/.forward"
  [ -e "$open/mail.php" ]
}

session() { # MAIL_DOMAIN: one SMTP session with a recipient for each attack
  echo 'Subject: x' > "$work/message"
  recipients=
  while IFS='|' read -r name _; do
    recipients="$recipients --mail-rcpt $name@$1"
  done < "$work/list"
  # shellcheck disable=SC2086 # several options
  curl -sv --max-time 100 --mail-rcpt-allowfails --mail-from root@lab.example $recipients \
    --upload-file "$work/message" smtp://127.0.0.1 > "$work/session" 2>&1
}

judge_session() { # LABEL WHO
  while IFS='|' read -r name attack hint _ <&3; do
    grep -aq "^< 5.*$2 did $name" "$work/session"
    judge postfix "$1 $attack" "$hint" $?
  done 3< "$work/list"
}

pipe_attacks() {
  replace "$MAIL_COMMANDS/pipe"
  { echo '#!/bin/sh'; attack_function nobody pipe; sed 1d "$here/evil/mail.sh"; } > "$MAIL_COMMANDS/pipe"
  shell_attacks nobody pipe > "$work/list"
  log_size=$(stat -c %s /var/log/mail.log)
  mark
  recipients=
  while IFS='|' read -r name _; do recipients="$recipients $name@pipe.example"; done < "$work/list"
  # shellcheck disable=SC2086 # several recipients
  printf 'Subject: x\n\ntext\n' | sendmail -f root $recipients
  eventually told "$(wc -l < "$work/list")" '@pipe.example>.*status='
  judge_mails 'pipe command' 'status 99'
}

policy_attacks() {
  replace "$MAIL_COMMANDS/policy"
  { echo '#!/bin/sh'; attack_function nobody policy; sed 1d "$here/evil/mail.sh"; } > "$MAIL_COMMANDS/policy"
  shell_attacks nobody policy > "$work/list"
  mark
  session sink.example
  judge_session 'policy service' policy
  cp -p "$MAIL_COMMANDS/policy.aa-before" "$MAIL_COMMANDS/policy"
  # The old one would go on for its smtpd.
  postfix reload > /dev/null 2>&1
}

milter_attacks() {
  replace "$MAIL_COMMANDS/milter"
  { attack_function nobody milter; echo "attack \"\$1\""; } >> "$MAIL_COMMANDS/milter"
  shell_attacks nobody milter > "$work/list"
  mark
  session sink.example
  judge_session 'mail filter' filter
}

# Code inside smtpd, which opens its tables while it is still root. Seven attacks a process: see evil.c.
daemon_attacks() {
  # sid's is no longer beside main.cf.
  maps=$(postconf -h meta_directory)/dynamicmaps.cf
  replace "$maps"
  replace /etc/postfix/master.cf
  echo "aaevil $library dict_aaevil_open" >> "$maps"
  for round in 1 2; do
    plant "$MAIL_QUEUE/etc/aa-attack$round"
    : > "$MAIL_QUEUE/etc/aa-attack$round"
    restriction=smtpd_client_restrictions=check_client_access,aaevil:$MAIL_QUEUE/etc/aa-attack$round
    postconf -M "1002$round/inet=1002$round inet n - n - 1 smtpd -o $restriction"
  done
  postfix reload > /dev/null 2>&1
  daemon_round 1 << LIST
r/etc/shadow|reads the passwords|/etc/shadow
r$key|reads a private key|$key
r$victim_mail|reads another user's mail|$victim_mail
r$secret|reads the database|$secret
w$open/smtpd.php|writes the document root|$open
w$cron|plants a cron job|$cron
x/usr/bin/id|runs a program|operation="exec"
LIST
  daemon_round 2 << LIST
w$keys|plants an ssh key|$keys
w/etc/postfix/aa-attack.local|writes its own configuration|/etc/postfix
t$(victim_of root)|traces another daemon|ptrace
k$(victim_of root)|signals another daemon|signal
m/mnt|mounts a file system|mount
l$site/module.ko|loads a kernel module|module
s|opens a raw socket|raw
LIST
  rm -f /etc/postfix/aa-attack.local "$cron"
}

daemon_round() { # ROUND; standard input: CODE|ATTACK|HINT
  cat > "$work/round"
  cut -d '|' -f 1 "$work/round" > "$MAIL_QUEUE/etc/aa-attack$1"
  log_size=$(stat -c %s /var/log/mail.log)
  forget_capabilities
  mark
  curl -s --max-time 3 "telnet://127.0.0.1:1002$1" < /dev/null > /dev/null 2>&1
  eventually told 1 'smtpd pid [0-9]* exit status'
  code=$(mail_log_since | sed -n 's/.*smtpd pid [0-9]* exit status \([0-9]*\).*/\1/p' | head -n 1)
  # Without the eighth bit it was not this code that ended.
  [ "${code:-0}" -ge 128 ] || untried='the table type of Postfix'
  bit=1
  while IFS='|' read -r _ attack hint <&3; do
    [ $((${code:-0} & bit)) -ne 0 ]
    judge postfix "smtpd $attack" "$hint" $?
    bit=$((bit * 2))
  done 3< "$work/round"
  rmmod "$module" 2> /dev/null
}

attack_postfix() {
  touch /var/log/mail.log
  forward_attacks
  log_size=$(stat -c %s /var/log/mail.log)
  try postfix '.forward delivers into the document root' "$open" forward_to_file
  pipe_attacks
  policy_attacks
  milter_attacks
  daemon_attacks
  postsuper -d ALL > /dev/null 2>&1
}

# ---- all of it

# shellcheck disable=SC2086 # several services
[ $# -gt 0 ] || set -- $services
for service; do
  case " $services " in *" $service "*) ;; *) echo "cannot run: no service $service" >&2 && exit 2 ;; esac
done
module=dummy
if ! output=$(sh "$here/setup.sh" 2>&1); then
  echo "cannot run: setup.sh failed: $output" >&2
  exit 2
fi
# What a run that was killed has left.
if [ -e "$MARK/given" ]; then take_back; fi
trap 'clean_up "$@"' EXIT
trap 'exit 2' HUP INT TERM
if ! prepare > "$work/prepared" 2>&1; then
  echo "cannot run: $(tail -n 5 "$work/prepared")" >&2
  exit 2
fi
restart "$@"
place=$(audit_place)
if [ "${ANYWAY-}" != yes ] && ! output=$(eventually by_page http://localhost:80 hello '' 2>&1); then
  echo "cannot run: the page with the holes does not answer: $(get "http://localhost/aa-attack/evil.php?do=hello" 2>&1)" >&2
  exit 2
fi
for service; do
  case $service in
    lighttpd)
      ! inherits_php || sessions_of=lighttpd
      web_server_attacks lighttpd http://localhost:80 /etc/lighttpd/conf-enabled/aa-attack.local
      shared='one process of lighttpd serves all its sites'
      neighbour_attacks lighttpd http://localhost:80 "$shared" "$shared"
      ! inherits_php || listing='lighttpd goes there to start it'
      [ "$LIGHTTPD_PHP" = fpm ] || php_attacks lighttpd 'php-cgi ' www-data phpcgi by_page http://localhost:80
      listing=
      ;;
    apache)
      [ "$APACHE_PHP" != module ] || sessions_of=apache
      web_server_attacks apache http://localhost:8080 /etc/apache2/conf-enabled/aa-attack.local
      shared='its virtual hosts share a profile until they have hats'
      ! grep -q '^aa-fleet-apache//[^ ]*\.example ' /sys/kernel/security/apparmor/profiles || shared=
      neighbour_attacks apache http://localhost:8080 "$shared" 'the CGI programs of all sites share a profile'
      case $APACHE_PHP in
        module) php_attacks apache 'mod_php ' www-data modphp by_page http://localhost:8080 ;;
        cgi) php_attacks apache 'php-cgi ' www-data phpcgi by_page http://localhost:8080 ;;
      esac
      ;;
    php-fpm) attack_php_fpm ;;
    php-cli) attack_php_cli ;;
    mysql) attack_mysql ;;
    postfix) attack_postfix ;;
  esac
done
if [ "${ANYWAY-}" != yes ] && [ -n "$untried" ]; then
  echo "cannot run: $untried is not there, and what should come through it was no attack" >&2
  exit 2
fi
audit_settle
# shellcheck disable=SC2086 # a place is two words
audit_since $place | grep -v 'profile="aa-attack-nothing"' > "$work/records"
attribute "$(boot_time)" "$work/records" "$work/times" "$work/judged" > "$work/report"
cat "$work/report"
grep -qx 'succeeded 0' "$work/report"
