// What the virtual camera needs of whatever executes scripts. Implemented by micropython/ (real MicroPython in a worker
// thread) and by testing/scripted-engine.ts (for tests of the protocol side alone).

import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import type { Listen } from '../../../src-shared/lib/emitter.ts';

/** How a run ended. `interrupted` covers Stop in all its forms; the text of an exception is already on stdout. */
export type RunResult = { readonly kind: 'finished' | 'interrupted' | 'exception' };

/** A frame that a script hands to the preview: mutable formats raw, compressed ones as their file bytes. */
export interface PublishedFrame {
  readonly width: number;
  readonly height: number;
  /** `PixelFormat` of src-shared/openmv */
  readonly format: number;
  /** Owned by the receiver. */
  readonly data: Uint8Array;
}

/** A channel that the script registered with `protocol.register`. */
export interface ScriptChannel {
  /** Handle for `call`; the wire id is the virtual camera's business. */
  readonly handle: number;
  readonly name: string;
  /** Flags the script passed, plus read, write and lock as its backend offers them; without `dynamic`. */
  readonly flags: number;
  /** Which methods the backend has. */
  readonly methods: ReadonlySet<'poll' | 'size' | 'shape' | 'read' | 'readp' | 'write' | 'ioctl' | 'lock' | 'unlock'>;
}

/** A host's request to a script channel (docs/protocol-v2.md §16.2). */
export type ChannelCall =
  | { readonly op: 'poll' | 'size' | 'shape' | 'lock' | 'unlock' }
  | { readonly op: 'read' | 'readp'; readonly offset: number; readonly length: number }
  | { readonly op: 'write'; readonly offset: number; readonly data: Uint8Array }
  | { readonly op: 'ioctl'; readonly request: number; readonly args: Uint8Array };

/**
 * `value`: the returned number (booleans as 0/1, None as undefined). `bytes`: what read/readp returned.
 * `shape`: what shape returned, at most four. `raised`: the backend raised; the script does not notice.
 */
export type ChannelReply =
  | { readonly kind: 'value'; readonly value: number | undefined }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'shape'; readonly shape: readonly number[] }
  | { readonly kind: 'raised' };

/** `send_event(code, wait_ack)`; 0xFFFF stands for NOTIFY. */
export interface ScriptChannelEvent {
  readonly handle: number;
  readonly code: number;
  readonly waitAck: boolean;
  /** The event has been sent or dropped. A script waits while `maxEventsInFlight` of its events have not. */
  readonly settled: () => void;
}

/** Events between a script and the wire. */
export const maxEventsInFlight = 32;

export interface ScriptEngine extends Disposable {
  /** Resolves when a fresh interpreter waits for a script. */
  ready(): Promise<void>;
  readonly running: boolean;
  /** Runs UTF-8 source as `<stdin>`. Call only when ready and not running. */
  run(source: Uint8Array): void;
  /** KeyboardInterrupt; where the script swallows it for 250 ms, the interpreter is ended. `onEnded` follows. */
  interrupt(): void;
  /** A fresh interpreter (soft reboot): modules, heap and channels are gone, files stay. Resolves when ready. */
  restart(): Promise<void>;
  /** Calls into a registered channel of the running script; a reply comes as soon as the script can be reached. */
  call(handle: number, call: ChannelCall): Promise<ChannelReply>;
  /** Whether a published frame would be taken now. While false the script skips the copy (and the JPEG work). */
  setFrameWanted(wanted: boolean): void;
  /** Whether the host takes events; it does at first. While it does not, `send_event` raises (§16.1). */
  setEventsTaken(taken: boolean): void;

  readonly onStarted: Listen<void>;
  readonly onEnded: Listen<RunResult>;
  /** stdout, byte for byte. */
  readonly onText: Listen<Uint8Array>;
  /** Every time the script renews the preview: with the frame when one was wanted, without when skipped. */
  readonly onFrame: Listen<PublishedFrame | undefined>;
  readonly onChannelRegistered: Listen<ScriptChannel>;
  readonly onChannelEvent: Listen<ScriptChannelEvent>;
}

/** What the simulated machine is made of; handed to the engine at its start. */
export interface ScriptEngineOptions {
  /** A real folder that scripts see as /flash. */
  readonly flashFolder: string;
  readonly board: SimulatedBoardName;
  /** Seeds the scene and the random module; the same seed and a stepped clock give the same frames. */
  readonly seed: number;
  /** Name of a scene in scenes/; the default is "balls". */
  readonly scene: string;
  /** Where calls are to be counted (profile/shared-profile.ts); undefined: they are not measured at all. */
  readonly profile?: SharedArrayBuffer | undefined;
}

export const simulatedBoardNames = ['N6', 'H7', 'RT1062', 'K230'] as const;
export type SimulatedBoardName = (typeof simulatedBoardNames)[number];
