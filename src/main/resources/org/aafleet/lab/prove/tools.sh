#!/bin/sh
# Asks a lab host's own parser and the aa-* tools whether they can read what aa-fleet has installed.
#
#   tools.sh
#
# Prints what they complain about; exit 1 when they do. Changes nothing: the tools that write work on a copy.
set -u
policy=/etc/apparmor.d
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
failed=0

complaint() {
  echo "$1: $(printf '%s' "$2" | tail -n 5 | tr '\n' '|')"
  failed=1
}

quiet() { # NAME COMMAND...: it succeeds and says nothing
  what=$1
  shift
  said=$("$@" 2>&1 > /dev/null) || { complaint "$what failed" "$said"; return; }
  [ -z "$said" ] || complaint "$what" "$said"
}

works() { # NAME COMMAND...: it succeeds, whatever it says
  what=$1
  shift
  said=$("$@" 2>&1 < /dev/null) || complaint "$what failed" "$said"
}

for file in "$policy"/aa-fleet.*; do
  quiet "apparmor_parser ${file##*/}" apparmor_parser -Q -K -O no-expr-simplify "$file"
done
quiet 'apparmor_parser -N' apparmor_parser -N "$policy"/aa-fleet.*
works aa-status aa-status
if command -v aa-complain > /dev/null; then
  cp -a "$policy/." "$copy/"
  works aa-complain aa-complain -d "$copy" --no-reload "$copy"/aa-fleet.*
  works aa-enforce aa-enforce -d "$copy" --no-reload "$copy"/aa-fleet.*
  works aa-logprof aa-logprof -d "$copy" -f /dev/null
fi
exit $failed
