#!/bin/sh
# Makes the self-starting program out of the jar: package.sh JAR PROGRAM
# Beside it, in PROGRAM.jsa, it leaves a class-data archive for the Java that PROGRAM finds here and now. The archive
# only makes starts faster, so that a Java which cannot write one is no error.
set -eu
jar=$1 program=$2
cd "$(dirname "$0")"

cat aa-fleet.sh "$jar" > "$program"
chmod 755 "$program"
rm -f "$program.jsa"

# The static kind of archive: the dynamic one leaves out old class files, and picocli's are from Java 5. A class that is
# named twice crashes Java 17 when it writes the archive, and the identifiers of one run mean nothing in another.
classes=$program.classes
number=0
while read -r arguments; do
  number=$((number + 1))
  # shellcheck disable=SC2086 # several arguments
  AA_FLEET_JAVA_OPTIONS="-Xshare:off -XX:DumpLoadedClassList=$classes.$number" "$program" $arguments \
    < /dev/null > /dev/null 2>&1 &
done < starts
wait
: > "$classes"
for list in "$classes".[0-9]*; do
  [ ! -e "$list" ] || cat "$list" >> "$classes"
  rm -f "$list"
done
# No start gets as far as a login or a transaction: the rest of the program, but of picocli only what it uses.
"${JAVA_HOME:+$JAVA_HOME/bin/}jar" tf "$jar" 2> /dev/null |
  sed -n -e '/^META-INF/d' -e '/^picocli/d' -e '/-info\.class$/d' -e 's/\.class$//p' >> "$classes" || :
grep -v -e '^#' -e ' source: ' "$classes" | sed 's/ id: [0-9]*$//' | sort -u > "$classes.all"
AA_FLEET_JAVA_OPTIONS="-Xshare:dump -XX:SharedClassListFile=$classes.all -XX:ErrorFile=$program.error" "$program" \
  > /dev/null 2>&1 || rm -f "$program.jsa"
rm -f "$classes" "$classes.all"
