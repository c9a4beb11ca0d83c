#!/usr/bin/env bash
# Usage: fresh.sh [FOLDER]
#
# Does what the README says as its first reader would: in a bare Debian of this machine's release,
# made by debootstrap under FOLDER (default ${XDG_CACHE_HOME:-~/.cache}/pysize-fresh) and taken away
# at the end, with the toolchain of the swift on PATH, a clone of HEAD, and PATH and HOME alone in
# the environment. What it installs and packs there is tried in a second bare Debian, which has no
# Swift. Each command's time is printed, and the exit code is 0 where all succeed. Needs what
# roots.sh needs.
set -euo pipefail
folder=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/pysize-fresh}")
cd "$(dirname "$0")/../.."
. Tests/Recording/root.sh

# The folder that holds usr/bin/swift, wherever PATH's swift is only a link to it.
library=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
toolchain=$(realpath "$library/../..")
[ "$toolchain" != /usr ] || { say "a Swift in /usr cannot be told from the system"; exit 69; }
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# What swift.org asks for on Debian, without what setup.sh installs.
wanted=(binutils ca-certificates libcurl4-openssl-dev libedit2 libncurses6 libsqlite3-0
  'libstdc++-12-dev' libxml2-dev libz3-dev pkg-config tzdata zlib1g-dev)

cleaned() { rm -rf --one-file-system "$folder/swift" "$folder/bare" "$folder"/*.partial; }
cleaned
mkdir -p "$folder"
# shellcheck disable=SC1091
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
bootstrap swift "$release" "$(dpkg --print-architecture)"
cp -a "$folder/swift" "$folder/bare"
share_network swift
share_network bare
trap cleaned EXIT

# The host's git may get the dependencies elsewhere: so does the root's, from copies of local ones.
grep -oE 'https://[^"]+' Package.resolved | while read -r dependency; do
  url=$(git ls-remote --get-url "$dependency")
  [ "$url" != "$dependency" ] || continue
  git config -f "$folder/swift/etc/gitconfig" "url.$url.insteadOf" "$dependency"
  for repository in "$url" "$url.git"; do
    [[ $repository == /* && -d $repository ]] || continue
    mkdir -p "$folder/swift$(dirname "$repository")"
    cp -a "$repository" "$folder/swift$repository"
  done
done
git config -f "$folder/swift/etc/gitconfig" http.sslCAInfo /etc/ssl/certs/host.crt
git clone -q --no-hardlinks . "$folder/swift/root/pysize"

failures=0
# A command's output, how it ended, and how long it took.
try() {
  local before=$SECONDS status=0
  say "$1: ${*:2}"
  inside "$1" env -i HOME=/root "PATH=${host_folder:+$toolchain/bin:}$path" "${@:2}" </dev/null ||
    status=$?
  say "$1: ${*:2}: exit code $status after $((SECONDS - before)) s"
  [ "$status" = 0 ] || failures=$((failures + 1))
}

install_debian swift "${wanted[@]}" >/dev/null
at_clone() { host_folder=$toolchain try swift bash -c "cd /root/pysize && bash Tests/Scripts/$1"; }
at_clone compare.sh
at_clone "install.sh /root/installed"
at_clone "wheel.sh /root/wheel"

mkdir "$folder/bare/root/wheel"
cp -a "$folder/swift/root/installed" "$folder/bare/root/" || failures=$((failures + 1))
cp -a "$folder"/swift/root/wheel/*.whl "$folder/bare/root/wheel/" || failures=$((failures + 1))
install_debian bare python3-venv >/dev/null
try bare /root/installed/bin/pysize compare dict class slots
try bare python3 -m venv /root/venv
try bare /root/venv/bin/pip install --quiet --no-index --find-links /root/wheel pysize-memory
try bare sh -c '. /root/venv/bin/activate && pysize --version && pysize compare dict class slots'

at_clone test.sh
say "$failures of its commands failed"
[ "$failures" = 0 ]
