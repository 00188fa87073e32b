#!/bin/sh
# What somebody does who has taken one of the three daemons: "got WHAT" or "stopped WHAT: ANSWER" for each.
try() { # WHAT EXPECTED ANSWER
  case $3 in
    *"$2"*) echo "got $1" ;;
    *) echo "stopped $1: $3" | tr '\r\n' '  ' && echo ;;
  esac
}

# Debian's unit lets Redis write its own configuration, and whoever may configure it chooses what it writes there.
rm -f /etc/redis/taken.so
redis-cli config set dir /etc/redis > /dev/null
redis-cli config set dbfilename taken.so > /dev/null
redis-cli save > /dev/null 2>&1
try redis-overwrite taken.so "$(ls /etc/redis)"
rm -f /etc/redis/taken.so
redis-cli config set dir /var/lib/redis > /dev/null
redis-cli config set dbfilename dump.rdb > /dev/null

try nginx-alias password "$(curl -sS --path-as-is http://127.0.0.1:8081/static../private/settings.ini 2>&1)"

# Within the confinement of each: as if it ran what an attacker has sent it.
within() { # PROGRAM COMMAND...
  label=$(ps -eo label,comm | awk -v program="$1" '$NF == program { print $1; exit }')
  shift
  if [ "$label" = unconfined ]; then "$@" 2>&1; else aa-exec -p "$label" -- "$@" 2>&1; fi
}
for program in redis-server memcached nginx; do
  try "$program-shell" uid= "$(within $program sh -c id)"
  try "$program-shadow" root: "$(within $program cat /etc/shadow)"
done
