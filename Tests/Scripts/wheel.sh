#!/usr/bin/env bash
# Usage: wheel.sh [FOLDER]
#
# Packs the command line as a wheel, for Python users on machines without Swift: the project is
# pysize-memory, the command it installs is pysize. Writes it to FOLDER, or .build/wheel, and prints
# its path. The platform in its name is what auditwheel finds the binary to need.
set -euo pipefail
folder=$(realpath -m "${1:-$(dirname "$0")/../../.build/wheel}")
cd "$(dirname "$0")/../.."
bash Tests/Scripts/setup.sh
swift build -c release --static-swift-stdlib --product pysize >&2

tools=${XDG_CACHE_HOME:-$HOME/.cache}/pysize/auditwheel
export PYTHONPATH=$tools
if ! python3 -c 'import auditwheel, wheel' 2>/dev/null; then
  python3 -m pip install --quiet --disable-pip-version-check --upgrade --target "$tools" \
    auditwheel wheel >&2
fi

binary=.build/release/pysize
version=$("$binary" --version)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=pysize_memory-$version
install -D -t "$work/tree/$name.data/scripts" "$binary"
install -D -m 644 -t "$work/tree/$name.dist-info/licenses" LICENSE
cat >"$work/tree/$name.dist-info/WHEEL" <<END
Wheel-Version: 1.0
Generator: pysize
Root-Is-Purelib: false
Tag: py2-none-linux_$(uname -m)
Tag: py3-none-linux_$(uname -m)
END
{
  cat <<END
Metadata-Version: 2.4
Name: pysize-memory
Version: $version
Summary: $("$binary" --help | sed -n 's/^OVERVIEW: //p')
License-Expression: MIT
License-File: LICENSE
Keywords: memory,sizeof,CPython,layout,profiling
Classifier: Environment :: Console
Classifier: Operating System :: POSIX :: Linux
Classifier: Programming Language :: Python :: Implementation :: CPython
Classifier: Topic :: Software Development :: Debuggers
Requires-Python: >=2.7
Description-Content-Type: text/markdown

END
  cat README.md
} >"$work/tree/$name.dist-info/METADATA"
python3 -m wheel pack "$work/tree" --dest-dir "$work" >&2
wheel=$(echo "$work"/*.whl)

platform=$(python3 -m auditwheel show --json "$wheel" |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["overall_tag"])')
mkdir -p "$folder"
cd "$folder"
rm -f pysize_memory-*.whl
python3 -m wheel tags --remove --platform-tag "$platform" "$wheel" >&2
mv "$work"/*.whl .
realpath pysize_memory-*.whl
