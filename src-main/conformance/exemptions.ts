// Why a row may say nothing about a device. A reason is a whole clause: it stands alone in the report.

import type { DeviceFacts } from './probed-facts.ts';

export interface Exemption {
  readonly reason: string;
  readonly holds: (facts: DeviceFacts) => boolean;
}

/** The firmware trusts the lengths inside these requests (docs/protocol-v2.md §5). */
export const lyingLengths: Exemption = {
  reason: 'real hardware would read memory out of bounds',
  holds: ({ simulated }) => !simulated,
};

export const hostNak: Exemption = {
  reason: 'a host must never send NAK to real hardware',
  holds: ({ simulated }) => !simulated,
};

export const uploadWhileRunning: Exemption = {
  reason: 'real hardware may lose the memory of an upload while a script runs',
  holds: ({ simulated }) => !simulated,
};

export const leavesThePort: Exemption = {
  reason: 'real hardware would leave the port',
  holds: ({ simulated }) => !simulated,
};

export const noProfiler: Exemption = {
  reason: 'there is no profile channel',
  holds: ({ profile }) => profile === undefined,
};

/** One lost acknowledgement would freeze the script for seconds (§18). */
export const acknowledgedDatagrams: Exemption = {
  reason: 'acknowledgements are not used over UDP',
  holds: ({ kind }) => kind === 'datagram',
};

export const limitUnknown: Exemption = {
  reason: 'over UDP the default payload is not the largest',
  holds: ({ kind }) => kind === 'datagram',
};

export const wholeDatagrams: Exemption = {
  reason: 'over UDP a request is one datagram',
  holds: ({ kind }) => kind === 'datagram',
};

export const lossyEvents: Exemption = {
  reason: 'over UDP events may be lost',
  holds: ({ kind }) => kind === 'datagram',
};

export const forgottenPeer: Exemption = {
  reason: 'over UDP a camera forgets its host when it reboots',
  holds: ({ kind }) => kind === 'datagram',
};

export const largeStreamBuffer: Exemption = {
  reason: 'its stream buffer is too large for a script to fill',
  holds: ({ info }) => info.streamBufferSizeKb > 64,
};

export const heldText: Exemption = {
  reason: 'the simulated camera keeps unread text rather than lose it',
  holds: ({ holdsTextBack }) => holdsTextBack,
};
