#!/bin/sh
# Runs after the deb or rpm was unpacked. electron-builder fills in the names.
set -e
program='/opt/${sanitizedProductName}/${executable}'

ln -sf "$program" '/usr/bin/${executable}'

# Chromium's sandbox: by user namespaces where the kernel has them, by a helper with root's rights elsewhere.
if unshare --user true 2>/dev/null; then mode=0755; else mode=4755; fi
chmod "$mode" '/opt/${sanitizedProductName}/chrome-sandbox' || true

# Ubuntu allows user namespaces to programs with a profile only.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load "$profile" >/dev/null 2>&1; then
  cp "$profile" '/etc/apparmor.d/${executable}'
  apparmor_parser --replace '/etc/apparmor.d/${executable}' 2>/dev/null || true
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi

# The rule came with the package; cameras that are plugged in already get it too.
if command -v udevadm >/dev/null; then
  udevadm control --reload-rules 2>/dev/null || true
  udevadm trigger --subsystem-match=tty --subsystem-match=usb 2>/dev/null || true
fi
echo 'Viewfinder: whoever sits at this computer can use cameras now. Others (ssh, services) need the group dialout:'
echo '  sudo usermod -a -G dialout NAME'
