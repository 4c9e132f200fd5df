#!/bin/sh
# Lints the published document with a known OpenAPI linter. lint-openapi.sh DOCUMENT BUILDDIR
# Exit 77 means skipped: there is no npm, or it cannot fetch.
set -u
document=$1
cache=$2/npm
linter='@redocly/cli@1.34.3'

if ! command -v npx >/dev/null 2>&1; then
    echo 'skipped: npm is not installed'
    exit 77
fi
mkdir -p "$cache" || exit 1
export npm_config_cache="$cache" npm_config_update_notifier=false REDOCLY_TELEMETRY=off
if ! npx --yes --prefix "$cache" "$linter" --version >"$cache/fetch.log" 2>&1; then
    echo 'skipped: the linter could not be fetched'
    exit 77
fi
cd "$cache" || exit 1
cat >redocly.yaml <<'RULES'
extends: [recommended-strict]
rules:
  # The token and the codes are in the description of their calls; examples stand at the shared components.
  no-server-example.com: off
  no-unused-components: error
  no-ambiguous-paths: error
RULES
exec npx --yes --prefix "$cache" "$linter" lint --config redocly.yaml "$document"
