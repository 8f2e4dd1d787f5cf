#!/bin/sh
# Runs after the deb or rpm is removed. An upgrade removes the old version last: files of the new version stay.
if [ ! -e '/opt/${sanitizedProductName}/${executable}' ]; then
  rm -f '/usr/bin/${executable}'
  if [ -e '/etc/apparmor.d/${executable}' ]; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' 2>/dev/null || true
    rm -f '/etc/apparmor.d/${executable}'
  fi
fi
exit 0
