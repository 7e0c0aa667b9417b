#!/usr/bin/env bash
# Makes the application image: a runtime of only the modules needed (JDK and JavaFX), the program and
# its libraries on the class path, and a class-data archive for a fast start.
#   installers/image.sh TARGET-FOLDER VERSION
set -euo pipefail
target=$1
version=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jdk=$(dirname "$(dirname "$("$root/backdraft" --print-java)")")
fx=$root/app/target/fx-modules

rm -rf "$target/runtime" "$target/input" "$target/image" "$target/natives"
mkdir -p "$target/input" "$target/natives"

modules=java.base,java.logging,java.management,java.naming,java.net.http,java.prefs,java.sql,java.xml
modules+=,jdk.crypto.cryptoki,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs,jdk.httpserver
modules+=,javafx.controls,javafx.fxml
# The archive of the JDK's own classes is what the demo's archive of its service stands on.
"$jdk/bin/jlink" --module-path "$fx" --add-modules "$modules" --output "$target/runtime" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --generate-cds-archive

# JavaFX finds its libraries beside the runtime's own: nothing is unpacked into the home folder, and
# the packager sees which system libraries they need.
for jar in "$fx"/*.jar; do
  (cd "$target/natives" && "$jdk/bin/jar" --extract --file "$jar")
done
find "$target/natives" \( -name '*.so' -o -name '*.dylib' -o -name '*.dll' \) -exec cp {} "$target/runtime/lib/" \;
rm -rf "$target/natives"

cp "$root"/app/target/backdraft-app-"$version".jar "$root"/app/target/libs/*.jar "$target/input/"

options=(--java-options "--add-modules=javafx.controls,javafx.fxml"
  --java-options "--enable-native-access=javafx.graphics,ALL-UNNAMED"
  --java-options "-XX:+UseG1GC" --java-options "-XX:MetaspaceSize=96m"
  --java-options "-Xlog:disable" --java-options "-Xlog:all=error:stderr")
flags=$(sed -n 's:.*<controlsfx.flags>\(.*\)</controlsfx.flags>.*:\1:p' "$root/app/pom.xml")
for flag in $flags; do
  options+=(--java-options "$flag")
done
"$jdk/bin/jpackage" --type app-image --name backdraft --app-version "$version" --vendor Backdraft \
  --description "Workbench for incidents of the JVM" --icon "$root/installers/icons/backdraft.png" \
  --runtime-image "$target/runtime" --input "$target/input" \
  --main-jar "backdraft-app-$version.jar" --main-class dev.backdraft.app.Main \
  "${options[@]}" --dest "$target/image"
rm -rf "$target/runtime" "$target/input"

# One start without a window teaches the archive which classes to hold; without it the image works
# as well, only slower to start.
image=$target/image/backdraft
if [ -x "$image/bin/backdraft" ]; then
  home=$(mktemp -d)
  if BACKDRAFT_HOME=$home JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$image/lib/app/backdraft.aot \
      -Dglass.platform=Headless -Dprism.order=sw -Dbackdraft.exitAfterFirstFrame=true" \
      "$image/bin/backdraft" >"$target/aot.log" 2>&1 && [ -e "$image/lib/app/backdraft.aot" ]; then
    echo 'java-options=-XX:AOTCache=$APPDIR/backdraft.aot' >>"$image/lib/app/backdraft.cfg"
  else
    echo "image: no class-data archive was made, see $target/aot.log" >&2
  fi
  rm -rf "$home"
fi
