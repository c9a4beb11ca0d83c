#!/usr/bin/env bash
# Usage: install.sh [FOLDER]
#
# Installs pysize, its manual pages and its shells' completions under FOLDER, or /usr/local. What it
# installs needs no Swift.
set -euo pipefail
prefix=$(realpath -m "${1:-/usr/local}")
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh
swift build -c release --static-swift-stdlib --product pysize >&2
# The manual's tool comes with the argument parser. Its plugin would link pysize anew, without Swift's
# libraries inside.
manual=(--package-path .build/checkouts/swift-argument-parser --scratch-path .build/manual)
swift build "${manual[@]}" --product generate-manual >&2
rm -rf .build/manual/pages && mkdir -p .build/manual/pages
"$(swift build "${manual[@]}" --show-bin-path)/generate-manual" "$PWD/.build/release/pysize" \
  --multi-page --output-directory .build/manual/pages >&2
install -D -t "$prefix/bin" .build/release/pysize
install -D -m 644 -t "$prefix/share/man/man1" .build/manual/pages/*.1
complete() {
  mkdir -p "$prefix/share/$2"
  "$prefix/bin/pysize" --generate-completion-script "$1" >"$prefix/share/$2/$3"
}
complete bash bash-completion/completions pysize
complete zsh zsh/site-functions _pysize
complete fish fish/vendor_completions.d pysize.fish
echo "installed in $prefix: bin/pysize, share/man/man1/pysize.1, completions for bash, zsh and fish"
[[ :$PATH: == *:$prefix/bin:* ]] || echo "to have it on the PATH: export PATH=\"$prefix/bin:\$PATH\""
