// Every code that can reach a person, over all layers, merged from one file per layer.

import { cameraErrors } from './camera.ts';
import { cliErrors } from './cli.ts';
import { fileErrors } from './files.ts';
import { hostErrors, simulatorErrors } from './host.ts';
import { profileErrors } from './profile.ts';
import { pictureErrors, protocolErrors } from './protocol.ts';
import { recordingErrors } from './recording.ts';
import { otherErrors, rpcErrors } from './rpc.ts';
import { rtspErrors } from './rtsp.ts';
import { serverErrors } from './server.ts';
import { transportErrors } from './transport.ts';

/** In the order of the layers, from the device to the shells. */
export const errorLayers = [
  transportErrors,
  cameraErrors,
  protocolErrors,
  pictureErrors,
  rtspErrors,
  recordingErrors,
  profileErrors,
  simulatorErrors,
  fileErrors,
  hostErrors,
  rpcErrors,
  serverErrors,
  cliErrors,
  otherErrors,
] as const;

export const errorEntries = {
  ...transportErrors,
  ...cameraErrors,
  ...protocolErrors,
  ...pictureErrors,
  ...rtspErrors,
  ...recordingErrors,
  ...profileErrors,
  ...simulatorErrors,
  ...fileErrors,
  ...hostErrors,
  ...rpcErrors,
  ...serverErrors,
  ...cliErrors,
  ...otherErrors,
};

export type ErrorCode = keyof typeof errorEntries;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorEntries, code);
}
