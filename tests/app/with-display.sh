#!/bin/sh
# Runs a program in real windows, on an X server of its own.
#
# usage: with-display.sh PROGRAM [ARGUMENT...]
set -eu
command -v xvfb-run >/dev/null || { echo "skipped: xvfb is not installed"; exit 77; }
unset DISPLAY WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb
exec xvfb-run -a -s '-screen 0 1440x900x24 -nolisten tcp' "$@"
