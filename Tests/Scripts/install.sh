#!/usr/bin/env bash
# Installs pysize, its manual pages and its shells' completions under a folder: /usr/local, or the one
# given.
set -euo pipefail
prefix=$(realpath -m "${1:-/usr/local}")
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh
swift build -c release --static-swift-stdlib --product pysize >&2
# Both are made from the command line's own description of itself.
swift package generate-manual --multi-page >&2
install -D -t "$prefix/bin" .build/release/pysize
install -D -m 644 -t "$prefix/share/man/man1" .build/plugins/GenerateManual/outputs/pysize/*.1
complete() {
  mkdir -p "$prefix/share/$2"
  .build/release/pysize --generate-completion-script "$1" >"$prefix/share/$2/$3"
}
complete bash bash-completion/completions pysize
complete zsh zsh/site-functions _pysize
complete fish fish/vendor_completions.d pysize.fish
echo "installed in $prefix: bin/pysize, share/man/man1/pysize.1, completions for bash, zsh and fish"
