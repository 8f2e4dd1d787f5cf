// Conditions on the data of a problem, shared by the layers: which variant of the words fits.

import type { ErrorData } from '../../lib/coded-error.ts';

/** A serial port of Linux: access to it depends on groups and udev rules. */
export function isLinuxPort({ port }: ErrorData): boolean {
  return typeof port === 'string' && /^\/dev\/(tty(ACM|USB|S|AMA)|rfcomm|serial\/)/.test(port);
}

export function isNetworkAddress({ port }: ErrorData): boolean {
  return typeof port === 'string' && /^(tcp|udp):\/\//.test(port);
}

/** The port is a recording. */
export function isRecording({ port }: ErrorData): boolean {
  return typeof port === 'string' && port.startsWith('replay:');
}

/** True if the problem has a value of this name. */
export function has(name: string): (data: ErrorData) => boolean {
  return (data) => data[name] !== undefined;
}
