#!/usr/bin/env bash
# All that is measured of the load engine, as tables: beside wrk on one nginx in alternating pairs, then
# how exact the schedule is kept, the end of a run, and 10,000 requests in flight.
# Usage: bench/replay.sh [pairs] [seconds]. Needs wrk and nginx; the load goes to loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-5}
seconds=${2:-5}
for tool in wrk nginx; do
  command -v $tool >/dev/null || { echo "bench: $tool is missing (apt-get install $tool)" >&2; exit 1; }
done
./backdraft --version >/dev/null # built before anything is measured
work=$(mktemp -d)
trap '[ -e "$work/pid" ] && kill "$(cat "$work/pid")"; rm -rf "$work"' EXIT
port=${PORT:-18080}
cat >"$work/nginx.conf" <<CONF
worker_processes 1;
pid $work/pid;
error_log $work/error.log crit;
events { worker_connections 16384; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c;
  uwsgi_temp_path $work/d; scgi_temp_path $work/e;
  server { listen 127.0.0.1:$port backlog=16384; location / { return 200 "ok"; } }
}
CONF
nginx -c "$work/nginx.conf"
url=http://127.0.0.1:$port/
median() { sort -n "$1" | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
ours() { ./backdraft bench replay $url --connections "$1" --seconds "$seconds" ${2:+"$2"} | awk '{print $1}'; }

echo "| connections | wrk | engine | ratio, each pair | median | with bodies | median |"
echo "|---|---|---|---|---|---|---|"
for connections in 100 1000; do
  for file in wrk plain bodies plain-ratio bodies-ratio; do : >"$work/$file"; done
  for _ in $(seq "$pairs"); do
    theirs=$(wrk -t1 -c"$connections" -d"${seconds}s" $url | awk '/Requests\/sec/ {print $2}')
    plain=$(ours "$connections")
    bodies=$(ours "$connections" --bodies)
    echo "$theirs" >>"$work/wrk"
    echo "$plain" >>"$work/plain"
    awk "BEGIN {printf \"%.2f\n\", $plain / $theirs}" >>"$work/plain-ratio"
    awk "BEGIN {printf \"%.2f\n\", $bodies / $theirs}" >>"$work/bodies-ratio"
  done
  echo "| $connections | $(median "$work/wrk")/s | $(median "$work/plain")/s" \
    "| $(paste -sd' ' "$work/plain-ratio") | $(median "$work/plain-ratio")" \
    "| $(paste -sd' ' "$work/bodies-ratio") | $(median "$work/bodies-ratio") |"
done
echo
./backdraft bench replay --seconds 10
