#!/bin/sh
# A system without time zone data: nobody may be texted, and the reason is said. Needs a mount namespace of its own, and
# is skipped where a container forbids that.
# usage: no-zone-data.sh TEXTBANK-TOOL
unshare -rm mount -t tmpfs none /usr/share/zoneinfo 2>/dev/null || exit 77
asked='{"phone":"303-555-0142","at":"2026-11-18T19:00:00Z"}'
answer=$(unshare -rm sh -c 'mount -t tmpfs none /usr/share/zoneinfo && printf "%s\n" "$2" | "$1" window' sh "$1" "$asked") || exit 1
case $answer in
*'"allowed":false'*'"reason":"no_zone_data"'*) exit 0 ;;
esac
printf 'without zone data: %s\n' "$answer" >&2
exit 1
