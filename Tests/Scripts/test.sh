#!/usr/bin/env bash
# All tests on a fresh Debian machine: sets up, builds, installs every record's package for every
# interpreter found, and tests. Arguments go to `swift test`. Says what it does and waits for; what
# other programs print is in .build/test.log.
set -euo pipefail
cd "$(dirname "$0")/../.."
log=.build/test.log
mkdir -p .build
: >"$log"
step() { echo "test.sh: $* ($((SECONDS / 60)) min $((SECONDS % 60)) s)"; }
# A step that is only mentioned when it fails.
quietly() {
  "$@" >>"$log" 2>&1 </dev/null && return
  echo "test.sh: failed: $*"
  tail -n 40 "$log"
  exit 1
}

# The libraries as users get them: most of the tests' time is theirs.
build=(-c release)
step "1 of 6, Debian's packages: waits for apt"
bash Tests/Scripts/setup.sh python3-dbg chromium tidy </dev/null
step "2 of 6, the build: waits for the compiler"
quietly swift build "${build[@]}" --build-tests

step "3 of 6, the tests' validators and the records' packages: waits for pip"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pysize
# A venv may have no pip; one of that Python's own has.
python=python3
if ! python3 -m pip --version >/dev/null 2>&1; then
  [ -x "$cache/pip/bin/pip" ] || quietly python3 -m venv --clear "$cache/pip"
  python=$cache/pip/bin/python
fi
# JSON is validated with the reference validator, pages with the checker that browsers run.
if ! PYTHONPATH=$cache/jsonschema python3 -c 'import jsonschema' 2>/dev/null; then
  quietly "$python" -m pip install --quiet --disable-pip-version-check \
    --target "$cache/jsonschema" jsonschema
fi
if [ ! -f "$cache/axe/axe_core_python/axe.min.js" ]; then
  quietly "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --target "$cache/axe" axe-core-python
fi
# What cannot be installed is a row that says so; the tests count it.
.build/release/pysize interpreters --format csv 2>>"$log" | tail -n +2 |
  while IFS=, read -r build _ python _ missing; do
    [ -n "$missing" ] || continue
    step "  for $build: $missing"
    .build/release/pysize compare --python "$python" --install </dev/null >>"$log" 2>&1 || true
  done
# The packages of real programs, for two series; without them these programs are skipped by name.
pinned=Tests/PyHeapTests/Python/Programs/requirements.txt
.build/release/pysize interpreters --format csv 2>>"$log" | tail -n +2 |
  while IFS=, read -r build _ python _; do
    [[ $build =~ ^(3\.11|3\.13)\.[0-9]+$ ]] || continue
    folder=$cache/programs/${BASH_REMATCH[1]}
    cmp -s "$pinned" "$folder/requirements.txt" && continue
    step "  real programs' packages for $build"
    rm -rf "$folder" "$folder.part"
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --retries 1 --target "$folder.part" -r "$pinned" </dev/null >>"$log" 2>&1 || continue
    cp "$pinned" "$folder.part" && mv "$folder.part" "$folder"
  done

summary() {
  step "done"
  python3 Tests/Scripts/summary.py "$log"
}
trap summary EXIT
run() {
  swift test "${build[@]}" --skip-build "$@" 2>&1 </dev/null | python3 Tests/Scripts/follow.py "$log"
}
status=0
if [ $# -gt 0 ]; then
  step "4 of 6, the tests asked for"
  run "$@" || status=$?
else
  # First those that wait for other processes, which tests that compute would keep from the processors.
  step "4 of 6, the tests of the bridge and the command line: waits for other processes"
  run --filter 'PyBridgeTests|CommandLineTests' || status=$?
  step "5 of 6, the other tests"
  run --skip 'PyBridgeTests|CommandLineTests' || status=$?
  # The lessons, and what one adds to the libraries, are packages of their own, as a user's would be, and
  # find the libraries built.
  for package in Samples Tests/Extending; do
    step "6 of 6, $package: waits for the compiler"
    outside=(--package-path "$package" --scratch-path .build)
    quietly swift build "${build[@]}" --build-tests --disable-build-manifest-caching "${outside[@]}"
    run "${outside[@]}" || status=$?
  done
fi
exit "$status"
