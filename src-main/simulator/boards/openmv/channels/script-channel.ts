// A channel that the running script registered (docs/protocol-v2.md §16): requests become calls of its backend, with
// the firmware's odd reading of the results.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { ChannelFlag, Status } from '../../../../../src-shared/openmv/constants.ts';
import type { ChannelCall, ChannelReply, ScriptChannel, ScriptEngine } from '../../../core/script-engine.ts';
import type { DeviceChannel } from './device-channel.ts';

/** A script that cannot be reached for this long has its channel call answered as failed. */
const callLimitMs = 2000;
const maxNameBytes = 13;

export function createScriptChannel(engine: ScriptEngine, clock: Clock, registered: ScriptChannel): DeviceChannel {
  const { handle, methods } = registered;
  const call = (request: ChannelCall): Promise<ChannelReply> => callWithLimit(engine, clock, handle, request);
  const truthy = async (op: 'poll' | 'lock' | 'unlock'): Promise<boolean> => {
    const reply = await call({ op });
    return reply.kind === 'value' && (reply.value ?? 0) !== 0;
  };

  const channel: DeviceChannel = {
    name: cutName(registered.name),
    flags: (registered.flags | ChannelFlag.dynamic) & 0xff,
  };
  if (methods.has('poll')) channel.poll = () => truthy('poll');
  if (methods.has('lock')) channel.lock = () => truthy('lock');
  if (methods.has('unlock')) channel.unlock = () => truthy('unlock');
  if (methods.has('size')) {
    channel.size = async () => {
      const reply = await call({ op: 'size' });
      return reply.kind === 'value' ? (reply.value ?? 0) : 0;
    };
  }
  if (methods.has('shape')) {
    channel.shape = async () => {
      const reply = await call({ op: 'shape' });
      return reply.kind === 'shape' ? reply.shape.slice(0, 4) : [];
    };
  }
  if (methods.has('readp')) {
    channel.readRange = async (offset, length) => {
      const reply = await call({ op: 'readp', offset, length });
      // A shorter buffer is over-read by the firmware; here it is refused.
      if (reply.kind !== 'bytes' || reply.bytes.length < length) return undefined;
      return [reply.bytes.subarray(0, length)];
    };
  } else if (methods.has('read')) {
    channel.readPiece = async (offset, length) => {
      const reply = await call({ op: 'read', offset, length });
      return reply.kind === 'bytes' ? reply.bytes.subarray(0, length) : undefined;
    };
  }
  if (methods.has('write')) {
    channel.write = async (offset, data) => {
      const reply = await call({ op: 'write', offset, data: data.slice() });
      // An exception counts as -1, and any non-zero value is a success.
      return reply.kind === 'raised' || (reply.kind === 'value' && (reply.value ?? 0) !== 0);
    };
  }
  if (methods.has('ioctl')) {
    channel.ioctl = async (request, args) => {
      const reply = await call({ op: 'ioctl', request, args: args.slice() });
      return reply.kind === 'value' && (reply.value ?? 0) === 0 ? Status.success : Status.failed;
    };
  }
  return channel;
}

function cutName(name: string): string {
  const bytes = new TextEncoder().encode(name).subarray(0, maxNameBytes);
  return new TextDecoder().decode(bytes);
}

/** Rejects when the script cannot be reached: the request is then answered with FAILED. */
function callWithLimit(
  engine: ScriptEngine,
  clock: Clock,
  handle: number,
  request: ChannelCall,
): Promise<ChannelReply> {
  return new Promise((resolve, reject) => {
    const limit = clock.after(callLimitMs, () =>
      reject(new Error(`The script did not answer within ${callLimitMs} ms.`)),
    );
    engine
      .call(handle, request)
      .then(resolve, reject)
      .finally(() => limit.dispose());
  });
}
