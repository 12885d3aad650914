# SPDX-License-Identifier: MIT
# Shared by the scripts of this folder; sourced, never run.
# shellcheck shell=bash

# Raise it when a change to `create` must make a new runtime although the package list is the same.
runtime_version=1
runtime_suite=trixie
# shellcheck disable=SC2034 # for those who source this
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck disable=SC2034 # for those who source this
top=${here%/packaging/runtime}
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/corridor

say() { printf 'corridor: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null; }

packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/packages.txt"; }

# The folder of the runtime for this package list; it exists only when it is complete.
runtime_dir() {
  local key
  key=$({ echo "$runtime_version $runtime_suite $HOSTTYPE"; packages; } | sha256sum)
  echo "$cache/runtime-${key:0:12}"
}

# as_admin COMMAND…: as root; otherwise through sudo where it asks no password; 3 when neither is possible.
as_admin() {
  if [ "$EUID" = 0 ]; then "$@"
  elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 3; fi
}

# install_packages NAME…: the package lists are fetched only when apt cannot do without.
install_packages() {
  local apt=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq -o DPkg::Lock::Timeout=300) report
  local install=("${apt[@]}" install -y --no-install-recommends "$@")
  as_admin true || return 3
  as_admin "${install[@]}" </dev/null >/dev/null 2>&1 && return
  say "fetching apt's package lists"
  report=$(as_admin "${apt[@]}" update </dev/null 2>&1) || printf '%s\n' "$report" >&2
  report=$(as_admin "${install[@]}" </dev/null 2>&1) || { printf '%s\n' "$report" >&2; return 1; }
}

debian_archive() {
  # shellcheck disable=SC2016 # apt's own variables
  apt-get indextargets --format '$(LABEL)|$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' |
    awk -F'|' '$1 == "Debian" && $2 == "main" && $3 !~ /^cdrom:/ { print $3; exit }'
}

# The archive's address as this machine's own apt knows it; apt has to have fetched its lists once.
find_archive() {
  archive=${CORRIDOR_DEBIAN_ARCHIVE:-$(debian_archive)}
  [ -z "$archive" ] || return 0
  say "fetching apt's package lists"
  as_admin apt-get -qq update >&2 || say "they could not be fetched; an administrator types: sudo apt-get update"
  archive=$(debian_archive)
  [ -n "$archive" ] || die "apt on this machine has no Debian archive; name one in CORRIDOR_DEBIAN_ARCHIVE"
}

# Proxies, timeouts and the like, as apt has them on this machine.
apt_settings() {
  apt-config dump --no-empty --format '%F "%v";%n' Acquire |
    grep -vE '^Acquire::(IndexTargets|CompressionTypes|Changelogs|cdrom|Languages|GzipIndexes)\b' || true
  echo 'Acquire::Languages "none"; APT::Install-Recommends "false";'
}
