#!/usr/bin/env bash
# Makes the evidence of the incidents anew: half a minute of each build under its traffic.
#   sample-data/make-evidence.sh [INCIDENT...]        all of them unless told
# Needs a built checkout (./mvnw package). The service runs in a folder that stands for a server's
# (CHECKOUT_SERVER, usually /opt/checkout), with an empty environment: nothing of this machine gets
# into its recordings, and the last step looks that nothing did.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
server=${CHECKOUT_SERVER:-/opt/checkout}
java=$("$root/backdraft" --print-java)
resources=$root/sample-data/src/main/resources/dev/backdraft/sample
[ $# -gt 0 ] || set -- capacity contract starvation convoy pool hotpath upgrade leak queue

rm -rf "$server"
mkdir -p "$server/lib"
cp "$root"/sample-data/target/backdraft-sample-data-*.jar "$server/checkout.jar"
(cd "$root" && ./mvnw -q -o -pl sample-data dependency:copy-dependencies -DincludeScope=runtime \
  -DoutputDirectory="$server/lib" >/dev/null)
cp "$resources/checkout.jfc" "$server/"

for incident; do
  evidence=$resources/evidence/$incident
  rm -rf "$evidence"
  "$java" -cp "$server/checkout.jar:$server/lib/*" dev.backdraft.sample.evidence.MakeEvidence \
    "$incident" "$server" "$evidence"
  # Bytes as they are, and as text of two bytes a letter; what is packed is looked into as well.
  privates=("$root" "${HOME:-/home}" /home/)
  # A short name of a machine is found in any bytes.
  name=$(hostname)
  [ ${#name} -lt 6 ] || privates+=("$name")
  for private in "${privates[@]}"; do
    for file in $(find "$evidence" -type f); do
      if { gzip -dcf "$file" 2>/dev/null || cat "$file"; } | tr -d '\000' | grep -qaF -- "$private"; then
        echo "make-evidence: $file holds '$private'" >&2
        exit 1
      fi
    done
  done
done
du -sh "$resources/evidence"
