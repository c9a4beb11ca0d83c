#!/usr/bin/env bash
# Usage: record.sh [FOLDER]
#
# Measures every record on the interpreters of the Debian roots that roots.sh makes under FOLDER,
# and writes Tests/Fixtures/measured/<build>.json, one file for each. Says on standard error which
# objects' bytes are not the emulator's, and how random programs go there. Needs what roots.sh needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/pysize-roots}
fixtures=Tests/Fixtures/measured
mkdir -p "$fixtures"

# With its own Swift, for the roots have none.
swift build -c release --static-swift-stdlib --product recorder
swift build -c release --static-swift-stdlib --product pysize

bash Tests/Recording/roots.sh "$folder" | while read -r root python version; do
  cp .build/release/recorder .build/release/pysize "$folder/$root/usr/local/bin/"
  echo "record.sh: $root $python" >&2
  # A recorder that fails costs its own file only.
  bash Tests/Recording/roots.sh "$folder" "$root" recorder "$python" \
    "Debian ${root/-/, }: $python $version" "/opt/packages/${python##*/}" \
    >"$folder/recording.json" </dev/null || { echo "record.sh: $root $python failed" >&2; continue; }
  build=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["build"])' \
    "$folder/recording.json")
  mv "$folder/recording.json" "$fixtures/$build.json"
  bash Tests/Recording/roots.sh "$folder" "$root" pysize verify --python "$python" \
    --cases 100000 </dev/null >&2 || echo "record.sh: $root $python: programs disagree" >&2
done
