#!/bin/sh
# Stands behind the function attack that attacks.sh writes, as the pipe command and as the policy service of the host:
# does the attack that a recipient's name stands for. pipe(8) learns from exit status 99, spawn(8)'s client from a refusal.
# shellcheck disable=SC2317
case $0 in
  */pipe)
    if attack "${1%%@*}" > /dev/null 2>&1; then exit 99; fi
    exit 0
    ;;
  */policy)
    while read -r line; do
      case $line in
        recipient=*) to=${line#*=} ;;
        '')
          if attack "${to%%@*}" > /dev/null 2>&1; then
            printf 'action=554 policy did %s\n\n' "${to%%@*}"
          else
            printf 'action=dunno\n\n'
          fi
          ;;
      esac
    done
    ;;
esac
