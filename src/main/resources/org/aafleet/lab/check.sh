#!/bin/sh
# Runs on a lab host as root: uses its services as a visitor would, and looks whether the kernel confines them.
# Prints "ok TEXT" or "FAIL TEXT: WHY" for each; exit 1 when anything failed.
set -u
failed=0

ok() { echo "ok $1"; }
bad() {
  echo "FAIL $1: $(printf '%s' "$2" | tr '\n' ' ')"
  failed=1
}

page() { # WHERE PORT
  got=$(curl -sS --max-time 60 "http://127.0.0.1:$2/index.php" 2>&1)
  case $got in
    confined*) ok "$1 serves a PHP page that reads MariaDB" ;;
    *) bad "$1 serves a PHP page that reads MariaDB" "$got" ;;
  esac
}

mailbox() { cat /var/mail/admin 2> /dev/null; }

mail_is_delivered() {
  subject="check $(cat /proc/sys/kernel/random/uuid)"
  said=$(printf 'To: admin\nSubject: %s\n\nA check.\n' "$subject" |
    curl -sS --max-time 60 --url smtp://127.0.0.1 --mail-from root@lab.example --mail-rcpt admin@lab.example -T - 2>&1) || {
    bad 'Postfix accepts and delivers a mail' "$said"
    return
  }
  tries=0
  until mailbox | grep -q -F "$subject"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 60 ]; then
      bad 'Postfix accepts and delivers a mail' "accepted, but not in the mailbox: $(mailq)"
      return
    fi
    sleep 0.5
  done
  ok 'Postfix accepts and delivers a mail'
}

processes_are_confined() {
  running=$(ps -e -o label= -o args=)
  loose=$(printf '%s\n' "$running" |
    awk '/\/(lighttpd|apache2|php-fpm[0-9.]*|mariadbd) |php-fpm: |\/postfix\/sbin\/|\/mariadbd$/ && !/\(enforce\)/')
  count=$(printf '%s\n' "$running" | grep -c '(enforce)')
  if [ -z "$loose" ] && [ "$count" -gt 0 ]; then
    ok "every process of the services runs in enforce ($count, by ps -eZ)"
  else
    bad 'every process of the services runs in enforce' "$loose"
  fi
}

profiles_enforce() {
  lax=$(grep -v ' (enforce)$' /sys/kernel/security/apparmor/profiles | grep -v '//null-')
  count=$(grep -c ' (enforce)$' /sys/kernel/security/apparmor/profiles)
  if [ -z "$lax" ] && [ "$count" -gt 0 ]; then
    ok "the kernel has $count profiles, all in enforce"
  else
    bad 'the kernel has every profile in enforce' "$lax"
  fi
}

nothing_is_denied() {
  denied=$(grep -h 'apparmor="DENIED"' /var/log/audit/audit.log)
  if [ -z "$denied" ]; then
    ok 'no access was denied'
  else
    bad 'no access was denied' "$(printf '%s\n' "$denied" | tail -n 3)"
  fi
}

page lighttpd 80
page Apache 8080
mail_is_delivered
profiles_enforce
processes_are_confined
nothing_is_denied
exit $failed
