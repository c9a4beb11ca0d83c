# Debian roots under $folder, for scripts that source this: made by debootstrap, entered by chroot.
# Needs root, Linux, debootstrap and a network. Nothing stays mounted.

say() { echo "$(basename "$0"): $*" >&2; }

# A folder of the host's that commands inside see too, at its own path and read-only; none when empty.
host_folder=

# Runs a command inside a root. What is mounted is so in a mount namespace of the command's own: it
# goes when the command ends, however it ends, and no `rm -r` can ever meet it.
inside() {
  local root=$1 personality=(setarch x86_64)
  shift
  # Without this a 32-bit build reads x86_64 from uname and takes itself for a 64-bit one.
  [[ $root == *-i386 ]] && personality=(setarch i386)
  [ -z "$host_folder" ] || mkdir -p "$folder/$root$host_folder"
  # The environment stays (PIP_*, proxies), but for what names places of the host. Either of the
  # two *_CA_BUNDLE would overrule PIP_CERT.
  # shellcheck disable=SC2016 # for the inner shell
  unshare --mount "${personality[@]}" sh -euc '
    mount -t proc proc "$0/proc"
    if [ "$1" ]; then mount --bind "$1" "$0$1"; mount -o remount,bind,ro "$0$1"; fi
    shift
    exec chroot "$0" "$@"' "$folder/$root" "$host_folder" \
    env -u TMPDIR -u PYTHONPATH -u PYTHONHOME -u PIP_FIND_LINKS -u REQUESTS_CA_BUNDLE \
    -u CURL_CA_BUNDLE HOME=/root LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive PIP_CERT=/etc/ssl/certs/host.crt "$@"
}

install_debian() {
  local root=$1
  shift
  inside "$root" dpkg-query --show "$@" >/dev/null 2>&1 && return
  inside "$root" apt-get update -q >&2
  inside "$root" apt-get install -qq -y --no-install-recommends "$@" >&2
}

bootstrap() {
  local root=$1 suite=$2 architecture=$3 partial=$folder/$1.partial
  [[ -d $folder/$root ]] && return
  say "bootstrapping $root"
  rm -rf --one-file-system "$partial"
  # The script is named because a debootstrap older than the suite does not know the suite; it is
  # the one to which the newer suites' names link. The empty mirror stands for the default one.
  unshare --mount debootstrap --variant=minbase --arch="$architecture" "$suite" "$partial" "" \
    /usr/share/debootstrap/scripts/sid >&2
  mv "$partial" "$folder/$root"
}

# What the host needs to reach the network, the root needs too.
share_network() {
  local etc=$folder/$1/etc
  cp -L /etc/resolv.conf "$etc/resolv.conf"
  mkdir -p "$etc/ssl/certs"
  cp -L "${PIP_CERT:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}" \
    "$etc/ssl/certs/host.crt"
  # A proxy, or a mirror frozen in time whose index has expired.
  if command -v apt-config >/dev/null; then
    apt-config dump | grep -E '^Acquire::(https?::Proxy|Check-)' \
      >"$etc/apt/apt.conf.d/90host" || true
  fi
  # Where pip gets packages from, for commands without this environment.
  {
    printf '[global]\ncert = /etc/ssl/certs/host.crt\n'
    python3 -m pip config list 2>/dev/null |
      sed -nE "s/^(:env:|global)\.(index-url|extra-index-url|proxy|trusted-host)='(.*)'$/\2 = \3/p" |
      awk '!seen[$1]++' || true
  } >"$etc/pip.conf"
}
