#!/bin/sh
# aa-fleet: this script finds Java; the program follows it in the same file, as a jar, which Java reads from its end.
# AA_FLEET_JAVA_OPTIONS may hold more options for Java.

fail() {
  printf 'aa-fleet: %s\n' "$1" >&2
  printf 'aa-fleet: it needs Java 17 or newer, on the PATH or in JAVA_HOME (Debian: apt install openjdk-17-jre-headless)\n' >&2
  exit 69
}

self=$0
[ ! -L "$self" ] || self=$(readlink -f "$self")

if [ -n "${JAVA_HOME-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java"
else
  java=$(command -v java) || fail 'there is no java on the PATH'
fi

# The file "release" beside Java says its version without a start of Java, which would take longer than most verbs.
version=
home=$(readlink -f "$java" 2> /dev/null) && home=${home%/bin/java}
if [ -r "${home:=}/release" ]; then
  while IFS= read -r line; do
    case $line in JAVA_VERSION=*) version=${line#*\"} ;; esac
  done < "$home/release"
else
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
fi
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "$java is version ${version:-unknown}"

# The second compiler costs more than it earns: an apply to 100 hosts takes 3.6 s of CPU without it and 5.5 s with it
# (-XX:TieredStopAtLevel=4).
# A class-data archive that does not fit (another Java, a moved file) is passed over; only other errors of Java's are shown.
# shellcheck disable=SC2086 # the options are split at blanks, on purpose
exec "$java" -XX:SharedArchiveFile="$self.jsa" -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -Xlog:cds*=off:stderr \
  -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData ${AA_FLEET_JAVA_OPTIONS-} -jar "$self" "$@"
exit 1
