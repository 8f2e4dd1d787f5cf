// Every code of a failure that can reach a person, over all layers. Its words are in error-words-en.ts and
// error-words-zh.ts; facts that the words use are named here where the layer's own union does not say it.

export const errorCodes = [
  // Transports (src-main/transports/api/transport-error.ts). Facts: `port`, `system`, `holder`.
  'port-not-found',
  'port-busy',
  'port-no-permission',
  'port-lost',
  'port-closed',
  'port-open-failed',

  // Cameras (src-main/camera/camera-error.ts).
  'not-a-camera',
  'unsupported-protocol',
  'camera-silent',
  'request-refused',
  'out-of-sync',
  'checksum-failed',
  'camera-rebooted',
  'not-connected',
  'already-connected',
  'script-too-large',
  'script-did-not-start',
  'script-did-not-stop',
  'channel-not-found',
  'channel-not-supported',
  'preview-overflow',
  'profile-lost',

  // Bytes of protocol V2 (src-shared/openmv/protocol-error.ts).
  'payload-too-short',
  'bad-frame-header',
  'bad-record-size',
  'too-many-records',
  'value-out-of-range',

  // Files and the program (src-main/host/host-error.ts). Facts: `path`, `sizeBytes`, `limitBytes`, `systemCode`.
  'file-not-found',
  'folder-not-found',
  'file-no-permission',
  'file-changed',
  'file-exists',
  'file-read-only',
  'file-too-large',
  'not-a-file',
  'not-a-folder',
  'bad-path',
  'disk-full',
  'file-failed',
  'example-not-found',
  'address-refused',
  'no-dialogs',
  'no-windows',
  'no-profiler',
  'profile-empty',
  'frame-lane-limit',

  // Symbols of firmware (src-shared/profile/profile-error.ts). Facts: `name` of the file.
  'elf-not-an-elf',
  'elf-not-32-bit',
  'elf-not-little-endian',
  'elf-truncated',
  'elf-absurd',
  'elf-no-symbols',

  // Recorded sessions (src-shared/recording/recording-error.ts). Facts: `path`, `version`.
  'not-a-capture',
  'capture-too-new',
  'capture-too-slow',
  'nothing-to-replay',

  // Calls (src-shared/rpc/rpc-error.ts).
  'bad-message',
  'unknown-method',
  'too-many-calls',
  'message-too-large',
  'cancelled',
  'connection-lost',
  'internal',
  /** Made by the page: the host did not come back in time, or refuses this page. */
  'host-unreachable',

  // The server (src-main/server/server-error.ts). Facts: `host`, `port`.
  'server-port-in-use',
  'server-port-refused',
  'server-tls-unusable',
  'server-start-failed',

  // The simulated camera (src-main/simulator).
  'address-unavailable',
  'pty-unavailable',
  'codec-unavailable',

  // Pictures (src-shared/picture/picture-error.ts, and the page). Facts: `format`, `sizeBytes`.
  'bad-picture',
  'format-not-supported',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}
