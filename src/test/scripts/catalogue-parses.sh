#!/bin/sh
# Compiles every service of the catalogue with the real parser, without any feature and with all of them.
#
#   catalogue-parses.sh [PROFILES_DIRECTORY [SERVICE ...]]
#
# Needs apparmor_parser and its abstractions (Debian package apparmor), but neither root nor a kernel with AppArmor.
# Prints "ok SERVICE FORM" or "FAIL SERVICE FORM: output"; a warning fails too. Exit 1 when anything failed.
set -eu
catalogue=${1:-$(dirname "$0")/../../../profiles}
[ $# -eq 0 ] || shift
PATH=$PATH:/usr/sbin:/sbin
policy=/etc/apparmor.d
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

# Not the running kernel's features: the machine that runs this may have no AppArmor, and the answer must not vary.
features=/usr/share/apparmor-features/features
[ -r "$features" ] || features=$policy/abi/3.0

compile() { # SERVICE FORM FILE
  if output=$(apparmor_parser -QKS -M "$features" --base "$root/$2" -I "$root/$2" -I "$policy" "$3" 2>&1 > /dev/null) &&
    [ -z "$output" ]; then
    echo "ok $1 $2"
  else
    echo "FAIL $1 $2: $output"
    failed=1
  fi
}

install_service() { # SERVICE FORM
  mkdir -p "$root/$2/aa-fleet"
  cp -R "$catalogue/$1" "$root/$2/aa-fleet/$1"
  [ "$2" = all-features ] || rm -rf "$root/$2/aa-fleet/$1/features"
}

services=$*
for service in ${services:-$(ls "$catalogue")}; do
  source=$(sed -n 's/^profile: *//p' "$catalogue/$service/service.yml")
  for form in no-features all-features; do
    install_service "$service" "$form"
    compile "$service" "$form" "$root/$form/aa-fleet/$service/$source"
  done
done
exit $failed
