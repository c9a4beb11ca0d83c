#!/usr/bin/env bash
# Usage: new-version.sh
#
# Shows that Tests/Fixtures/python-<series>.patch is all that a new CPython takes: builds pysize with it
# in a copy of the tree, and asks the command for the made-up field, for sizes on each kind of build by
# prediction, emulator and inspector, and for the page that shows every build. Takes minutes.
#
# Where the patch no longer fits: apply it with `git apply --3way`, mend what conflicts, write the
# examples anew (AddingACPythonVersion.md, "Show it"), and keep `git diff -U1 HEAD -- . ':!Tests/Fixtures'`.
# Once its version is a real one, do the same for the version after.
set -euo pipefail
cd "$(dirname "$0")/../.."
patch=$(realpath Tests/Fixtures/python-*.patch)
series=${patch##*/python-}
series=${series%.patch}
before=3.$((${series#3.} - 1))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "new-version.sh: $*"; }
fail() { say "$*" >&2; exit 1; }

tar -c --exclude=.build --exclude=.git . | tar -x -C "$work"
# Nothing above it is the repository that git would look at.
export GIT_CEILING_DIRECTORIES=${work%/*}
git -C "$work" apply --verbose "$patch"
say "building with CPython $series"
swift build --package-path "$work" --product pysize >&2
pysize=$work/.build/debug/pysize

"$pysize" bytes tuple --build "$series"
# Two records by their prediction, and as the emulator writes them and the inspector reads them.
predicted() {
  "$pysize" compare "$1" --build "$2" --format json | sed -n 's/^ *"predicted" : \(.*\),$/\1/p' | tail -1
}
written() {
  "$pysize" layout "$1" --build "$2" --format json | sed -n "s/^  \"$3\" : \(.*\),\$/\1/p"
}
for kind in "" t d td @32 t@32 d@32 td@32; do
  pointer=8
  [[ $kind == *@32 ]] && pointer=4
  for record in tuple namedtuple; do
    old=$(predicted $record "$before$kind")
    new=$(predicted $record "$series$kind")
    read_back=$(written $record "$series$kind" getsizeof)
    say "$record on $series$kind: predicted $new bytes, written and read $read_back; on $before $old"
    [ "$new" = $((old + pointer)) ] || fail "the field adds $((new - old)) bytes, not $pointer"
    [ "$new" = "$read_back" ] || fail "the inspector reads $read_back bytes, not $new"
  done
done

page=Sources/PySize/PySize.docc/HowCPythonLaysOutAnObject.md
"$pysize" estimate slots |
  diff - <(sed -n '/^\$ pysize estimate slots$/,/^```$/p' "$work/$page" | sed '1d;$d') ||
  fail "$page shows other figures"
say "the patch is all it takes"
