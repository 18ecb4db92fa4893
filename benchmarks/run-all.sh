#!/usr/bin/env bash
# Measures everything that docs/performance.md states, one command after the other: the machine should have nothing else to do.
#   benchmarks/run-all.sh [FOLDER]    one file per command in FOLDER, default artifacts/benchmarks
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
results=${1:-artifacts/benchmarks}
mkdir -p "$results"
stores=$(mktemp -d)
trap 'rm -rf "$stores"' EXIT
dotnet build -c Release benchmarks > "$results/build.log"

run() { # NAME COMMAND...
  local name=$1
  shift
  echo "== $*" >&2
  dotnet benchmarks/bin/Release/net10.0/Benchmarks.dll "$@" > "$results/$name.json"
  cat "$results/$name.json"
}

run ingest ingest --events 1000000
run ceiling ceiling --events 1000000
run growth growth --events 10000000
run latency latency --seconds 10
run processes processes --processes 4 --events 1000000
run idle idle
run callers callers
run interceptor interceptor
run micro micro
dotnet publish -c Release -p:PublishAot=true -o "$stores/trimmed" benchmarks/TrimmedCalls > "$results/publish.log"
"$stores/trimmed/TrimmedCalls" | tee "$results/trimmed-calls.json"
run peers peers
run query-1m query --events 1000000 --db "$stores/1m"
run query-10m query --events 10000000 --db "$stores/10m" --compare "$results/query-1m.json"
run retention retention --events 1000000
