#!/usr/bin/env bash
# The emulator's tests under AddressSanitizer, in a build of their own. Arguments go to `swift test`.
set -euo pipefail
cd "$(dirname "$0")/../.."
# The test runner's own few objects that are never freed are not ours to find.
export ASAN_OPTIONS=detect_leaks=0
# The linker prints a line for each of the sanitizer's own symbols.
swift build --build-tests --sanitize address --scratch-path .build/sanitized 2>&1 |
  { grep -v 'Cannot export local symbol' || true; }
swift test --skip-build --sanitize address --scratch-path .build/sanitized \
  --filter PyEmulatorTests "$@" 2>&1 | grep --line-buffered -v '^◇'
