#!/usr/bin/env bash
# Installs pysize, and its wheel into a venv, in folders of its own; both must measure where Swift's
# libraries are hidden, as on a machine that has no Swift.
set -euo pipefail
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh python3-venv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bash Tests/Scripts/install.sh "$work/installed"
wheel=$(bash Tests/Scripts/wheel.sh "$work")
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheel"

library=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
hiding=(unshare --mount)
[ "$(id -u)" = 0 ] || hiding+=(--map-root-user)
if "${hiding[@]}" true 2>/dev/null; then
  hidden() {
    # shellcheck disable=SC2016 # for the inner shell
    "${hiding[@]}" sh -c 'mount -t tmpfs none "$0" && exec "$@"' "$library" "$@"
  }
else
  echo "installed.sh: skipped: nothing can be hidden here: only what the binary links is looked at" >&2
  hidden() { ! ldd "$1" | grep "$library" >&2 && "$@"; }
fi

status=0
fails() { echo "installed.sh: $*" >&2; status=1; }
# Else the rest would prove nothing.
echo 'print("Swift is here")' >"$work/here.swift"
swiftc -o "$work/here" "$work/here.swift"
hidden "$work/here" 2>/dev/null && fails "Swift's libraries in $library are not hidden"
for program in "$work/installed/bin/pysize" "$work/venv/bin/pysize"; do
  # The worker is this very program once more.
  hidden "$program" compare dict class slots >"$work/output" 2>&1 ||
    { fails "$program does not measure without Swift:"; cat "$work/output" >&2; }
done
for file in man/man1/pysize.1 man/man1/pysize.compare.1 bash-completion/completions/pysize \
  zsh/site-functions/_pysize fish/vendor_completions.d/pysize.fish; do
  [ -s "$work/installed/share/$file" ] || fails "share/$file is empty or not there"
done
[ "$status" = 0 ] && echo "$(basename "$wheel") and what install.sh installs run without Swift"
exit "$status"
