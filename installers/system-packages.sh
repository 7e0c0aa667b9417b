#!/usr/bin/env bash
# Says which Debian packages the window or its headless tests miss, and installs them for root.
#   installers/system-packages.sh headless|window
# BACKDRAFT_NO_INSTALL=1 forbids installing. Exit 1 if something is still missing.
set -u
need=${1:-headless}
[ "$(uname -s)" = Linux ] || exit 0

has_library() {
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q "$1" && return 0
  for folder in /lib /usr/lib /lib64 /usr/lib64 /usr/local/lib /lib/*-linux-gnu* /usr/lib/*-linux-gnu*; do
    [ -e "$folder/$1" ] && return 0
  done
  return 1
}
has_font() {
  find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.fonts" \
    "${HOME:-/nonexistent}/.local/share/fonts" \
    \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' -o -name '*.pfb' \) -print -quit 2>/dev/null | grep -q .
}

missing=()
has_library libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0)
has_library libfreetype.so.6 || missing+=(libfreetype6)
has_library libfontconfig.so.1 || missing+=(libfontconfig1)
has_font || missing+=(fonts-dejavu-core)
if [ "$need" = window ]; then
  has_library libgtk-3.so.0 || missing+=(libgtk-3-0)
  has_library libXtst.so.6 || missing+=(libxtst6)
  has_library libGL.so.1 || missing+=(libgl1)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && [ -z "${BACKDRAFT_NO_INSTALL:-}" ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then
  echo "backdraft: installing ${missing[*]} (set BACKDRAFT_NO_INSTALL=1 to forbid)" >&2
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if { apt-get install -y --no-install-recommends "${missing[@]}" ||
       { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; }; } >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  echo "backdraft: installing failed; install by hand: ${missing[*]}" >&2
  exit 1
fi
echo "backdraft: missing Debian packages: ${missing[*]}  ->  sudo apt-get install ${missing[*]}" >&2
exit 1
