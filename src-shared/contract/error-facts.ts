import type { Problem } from './problem.ts';

// Conditions on facts that words of both languages depend on.

/** A serial port of Linux: access to it is a matter of groups and udev rules. */
export function isLinuxPort({ port }: Problem['facts']): boolean {
  return typeof port === 'string' && /^\/dev\/(tty(ACM|USB|S|AMA)|rfcomm|serial\/)/.test(port);
}

export function isNetworkAddress({ port }: Problem['facts']): boolean {
  return typeof port === 'string' && /^(tcp|udp):\/\//.test(port);
}

export function hasHolder({ holder }: Problem['facts']): boolean {
  return holder !== undefined;
}

export function hasLimit({ limitBytes }: Problem['facts']): boolean {
  return limitBytes !== undefined;
}

/** What was typed is no address at all. */
export function isMistyped({ expected }: Problem['facts']): boolean {
  return expected !== undefined;
}

/** The port is a capture log. */
export function isRecording({ port }: Problem['facts']): boolean {
  return typeof port === 'string' && port.startsWith('replay:');
}
