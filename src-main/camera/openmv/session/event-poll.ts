// If it was agreed that the device sends no events, it is polled instead (docs/protocol-v2.md §19.7): POLL reports whether
// a script runs, and whether text or a frame waits. Below: the typed requests. Above: session.ts.

import { delay } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { ChannelId } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../../../src-shared/openmv/payloads.ts';
import type { ScriptState } from '../../kit/script-state.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { Priority } from '../requests/link-request.ts';
import type { StdoutPump } from '../script/stdout-pump.ts';
import type { FramePump } from '../stream/frame-pump.ts';

/**
 * The text ring of the smallest board fills in this time at a moderate rate. Not shorter, because POLL runs code of the
 * script.
 */
const pollMs = 20;

export interface EventPollParts {
  readonly clock: Clock;
  readonly commands: DeviceCommands;
  readonly script: ScriptState;
  readonly stdoutPump: StdoutPump;
  readonly framePump: FramePump;
}

/** Polls until `signal` aborts. Never rejects, except with a programming error. */
export async function pollEvents(parts: EventPollParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await delay(parts.clock, pollMs, signal);
      const mask = await parts.commands.poll({ priority: Priority.stdout, signal });
      if (!signal.aborted) dispatch(parts, mask);
    } catch (error) {
      // The link recovers by itself or reports its end.
      ignoreExpected(error);
    }
  }
}

function dispatch({ script, stdoutPump, framePump }: EventPollParts, mask: number): void {
  if (hasPollBit(mask, ChannelId.stdout)) stdoutPump.notify();
  if (hasPollBit(mask, ChannelId.stream)) framePump.notify();
  // Last: the end of the script ends the polling too.
  script.observe(hasPollBit(mask, ChannelId.stdin));
}
