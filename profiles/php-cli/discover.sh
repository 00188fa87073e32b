# shellcheck shell=sh
# The settings of every PHP for the command line, and what the other services serve and let their applications write, since
# scripts that maintain an application run on its files. No script of the site is run.

# php_cli PROGRAM
php_cli() {
  # Behind -i a -d would come too late.
  answer=$(ask "$root$1" -d opcache.preload= -d opcache.enable=0 -i)
  files=$(
    printf '%s\n' "$answer" | awk '
      /^(Loaded Configuration File => |Additional \.ini files parsed => |\/)/ {
        sub(/^[^\/]*/, "")
        sub(/,$/, "")
        if ($0 ~ /^\/.*\.ini$/) print
      }
    '
  )
  [ -n "$files" ] || usual_files "${1##*/php}"
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    printf '%s\n' "$findings" =info "$answer" =files "$files" | root=$root program=$1 awk "$awk_records$awk_php"'
      BEGIN { FS = "\t" }
      /^=(info|files)$/ {
        part = $0
        next
      }
      part == "" && ($2 == "value" || $2 == "pattern") && $3 == "docroot" { served[++served_count] = $4 }
      part == "=info" && /^asked / { status = substr($0, 7) }
      part == "=info" && !/^asked / {
        if ($0 != "") last = $0
        read_php_info($0)
      }
      part == "=files" && $0 != "" { read_ini($0) }
      END {
        if (!php_known) failed(ENVIRON["program"] " -i", last, status)
        tell_php(ENVIRON["program"])
      }
    '
  )
  tell_records '' << END
$records
END
}

# usual_files VERSION: where the distributions have them, for a program that does not say.
usual_files() {
  for directory in "/etc/php/$1/cli" "/etc/php$1/cli" "/etc/php$1" /etc/php8/cli /etc/php7/cli /etc /usr/local/etc/php /usr/local/lib; do
    [ -f "$root$directory/php.ini" ] || continue
    for file in "$root$directory"/php.ini "$root$directory"/conf.d/*.ini "$root$directory"/php.d/*.ini; do
      [ ! -f "$file" ] || files=$files${file#"$root"}$newline
    done
    return
  done
}

# documents: what the other services have found.
documents() {
  # shellcheck disable=SC2016 # $ is awk's
  records=$(
    printf '%s\n' "$findings" | awk -F "$tab" "$awk_records"'
      $1 !~ /^(lighttpd|apache|php-fpm)$/ || told[$2 FS $3 FS $4 FS $5]++ { next }
      $2 == "value" && $3 == "docroot" { record("served", $4, $5, $6) }
      $1 == "php-fpm" && $2 == "value" && $3 ~ /^(upload|writable)$/ { record("value", $3, $4, $5, $6) }
      $2 == "pattern" && $3 == "docroot" { record("pattern", $3, $4, $5, $6, $7) }
    '
  )
  tell_records served << END
$records
END
}

# served DIRECTORY SETTING ORIGIN
served() {
  if is_wide "$1"; then
    unread "$2 $1 ($3) is a directory of many; name what it serves under tune: docroot"
  else
    value docroot "$1" "$2" "$3"
  fi
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
    php_cli "$resolved"
  done
  [ "$seen" != "$newline" ] || return 0
  mail_queue
  sendmail_of_others
  documents
}

discover_php_cli
