#!/bin/sh
# Works a whole practice shift by keyboard in real windows under Xvfb, then searches everything the program wrote as a log
# for any person of the campaign.
#
# usage: practice-shift.sh TEXTBANK CONTACTS.csv
set -eu
program=$1
contacts=$2
command -v xvfb-run >/dev/null && command -v xdotool >/dev/null || { echo "skipped: xvfb or xdotool is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/data"
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM
xvfb-run -a -s '-screen 0 1440x900x24 -nolisten tcp' "$program" --practice --seed 7 --demo "$work/pictures" \
    --demo-contacts 100 --data "$work/data" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
cat "$work/out"
grep -q "record agree" "$work/out"
[ -s "$work/data/logs/textbank.log" ] || { echo "the shift left no log to search"; exit 1; }

# First names, last names and the digits of every number of the campaign.
tail -n +2 "$contacts" | tr -d '"' | awk -F, '{print $1; print $2; gsub(/[^0-9]/, "", $3); print substr($3, length($3) - 6)}' |
    awk 'length($0) > 3' | sort -u >"$work/people"
[ "$(wc -l <"$work/people")" -gt 150 ] || { echo "the list of people could not be read"; exit 1; }
if grep -n -w -F -f "$work/people" "$work/data/logs/"*; then
    echo "a log names somebody"
    exit 1
fi
if grep -n -i -E 'bearer|count on you|Valley Votes' "$work/data/logs/"*; then
    echo "a log holds a token or a text"
    exit 1
fi
echo "log: $(cat "$work/data/logs/"* | wc -l) lines, nobody named"
