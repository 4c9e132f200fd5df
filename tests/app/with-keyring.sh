#!/bin/sh
# Runs a program inside a session bus of its own with an unlocked secret service, in a home of its own.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export XDG_RUNTIME_DIR="$home/runtime"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY
command -v gnome-keyring-daemon >/dev/null || { echo "skipped: gnome-keyring is not installed"; exit 77; }
# A second start reads no password: what the first one made is then locked.
dbus-run-session -- sh -c 'printf "test\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$@"' sh "$@"
