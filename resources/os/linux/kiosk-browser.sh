#!/bin/bash
# What it does   Starts the browser host, waits for the address it prints, and shows that address in
#                Chromium's kiosk mode. Where one of the two ends, the other is ended, and systemd starts both.
# What it needs  The project in /opt/fairdesk, built; Chromium; chromium.json as a managed policy, which
#                allows the one address below. Started by fairdesk-browser.service inside cage.
# Undo           Nothing is left behind: the browser's profile lies in RUNTIME_DIRECTORY, in memory.
set -euo pipefail

project=${FAIRDESK_PROJECT:-/opt/fairdesk}
chromium=${FAIRDESK_CHROMIUM:-/usr/bin/chromium}
# chromium.json allows this port and no other.
port=${FAIRDESK_PORT:-8430}
data=${STATE_DIRECTORY:-/var/lib/fairdesk}/device
profile=${RUNTIME_DIRECTORY:-/run/fairdesk}/browser

# The page prints only where a printer is set up when this starts: without one, Chromium would ask for a file.
prints=()
if [[ $(LC_ALL=C lpstat -d 2>/dev/null) == "system default destination: "* ]]; then prints=(--prints); fi

coproc HOST {
  cd "$project"
  exec node_modules/.bin/node src/web/cli.ts --port "$port" --data "$data" ${prints[@]+"${prints[@]}"}
}
host=$HOST_PID
trap 'kill "$host" 2>/dev/null || true; wait "$host" 2>/dev/null || true' EXIT

# The first line is {"listening":"http://127.0.0.1:8430/#token=…"}; the page takes the token out at once.
read -r line <&"${HOST[0]}"
address=${line#*\"listening\":\"}
address=${address%%\"*}

rm -rf "$profile"
"$chromium" \
  --kiosk --kiosk-printing \
  --user-data-dir="$profile" --ozone-platform-hint=auto \
  --no-first-run --no-default-browser-check --noerrdialogs --hide-crash-restore-bubble \
  --disable-pinch --overscroll-history-navigation=0 --disable-breakpad --password-store=basic \
  "$address" &

# Whichever ends first ends the service.
wait -n
