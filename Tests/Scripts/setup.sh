#!/usr/bin/env bash
# Installs from Debian what pysize needs, and the packages given; does nothing where it is all there.
set -euo pipefail

needed=(gcc libc6-dev git python3 python3-pip libpython3-dev "$@")
missing=()
for package in "${needed[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "setup.sh: not Debian: install ${missing[*]} by hand" >&2
    exit 69
  fi
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
fi
command -v swift >/dev/null || {
  echo "setup.sh: no swift: install Swift 6.2 or later from swift.org" >&2
  exit 69
}
