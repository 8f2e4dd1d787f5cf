#!/bin/sh
# Runs after the deb or rpm is unpacked. electron-builder replaces the names.
set -e
program='/opt/${sanitizedProductName}/${executable}'

ln -sf "$program" '/usr/bin/${executable}'

# Chromium's sandbox uses user namespaces if the kernel has them, otherwise a helper with root rights.
if unshare --user true 2>/dev/null; then mode=0755; else mode=4755; fi
chmod "$mode" '/opt/${sanitizedProductName}/chrome-sandbox' || true

# Ubuntu allows user namespaces only for programs with a profile.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load "$profile" >/dev/null 2>&1; then
  cp "$profile" '/etc/apparmor.d/${executable}'
  apparmor_parser --replace '/etc/apparmor.d/${executable}' 2>/dev/null || true
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi

# The package contains the rules. Apply them to cameras that are already plugged in.
if command -v udevadm >/dev/null; then
  udevadm control --reload-rules 2>/dev/null || true
  udevadm trigger --subsystem-match=tty --subsystem-match=usb 2>/dev/null || true
fi
echo 'Viewfinder: the user at the screen can use cameras now. Users who log in by ssh, and services, need the group dialout:'
echo '  sudo usermod -aG dialout NAME'
