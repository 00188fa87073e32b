# shellcheck shell=sh
# The settings of every PHP for the command line, and what the other services serve and let their applications write, since
# scripts that maintain an application run on its files. No script of the site is run.

# documents: what the other services have found.
documents() {
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    printf '%s\n' "$findings" | awk -F "$tab" "$awk_records"'
      $1 !~ /^(lighttpd|apache|php-fpm)$/ || told[$2 FS $3 FS $4 FS $5]++ { next }
      $2 == "value" && $3 == "docroot" { record("served", $4, $5, $6) }
      $2 == "value" && ($1 == "php-fpm" || sub(/^php_/, "", $3)) && $3 ~ /^(upload|writable)$/ {
        record("value", $3, $4, $5, $6)
      }
      $2 == "pattern" && $3 == "docroot" { record("pattern", $3, $4, $5, $6, $7) }
    '
  )
  tell_records served << END
$records
END
}

discover_php_cli() {
  seen=$newline
  for program in "$root"/usr/bin/php "$root"/usr/local/bin/php "$root"/usr/bin/php[0-9]* "$root"/usr/local/bin/php[0-9]*; do
    real "${program#"$root"}"
    if [ ! -f "$root$resolved" ] || [ ! -x "$root$resolved" ]; then continue; fi
    case $resolved in
      *[!0-9.]) [ "${resolved##*/}" = php ] || continue ;;
    esac
    case $seen in *"$newline$resolved$newline"*) continue ;; esac
    seen=$seen$resolved$newline
    php_settings cli "$resolved"
  done
  [ "$seen" != "$newline" ] || return 0
  mail_queue mail_queue
  sendmail_of_others
  documents
}

discover_php_cli
