// The serial library reports a failed open as a sentence without a code. So the system is asked again, by plain file
// calls that do have codes; only what they cannot tell (a lock, Windows) is read from the sentence.

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { TransportError } from '../api/transport-error.ts';
import { findPortHolder } from './port-holder.ts';
import { fromSystemError } from '../api/system-error.ts';

/** Why `path` did not open, as a TransportError; names the program that holds the port where it can. */
export async function explainOpenFailure(path: string, error: unknown): Promise<TransportError> {
  const text = error instanceof Error ? error.message : String(error);
  const found = process.platform === 'win32' ? fromWindowsText(path, text, error) : await probe(path, error);
  const locked = found.code === 'port-open-failed' && /lock/i.test(text);
  if (found.code !== 'port-busy' && !locked) return found;
  const holder = await findPortHolder(path);
  return new TransportError('port-busy', `${path} is in use by ${holder?.name ?? 'another program'}.`, {
    cause: error,
    data: { port: path, ...(holder !== undefined && { holder: holder.name, processId: holder.processId }) },
  });
}

async function probe(path: string, error: unknown): Promise<TransportError> {
  try {
    const file = await open(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    await file.close();
  } catch (systemError) {
    return fromSystemError(path, systemError, 'port-open-failed');
  }
  return fromSystemError(path, error, 'port-open-failed');
}

/** Windows has one sentence for "in use" and "not allowed"; in use is by far the more common. */
function fromWindowsText(path: string, text: string, cause: unknown): TransportError {
  const code = /file not found|unknown error code (2|3)\b/i.test(text)
    ? 'port-not-found'
    : /access denied/i.test(text)
      ? 'port-busy'
      : 'port-open-failed';
  return new TransportError(code, `${path}: ${text}`, { cause, data: { port: path } });
}
