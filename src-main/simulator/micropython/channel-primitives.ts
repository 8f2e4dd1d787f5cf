// Script channels between the host and Python: `uprotocol.py` registers them and hands over one function that calls
// their backends; that function answers through the `reply_*` primitives while it runs.

import type { ChannelCall, ChannelReply, ScriptChannel } from '../core/script-engine.ts';
import type { Primitive, WasmHeap } from '../core/primitives.ts';
import type { PythonFunction, PythonValues } from './python-values.ts';
import type { ChannelRequest } from './worker-messages.ts';

/** In the order of the bits and operation numbers that Python uses. */
const methodNames = ['poll', 'size', 'shape', 'read', 'readp', 'write', 'ioctl', 'lock', 'unlock'] as const;

/** The table of a camera has 32 channels; five are its own. */
const maxScriptChannels = 27;

export interface ScriptChannelHooks {
  registered(channel: ScriptChannel): void;
  /** False where the host takes no events. */
  event(handle: number, code: number, waitAck: boolean): boolean;
  reply(id: number, reply: ChannelReply): void;
}

export class ScriptChannels {
  readonly #values: PythonValues;
  readonly #heap: WasmHeap;
  readonly #hooks: ScriptChannelHooks;
  #registered = 0;
  #dispatch: PythonFunction | undefined;
  #payload: Uint8Array = new Uint8Array(0);
  #reply: ChannelReply | undefined;

  constructor(values: PythonValues, heap: WasmHeap, hooks: ScriptChannelHooks) {
    this.#values = values;
    this.#heap = heap;
    this.#hooks = hooks;
  }

  /** `dispatch(handle, operation, first, second)` is uprotocol's. */
  setDispatch(dispatch: PythonFunction): void {
    this.#dispatch = dispatch;
  }

  /** Calls the backend and answers. To be used at safe points only. */
  serve({ id, handle, call }: ChannelRequest): void {
    this.#reply = undefined;
    if (this.#dispatch !== undefined) {
      this.#payload = payloadOf(call);
      const [first, second] = numbersOf(call);
      this.#values.call(this.#dispatch, handle, methodNames.indexOf(call.op), first, second);
    }
    this.#hooks.reply(id, this.#reply ?? { kind: 'raised' });
    this.#payload = new Uint8Array(0);
  }

  primitives(): Record<string, Primitive> {
    const answer = (reply: ChannelReply): number => {
      this.#reply = reply;
      return 1;
    };
    return {
      register_channel: (handle, name, flags, methodBits) => {
        if (this.#registered === maxScriptChannels) return 0;
        this.#registered++;
        const methods = new Set(methodNames.filter((_, bit) => (Number(methodBits) & (1 << bit)) !== 0));
        this.#hooks.registered({ handle: Number(handle), name: String(name), flags: Number(flags), methods });
        return 1;
      },
      send_channel_event: (handle, code, waitAck) =>
        this.#hooks.event(Number(handle), Number(code), waitAck === 1) ? 1 : 0,
      payload_bytes: () => this.#payload.length,
      take_payload: (address) => {
        this.#heap.u8.set(this.#payload, Number(address));
        return 1;
      },
      reply_value: (value) => answer({ kind: 'value', value: Number(value) }),
      reply_none: () => answer({ kind: 'value', value: undefined }),
      reply_bytes: (address, sizeBytes) =>
        answer({ kind: 'bytes', bytes: this.#heap.u8.slice(Number(address), Number(address) + Number(sizeBytes)) }),
      reply_shape: (...shape) => answer({ kind: 'shape', shape: shape.map(Number) }),
    };
  }
}

function payloadOf(call: ChannelCall): Uint8Array {
  if (call.op === 'write') return call.data;
  return call.op === 'ioctl' ? call.args : new Uint8Array(0);
}

function numbersOf(call: ChannelCall): [number, number] {
  switch (call.op) {
    case 'read':
    case 'readp':
      return [call.offset, call.length];
    case 'write':
      return [call.offset, call.data.length];
    case 'ioctl':
      return [call.request | 0, call.args.length];
    default:
      return [0, 0];
  }
}
