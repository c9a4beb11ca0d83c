#!/bin/bash
# Usage: roots.sh [FOLDER]                    make the roots and list their interpreters
#        roots.sh FOLDER ROOT COMMAND [ARG…]  run a command inside one of them
#
# Debian roots under FOLDER (default ${XDG_CACHE_HOME:-~/.cache}/pysize-roots) with the CPython
# builds a working machine seldom has: debug, free-threaded, 32-bit, the newest. A second run
# does only what is missing. The list is lines of `<root> <path inside> <version>`; packages for
# an interpreter lie in the root under /opt/packages/<interpreter's name>.
#
# Needs root, an x86-64 Linux, debootstrap, about 7 GB and a network. Nothing stays mounted.
set -euo pipefail

folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/pysize-roots}

# Suite, architecture, and the interpreters as Debian names their packages.
roots=(
  "bookworm amd64 3.11 3.11-dbg"
  "bookworm i386 3.11 3.11-dbg"
  "forky amd64 3.14 3.14-dbg 3.15 3.15-dbg"
  "forky i386 3.14 3.14-dbg 3.15"
)
# Debian packages no free-threaded build, so these are compiled from the upstream archive in its
# source packages. A mirror may lack one of those; that costs the one build.
free_threaded_root=forky-amd64
free_threaded=(3.13 3.14 3.15)

# Up to 3.7 debug builds link all objects, Py_TRACE_REFS: nothing is recorded of this one, but the
# tests of `pysize heap` look at it, as they do at all the others.
traced_root=bullseye-amd64
traced=(python2.7-dbg)

packages=(namedlist attrs recordclass cython numpy msgspec pydantic)

. "$(dirname "$0")/root.sh"

add_interpreters() {
  local root=$1-$2 wanted=(gcc libc6-dev python3-pip) version
  for version in "${@:3}"; do
    wanted+=("python$version" "libpython${version%-dbg}" "libpython${version%-dbg}-dev")
  done
  # pysize itself, 64-bit, is to run in a 32-bit root as well; and there are no 32-bit wheels of
  # numpy, so Debian's has to do, for the interpreters it serves.
  if [[ $2 == i386 ]]; then
    inside "$root" dpkg --add-architecture amd64
    wanted+=(libc6:amd64 libstdc++6:amd64 python3-numpy)
  fi
  install_debian "$root" "${wanted[@]}"
}

add_free_threaded() {
  local root=$1 version=$2
  [[ -x $folder/$root/opt/python${version}t/bin/python${version}t ]] && return
  say "compiling python${version}t in $root"
  sed -n 's/^deb /deb-src /p' "$folder/$root/etc/apt/sources.list" \
    >"$folder/$root/etc/apt/sources.list.d/source.list"
  install_debian "$root" dpkg-dev make xz-utils pkgconf zlib1g-dev libssl-dev libffi-dev \
    libsqlite3-dev libbz2-dev liblzma-dev libzstd-dev
  inside "$root" bash -euc '
    apt-get update -q
    rm -rf "/usr/src/python$0" && mkdir "/usr/src/python$0" && cd "/usr/src/python$0"
    apt-get source -q --download-only "python$0"
    tar -x --strip-components=1 -f "python$0"_*.orig.tar.*
    prefix=/opt/python${0}t
    ./configure -q --prefix="$prefix" --disable-gil --enable-shared --without-ensurepip \
      --disable-test-modules LDFLAGS="-Wl,-rpath,$prefix/lib"
    nice make -s -j2
    make -s install
    cd / && rm -rf "/usr/src/python$0"' "$version" >"$folder/$root-python${version}t.log" 2>&1
}

interpreters() {
  (cd "$folder/$1" && ls -d usr/bin/python3.* opt/python*/bin/python3.*t 2>/dev/null || true) |
    sed -nE 's,^.*/python3\.[0-9]+(-dbg|t)?$,/&,p'
}

# In a subshell, because an import may abort a debug build, which bash would report.
imports() {
  (inside "$1" env PYTHONPATH="$3" "$2" -c "import $4") >/dev/null 2>&1
}

# One package, one pip: what cannot be had for an interpreter costs only itself.
add_packages() {
  local root=$1 python=$2 name=${2##*/} package target log
  target=/opt/packages/$name
  for package in "${packages[@]}"; do
    log=$folder/$root-$name-$package.log
    imports "$root" "$python" "$target" "$package" && continue
    if ! compgen -G "$folder/$root$target/$package-*.dist-info" >/dev/null; then
      # Debian's pip serves every interpreter. numpy and pydantic-core would each compile for
      # longer than all the rest together.
      inside "$root" env PYTHONPATH=/usr/lib/python3/dist-packages nice "$python" -m pip install \
        --quiet --retries 1 --target "$target" --prefer-binary \
        --only-binary numpy,pydantic-core "$package" >"$log" 2>&1 ||
        { say "$root $name: pip cannot install $package, see $log"; continue; }
      imports "$root" "$python" "$target" "$package" && continue
    fi
    say "$root $name: $package is installed but does not import"
  done
}

if (($# > 1)); then
  inside "${@:2}"
  exit
fi

mkdir -p "$folder"
for line in "${roots[@]}"; do
  read -r suite architecture versions <<<"$line"
  bootstrap "$suite-$architecture" "$suite" "$architecture"
  share_network "$suite-$architecture"
  # shellcheck disable=SC2086 # the versions are words
  add_interpreters "$suite" "$architecture" $versions
done
bootstrap "$traced_root" "${traced_root%-*}" "${traced_root#*-}"
share_network "$traced_root"
install_debian "$traced_root" "${traced[@]}"
for version in "${free_threaded[@]}"; do
  add_free_threaded "$free_threaded_root" "$version" ||
    say "$free_threaded_root: no python${version}t, see $folder/*t.log"
done

for line in "${roots[@]}"; do
  read -r suite architecture _ <<<"$line"
  for python in $(interpreters "$suite-$architecture"); do
    add_packages "$suite-$architecture" "$python"
    echo "$suite-$architecture $python $(inside "$suite-$architecture" "$python" -c \
      'import platform; print(platform.python_version())')"
  done
done
