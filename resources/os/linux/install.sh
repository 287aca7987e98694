#!/bin/bash
# What it does   Puts the recipes of this folder in their places for one of three kinds of kiosk, keeps the
#                machine from sleeping, takes Ctrl+Alt+Del away, and lets the kiosk start with the machine.
#                  install.sh app      the Electron app in cage
#                  install.sh x11      the Electron app on a bare X server
#                  install.sh browser  the browser host and Chromium in cage
#                  install.sh undo     takes all of it back, but for the user and the data folder
# What it needs  root, on a Debian machine that is nothing but a kiosk, with the packages named in README.md.
#                --root DIR writes the files under DIR and changes nothing else: for images, and to look first.
# What it leaves overlayroot.conf and fairdesk-update.*: they need a partition of their own (README.md).
# Undo           install.sh undo, then restart.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

kind=${1:-}
root=
if [[ ${2:-} == --root && -n ${3:-} ]]; then root=$3; fi

masked=(sleep.target suspend.target hibernate.target hybrid-sleep.target ctrl-alt-del.target)
units=(fairdesk-app.service fairdesk-x11.service fairdesk-browser.service)

# What goes where, for every kind.
places=(
  "logind.conf                /etc/systemd/logind.conf.d/10-fairdesk.conf"
  "sysctl.conf                /etc/sysctl.d/60-fairdesk.conf"
  "storage.rules              /etc/udev/rules.d/70-fairdesk-storage.rules"
  "media-FAIRDESK.mount       /etc/systemd/system/media-FAIRDESK.mount"
  "apt-timer.conf             /etc/systemd/system/apt-daily.timer.d/10-fairdesk.conf"
  "apt-timer.conf             /etc/systemd/system/apt-daily-upgrade.timer.d/10-fairdesk.conf"
  "apt-upgrades.conf          /etc/apt/apt.conf.d/52fairdesk-upgrades"
)
app=("fairdesk-app.service       /etc/systemd/system/fairdesk-app.service")
x11=(
  "fairdesk-x11.service       /etc/systemd/system/fairdesk-x11.service"
  "xorg.conf                  /etc/X11/xorg.conf.d/10-fairdesk.conf"
)
browser=(
  "fairdesk-browser.service   /etc/systemd/system/fairdesk-browser.service"
  "kiosk-browser.sh           /usr/local/lib/fairdesk/kiosk-browser.sh"
  "chromium.json              /etc/chromium/policies/managed/fairdesk.json"
)

put() {
  local source place mode
  for each in "$@"; do
    read -r source place <<<"$each"
    mode=644
    if [[ -x $here/$source ]]; then mode=755; fi
    install -D -m "$mode" "$here/$source" "$root$place"
  done
}

take() {
  local source place
  for each in "$@"; do
    read -r source place <<<"$each"
    rm -f "$root$place"
  done
}

case $kind in
  app) put "${places[@]}" "${app[@]}" ;;
  x11) put "${places[@]}" "${x11[@]}" ;;
  browser) put "${places[@]}" "${browser[@]}" ;;
  undo) ;;
  *)
    echo "usage: install.sh app|x11|browser|undo [--root DIR]" >&2
    exit 2
    ;;
esac

if [[ $kind == undo ]]; then
  if [[ -z $root ]]; then
    for unit in "${units[@]}"; do systemctl disable --now "$unit" 2>/dev/null || true; done
    systemctl unmask "${masked[@]}"
    systemctl enable getty@tty1.service
  fi
  take "${places[@]}" "${app[@]}" "${x11[@]}" "${browser[@]}"
elif [[ -z $root ]]; then
  id fairdesk >/dev/null 2>&1 ||
    useradd --system --home-dir /var/lib/fairdesk --shell /usr/sbin/nologin --groups video,render,input,audio fairdesk
  systemctl mask "${masked[@]}"
fi

if [[ -z $root ]]; then
  systemctl daemon-reload
  udevadm control --reload
  if [[ $kind != undo ]]; then systemctl enable "fairdesk-$kind.service"; fi
  echo "restart the machine, then run the self-test in the staff panel"
fi
