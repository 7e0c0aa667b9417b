#!/usr/bin/env bash
# The load engine beside wrk on the same nginx, in alternating pairs: prints each ratio and the median.
# Usage: bench/replay.sh [pairs] [seconds]. Needs wrk and nginx; the load goes to loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-5}
seconds=${2:-5}
for tool in wrk nginx; do
  command -v $tool >/dev/null || { echo "bench: $tool is missing (apt-get install $tool)" >&2; exit 1; }
done
work=$(mktemp -d)
trap '[ -e "$work/pid" ] && kill "$(cat "$work/pid")"; rm -rf "$work"' EXIT
port=18080
cat >"$work/nginx.conf" <<CONF
worker_processes 1;
pid $work/pid;
error_log $work/error.log;
events { worker_connections 8192; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c;
  uwsgi_temp_path $work/d; scgi_temp_path $work/e;
  server { listen 127.0.0.1:$port; location / { return 200 "ok"; } }
}
CONF
nginx -c "$work/nginx.conf"
url=http://127.0.0.1:$port/
for connections in 100 1000; do
  for kind in plain bodies; do
    ratios=()
    option=; [ $kind = bodies ] && option=--bodies
    for _ in $(seq "$pairs"); do
      theirs=$(wrk -t1 -c"$connections" -d"${seconds}s" $url | awk '/Requests\/sec/ {print $2}')
      # shellcheck disable=SC2086 # the option may be none
      ours=$(./backdraft bench replay $url --connections "$connections" --seconds "$seconds" $option | awk '{print $1}')
      ratio=$(awk "BEGIN {printf \"%.3f\", $ours / $theirs}")
      ratios+=("$ratio")
      echo "$connections connections, $kind: wrk $theirs/s, backdraft $ours/s, ratio $ratio"
    done
    printf '%s\n' "${ratios[@]}" | sort -n | awk -v c="$connections" -v k="$kind" \
      '{a[NR] = $1} END {printf "%s connections, %s: median ratio %s\n", c, k, a[int((NR + 1) / 2)]}'
  done
done
