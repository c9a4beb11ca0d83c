#!/usr/bin/env bash
# Usage: docc.sh [FOLDER]
#
# Builds the documentation of every library, and fails where a link leads nowhere or docc has another
# warning. Writes the archives to FOLDER, or nowhere. Needs the toolchain alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
# Each after those it links to.
modules=(PyLayout PyMemory PyEmulator PyInspector PyTarget PyHeap PyBridge PyRecords PyReport PyVerify
  PySize)

swift build --target PySize
built=$(swift build --show-bin-path)/Modules
target=$(swiftc -print-target-info | sed -n '0,/"triple"/s/.*"triple": "\(.*\)".*/\1/p')
# What the libraries are built on: their modules, and C's.
includes=(-I "$built" -I Sources/CLinux)
for headers in .build/checkouts/*/Sources/*/include; do includes+=(-I "$headers"); done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=${1:-$work/archives}
mkdir -p "$folder"

dependencies=()
status=0
for module in "${modules[@]}"; do
  mkdir "$work/$module"
  rm -rf "$folder/$module.doccarchive"
  swift-symbolgraph-extract -module-name "$module" -target "$target" "${includes[@]}" \
    -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols \
    -output-dir "$work/$module"
  # The parameters whose names say it all are not described.
  docc convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$work/$module" \
    --output-path "$folder/$module.doccarchive" --fallback-bundle-identifier "$module" \
    --fallback-display-name "$module" --enable-experimental-external-link-support \
    ${dependencies[@]+"${dependencies[@]}"} --emit-fixits 2>&1 |
    grep -E '(^|: )(warning|error): ' | grep -v 'is missing documentation' >&2 && status=1
  [ -d "$folder/$module.doccarchive" ] || { echo "docc.sh: $module: no archive" >&2; status=1; }
  dependencies+=(--dependency "$folder/$module.doccarchive")
done
exit "$status"
