#!/usr/bin/env bash
# All tests on a fresh Debian machine: sets up, builds, installs every record's package for every
# interpreter found, and tests. Arguments go to `swift test`.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh python3-dbg chromium tidy
swift build --build-tests

cache=${XDG_CACHE_HOME:-$HOME/.cache}/pysize
# The tests validate JSON with the reference validator.
if ! PYTHONPATH=$cache/jsonschema python3 -c 'import jsonschema' 2>/dev/null; then
  python3 -m pip install --quiet --disable-pip-version-check --target "$cache/jsonschema" jsonschema
fi
# And pages with the accessibility checker that browsers run.
if [ ! -f "$cache/axe/axe_core_python/axe.min.js" ]; then
  python3 -m pip install --quiet --disable-pip-version-check --no-deps \
    --target "$cache/axe" axe-core-python
fi
# What cannot be installed is a row that says so; the tests count it.
.build/debug/pysize compare --python all --install >/dev/null || true
log=.build/test.log
: >"$log"
# A start is no news; what failed is said once more at the end, after the thousands of lines.
run() {
  swift test --skip-build "$@" 2>&1 | grep --line-buffered -v '^◇' | tee -a "$log"
}
status=0
if [ $# -gt 0 ]; then
  run "$@" || status=$?
else
  # First those that wait for other processes, which tests that compute would keep from the processors.
  run --filter 'PyBridgeTests|CommandLineTests' || status=$?
  run --skip 'PyBridgeTests|CommandLineTests' || status=$?
  # The lessons are a package of their own, as a user's would be.
  { swift build --build-tests --package-path Samples && run --package-path Samples; } || status=$?
fi
[ "$status" = 0 ] || grep -A8 '^✘' "$log" >&2 || true
exit "$status"
