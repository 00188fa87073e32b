# shellcheck shell=sh
# Kept on the host as /var/lib/aa-fleet/rollback, for a person at the console:
#   sh /var/lib/aa-fleet/rollback [--service SERVICE]... [--to REVISION] [--list]
# Without --service every service goes back; without --to each to the revision before the one where it stands.

usage() {
  echo 'usage: sh /var/lib/aa-fleet/rollback [--service SERVICE]... [--to REVISION] [--list]' >&2
  exit 2
}

list() {
  for service in "$state"/services/*; do
    [ -f "$service/revision" ] || continue
    read_revision "${service##*/}"
    echo "${service##*/} stands at $stands_at"
    for dir in "$service/revisions"/*; do
      [ ! -f "$dir/meta" ] || [ "${dir##*/}" -gt "$stands_at" ] || echo "  revision ${dir##*/}: $(one_line "$dir/meta")"
    done
  done
}

expectations() { :; }

payload() {
  if [ -z "$services" ]; then
    for service in "$state"/services/*; do
      [ ! -f "$service/revision" ] || services="$services${service##*/}$newline"
    done
  fi
  [ -n "$services" ] || fail 'aa-fleet manages nothing here' || return
  while IFS= read -r wanted; do
    if [ -n "$wanted" ]; then go_back "$wanted" || return; fi
  done << END || return
$services
END
}

go_back() {
  [ -f "$state/services/$1/revision" ] || fail "aa-fleet manages no $1 here" || return
  service "$1" && make_rooms && into "$1" && adopt "${to_revision:-previous}" && meta "time=$(date -u +%Y-%m-%dT%H:%M:%SZ)" && meta "by=$owner"
}

observations() { :; }

services='' to_revision='' owner="$(id -un) at the console"
while [ $# -gt 0 ]; do
  case $1 in
    --service)
      case ${2-} in '' | */* | . | .. | *"$newline"*) usage ;; esac
      case $newline$services in *"$newline$2$newline"*) ;; *) services=$services$2$newline ;; esac
      shift 2
      ;;
    --to)
      case ${2-} in '' | *[!0-9]*) usage ;; esac
      to_revision=$2
      shift 2
      ;;
    --list)
      list
      exit
      ;;
    *) usage ;;
  esac
done
keep=1000000 at_console=yes
apply "$owner"
