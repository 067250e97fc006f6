# shellcheck shell=bash disable=SC2154 # whoever sources this has set them
# Makes a clean Debian 12 for the scripts that source this: in the directory $root, with $work for notes. They have to be
# root, in a mount namespace of their own. What is downloaded is kept in $XDG_CACHE_HOME/barman4j, or ~/.cache/barman4j.

suite=bookworm
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/barman4j

inside() { # inside COMMAND...: in the clean Debian, as root and with nothing of our environment
  chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" < /dev/null
}

apt() { # unattended: where a configuration file is the owner's, it stays
  inside apt-get -y -q -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" \
    > "$work/log" 2>&1 || { cat "$work/log"; fail "apt-get $1 failed"; }
}

# shellcheck disable=SC2016 # apt expands these
repositories() { # from where this host has its packages, in lines of: ADDRESS RELEASE
  apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE)' 'Identifier: Packages' 2> /dev/null |
    awk -v suite="$suite" '$1 == "Debian" && $3 ~ "^" suite "($|-updates$|-security$)" { print $2, $3 }' | sort -u
}

mount_debian() { # for apt: with /proc, and what it has downloaded before
  mount -t proc proc "$root/proc"
  mount --bind "$cache/debs" "$root/var/cache/apt/archives"
}

unmount_debian() { # before anybody copies or removes it
  if mountpoint -q "$root/var/cache/apt/archives"; then umount "$root/var/cache/apt/archives"; fi
  if mountpoint -q "$root/proc"; then umount -l "$root/proc"; fi
}

clean_debian() { # with what apt has downloaded before, and nothing started
  local base=$cache/debian-$suite.tar.gz mirror
  mkdir -p "$cache/debs/partial"
  if [ -z "$(find "$base" -mtime -30 2> /dev/null)" ]; then
    echo "Making a clean Debian $suite, once a month ..."
    mirror=$(repositories | sed -n "s/ $suite\$//p")
    debootstrap "$suite" "$root" ${mirror:+"$mirror"} > "$work/log" 2>&1 || { tail -20 "$work/log"; fail "debootstrap failed"; }
    rm -rf "$root"/var/cache/apt/archives/*.deb
    tar -C "$root" -c . | gzip -1 > "$base.new"
    mv "$base.new" "$base"
  else
    mkdir "$root"
    tar -C "$root" -xf "$base"
  fi
  mount_debian
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  apt-config dump | grep -E '^Acquire::(http|https|Check)' > "$root/etc/apt/apt.conf.d/90host" || true
  if [ -n "$(repositories)" ]; then
    repositories | sed 's/^/deb /; s/$/ main/' > "$root/etc/apt/sources.list"
  fi
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
}
