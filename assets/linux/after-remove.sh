#!/bin/sh
# Runs after the deb or rpm was removed. An upgrade removes the old version last: what the new one brought stays.
if [ ! -e '/opt/${sanitizedProductName}/${executable}' ]; then
  rm -f '/usr/bin/${executable}'
  if [ -e '/etc/apparmor.d/${executable}' ]; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' 2>/dev/null || true
    rm -f '/etc/apparmor.d/${executable}'
  fi
fi
exit 0
