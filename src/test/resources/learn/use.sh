#!/bin/sh
# Uses the shop as its customers do: "ok WHAT" or "FAIL WHAT: ANSWER" for each.
visit() { # QUERY EXPECTED
  got=$(curl -sS --max-time 120 "http://127.0.0.1/shop/index.php?do=$1" 2>&1)
  case $got in
    *"$2"*) echo "ok $1" ;;
    *) echo "FAIL $1: $got" ;;
  esac
}

visit look 'all in EUR'
visit import '2 goods'
visit prices 'A price list'
visit order ordered
waited=0
until grep -qs 'Tea, please' /home/ops/orders/*; do
  waited=$((waited + 1))
  [ "$waited" -lt 120 ] || {
    echo "FAIL delivery: $(mailq)"
    break
  }
  sleep 1
done
[ "$waited" = 120 ] || echo 'ok delivery'
rm -f /home/ops/orders/*
