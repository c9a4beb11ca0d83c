#!/usr/bin/env bash
# The main job on a fresh Debian machine: sets up, builds, installs the records' packages into
# pysize's own cache, and compares. Arguments go to `pysize compare`.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh
# With Swift's libraries inside it starts in two thirds of the time, and each worker as well.
swift build -c release --static-swift-stdlib --product pysize >&2
exec .build/release/pysize compare --install "$@"
