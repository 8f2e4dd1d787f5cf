// What the host thread and a script worker say to each other. Text does not travel here but in the ring of
// `SharedControl`; `text` only rings the bell.

import type { MessagePort } from 'node:worker_threads';
import type {
  ChannelCall,
  ChannelReply,
  PublishedFrame,
  RunResult,
  ScriptChannel,
  ScriptEngineOptions,
} from '../core/script-engine.ts';
import type { Calibration } from './calibration.ts';
import type { SharedWasmMemory } from './wasm-types.ts';

export interface ScriptWorkerData {
  readonly options: ScriptEngineOptions;
  readonly control: SharedArrayBuffer;
  /** Calls into channels; a running script takes them with `receiveMessageOnPort`. */
  readonly requests: MessagePort;
  /** What an earlier worker found out about the binary. */
  readonly calibration: Calibration | undefined;
}

export interface RunMessage {
  readonly kind: 'run';
  readonly source: Uint8Array;
}

export interface ChannelRequest {
  readonly id: number;
  readonly handle: number;
  readonly call: ChannelCall;
}

export type WorkerMessage =
  | { readonly kind: 'ready'; readonly memory: SharedWasmMemory; readonly calibration: Calibration }
  /** The interpreter could not be loaded, or is no longer sound. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'started' }
  | { readonly kind: 'ended'; readonly result: RunResult }
  | { readonly kind: 'text' }
  | { readonly kind: 'frame'; readonly frame: PublishedFrame | undefined }
  | { readonly kind: 'registered'; readonly channel: ScriptChannel }
  | { readonly kind: 'event'; readonly handle: number; readonly code: number; readonly waitAck: boolean }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: ChannelReply };
