#!/bin/sh
# Runs a program inside a session bus of its own with an unlocked secret service, in a home of its own; TEXTBANK_KEYRING
# is set there.
#
# usage: with-keyring.sh [--or-without] PROGRAM [ARGUMENT...]
#   --or-without: where no secret service is installed, runs the program all the same instead of skipping it
set -eu
without=
[ "$1" != --or-without ] || { without=yes; shift; }
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_RUNTIME_DIR="$home/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY
if [ -n "$without" ] && ! command -v gnome-keyring-daemon >/dev/null; then
    "$@"
    exit
fi
command -v gnome-keyring-daemon >/dev/null || { echo "skipped: gnome-keyring is not installed"; exit 77; }
export TEXTBANK_KEYRING=1
# A second start reads no password: what the first one made is then locked.
dbus-run-session -- sh -c 'printf "test\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"' sh "$@"
