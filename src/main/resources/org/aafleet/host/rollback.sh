# shellcheck shell=sh
# Kept on the host as /var/lib/aa-fleet/rollback, for a person at the console:
#   sh /var/lib/aa-fleet/rollback [--service SERVICE]... [--to REVISION] [--list]
# Without --service every service goes back; without --to each to the revision before the one where it stands.

usage() {
  echo 'usage: sh /var/lib/aa-fleet/rollback [--service SERVICE]... [--to REVISION] [--list]'
  exit 2
}

list() {
  for service in "$state"/services/*; do
    [ -d "$service" ] || continue
    service=${service##*/}
    echo "$service stands at $(revision_of "$service")"
    for dir in "$state/services/$service/revisions"/*; do
      echo "  revision ${dir##*/}: $(tr '\n' ' ' < "$dir/meta")"
    done
  done
}

expectations() { :; }

payload() {
  for wanted in ${services:-$(cd "$state/services" && echo *)}; do
    [ -d "$state/services/$wanted" ] || fail "aa-fleet manages no $wanted here" || return
    service "$wanted" && adopt "${to_revision:-previous}" && meta "time=$(date -u +%Y-%m-%dT%H:%M:%SZ)" &&
      meta "by=$(id -un) at the console" || return
  done
}

report() { :; }

services='' to_revision=''
while [ $# -gt 0 ]; do
  case $1 in
    --service)
      [ $# -gt 1 ] || usage
      services="$services $2"
      shift 2
      ;;
    --to)
      [ $# -gt 1 ] || usage
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
apply "$(id -un) at the console"
