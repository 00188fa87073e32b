# shellcheck shell=sh
# The revisions that a host keeps, with who made them, when and why.

history() {
  say 'aa-fleet-probe 1'
  for service in "$state"/services/*; do
    [ -s "$service/revision" ] || continue
    read_revision "${service##*/}"
    say "service ${service##*/} $stands_at"
    set --
    for dir in "$service"/revisions/*; do
      case ${dir##*/} in *[!0-9]*) continue ;; esac
      [ "${dir##*/}" -le "$stands_at" ] || continue # of a transaction that is under way
      set -- "$@" "revision ${dir##*/}" "$dir/meta"
    done
    print_sections "$@"
  done
  say 'aa-fleet-end'
}
