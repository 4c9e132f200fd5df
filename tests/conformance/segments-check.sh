#!/bin/sh
# Holds the counting of segments against a public calculator. segments-check.sh TEXTBANK-TOOL COUNT BUILDDIR
# Exit 77 means skipped: there is no npm, or it cannot fetch.
set -u
tool=$1
count=$2
cache=$3/npm-segments
calculator='sms-segments-calculator@1.3.0'

if ! command -v npm >/dev/null 2>&1 || ! command -v node >/dev/null 2>&1; then
    echo 'skipped: npm is not installed'
    exit 77
fi
mkdir -p "$cache" || exit 1
export npm_config_cache="$cache/cache" npm_config_update_notifier=false
if [ ! -d "$cache/node_modules/sms-segments-calculator" ] &&
    ! npm install --no-save --no-audit --no-fund --prefix "$cache" "$calculator" >"$cache/fetch.log" 2>&1; then
    echo 'skipped: the calculator could not be fetched'
    exit 77
fi
NODE_PATH="$cache/node_modules" exec node "$(dirname "$0")/segments_check.js" "$tool" "$count"
