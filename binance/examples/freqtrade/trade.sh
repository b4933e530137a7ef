#!/bin/sh
# Starts freqtrade with real orders at the exchange of TAPEBOOK_URL and TAPEBOOK_STREAMS, with the key that API_KEY and
# API_SECRET are. What it keeps, its trades among it, is in FREQTRADE_FOLDER.
here=$(dirname "$0")
folder=${FREQTRADE_FOLDER:-data/freqtrade}
mkdir -p "$folder"
sed "s#http://127.0.0.1:8080#${TAPEBOOK_URL:-http://127.0.0.1:8080}#; s#ws://127.0.0.1:8081#${TAPEBOOK_STREAMS:-ws://127.0.0.1:8081}#" \
  "$here/config.json" >"$folder/config.json"
export FREQTRADE__EXCHANGE__KEY="$API_KEY" FREQTRADE__EXCHANGE__SECRET="$API_SECRET"
exec freqtrade trade --config "$folder/config.json" --userdir "$folder" --db-url "sqlite:///$folder/trades.sqlite" \
  --strategy-path "$here" --strategy ByHand
