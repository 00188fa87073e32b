# shellcheck shell=sh
# The revisions that a host keeps, with who made them, when and why.

history() {
  say 'aa-fleet-probe 1'
  for service in "$state"/services/*; do
    [ -d "$service" ] || continue
    say "service ${service##*/} $(revision_of "${service##*/}")"
    for dir in "$service"/revisions/*; do
      case $dir in *.new) continue ;; esac
      section "revision ${dir##*/}" < "$dir/meta"
    done
  done
  say 'aa-fleet-end'
}
