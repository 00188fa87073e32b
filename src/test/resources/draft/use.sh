#!/bin/sh
# Uses the three daemons as their clients and administrators do: "ok WHAT" or "FAIL WHAT: ANSWER" for each.
failed=0
check() { # WHAT EXPECTED ANSWER
  case $3 in
    *"$2"*) echo "ok $1" ;;
    *)
      echo "FAIL $1: $3"
      failed=1
      ;;
  esac
}

# One that is not allowed to save its data does not end by itself.
restart() { timeout 60 systemctl restart "$1" || systemctl kill -s KILL "$1"; }

redis() { redis-cli "$@" 2>&1; }

redis_saved() {
  waited=0
  until redis info persistence | tr -d '\r' | grep -q '^rdb_bgsave_in_progress:0' &&
    redis info persistence | tr -d '\r' | grep -q '^aof_rewrite_in_progress:0' || [ "$waited" = 60 ]; do
    waited=$((waited + 1))
    sleep 1
  done
  redis info persistence | grep -e rdb_last_bgsave_status -e aof_last_bgrewrite_status | tr -d '\r' | tr '\n' ' '
}

until redis ping | grep -q PONG; do sleep 1; done
check redis-set OK "$(redis set greeting hello)"
check redis-script 5 "$(redis eval 'return redis.call("strlen", KEYS[1])' 1 greeting)"
redis bgsave > /dev/null
check redis-save rdb_last_bgsave_status:ok "$(redis_saved)"
redis bgrewriteaof > /dev/null
check redis-rewrite aof_last_bgrewrite_status:ok "$(redis_saved)"
check redis-info redis_version "$(redis info)"
redis config rewrite > /dev/null
check redis-config OK "$(redis config rewrite)"
restart redis-server
until redis ping | grep -q PONG; do sleep 1; done
check redis-restart hello "$(redis get greeting)"

memcached() { printf '%b' "$1quit\r\n" | socat -t 5 - TCP:127.0.0.1:11211 2>&1; }
check memcached-set STORED "$(memcached 'set greeting 0 0 5\r\nhello\r\n')"
check memcached-get hello "$(memcached 'get greeting\r\n')"
check memcached-stats curr_connections "$(memcached 'stats\r\n')"
restart memcached
check memcached-restart END "$(sleep 2; memcached 'get greeting\r\n')"

get() { curl -sS --max-time 60 "$@" 2>&1; }
check nginx-page 'A page' "$(get http://127.0.0.1:8081/)"
check nginx-static 'body {}' "$(get http://127.0.0.1:8081/static/style.css)"
check nginx-missing '404 Not Found' "$(get http://127.0.0.1:8081/missing.html)"
check nginx-store 'stored 100000' "$(head -c 100000 /dev/zero | get --data-binary @- http://127.0.0.1:8081/store.php)"
mv /var/log/nginx/access.log /var/log/nginx/access.log.1
/etc/init.d/nginx rotate > /dev/null 2>&1 || kill -USR1 "$(cat /run/nginx.pid)"
sleep 1
check nginx-rotate 'A page' "$(get http://127.0.0.1:8081/)"
check nginx-log 'GET /' "$(sleep 1; cat /var/log/nginx/access.log)"
systemctl reload nginx
check nginx-reload 'A page' "$(sleep 2; get http://127.0.0.1:8081/)"
restart nginx
check nginx-restart 'A page' "$(sleep 1; get http://127.0.0.1:8081/)"
exit $failed
