// A ScriptEngine without an interpreter: tests play the script. What a test does not steer behaves like an idle camera.

import type { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type {
  ChannelCall,
  ChannelReply,
  PublishedFrame,
  RunResult,
  ScriptChannel,
  ScriptChannelEvent,
  ScriptEngine,
} from '../core/script-engine.ts';

export interface ScriptedChannel {
  readonly name: string;
  readonly flags?: number;
  readonly methods: readonly ChannelCall['op'][];
  /** Answers a call; the default raises. */
  readonly answer?: (call: ChannelCall) => ChannelReply | Promise<ChannelReply>;
}

export class ScriptedEngine implements ScriptEngine {
  readonly #started = new Emitter<void>();
  readonly #ended = new Emitter<RunResult>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #frame = new Emitter<PublishedFrame | undefined>();
  readonly #registered = new Emitter<ScriptChannel>();
  /** Events that the device has neither sent nor dropped. */
  eventsInFlight = 0;
  readonly #channelEvent = new Emitter<ScriptChannelEvent>();
  readonly onStarted = this.#started.event;
  readonly onEnded = this.#ended.event;
  readonly onText = this.#text.event;
  readonly onFrame = this.#frame.event;
  readonly onChannelRegistered = this.#registered.event;
  readonly onChannelEvent = this.#channelEvent.event;

  /** Sources run so far, as text. */
  readonly sources: string[] = [];
  /** The same, byte for byte. */
  readonly uploads: Uint8Array[] = [];
  frameWanted = false;
  eventsTaken = true;
  restarts = 0;
  /** Runs when a script starts; the default lets it run until it is stopped. */
  onRun: (source: string) => void = () => {};
  /** Whether Stop prints a traceback before the run ends. */
  keyboardInterruptText = true;
  /** While set, restart() waits for it. */
  restartGate: Deferred<void> | undefined;

  #running = false;
  #channels = new Map<number, ScriptedChannel>();
  #nextHandle = 1;

  get running(): boolean {
    return this.#running;
  }

  async ready(): Promise<void> {}

  run(source: Uint8Array): void {
    const text = new TextDecoder().decode(source);
    this.sources.push(text);
    this.uploads.push(source);
    this.#running = true;
    this.#started.emit();
    this.onRun(text);
  }

  interrupt(): void {
    if (!this.#running) return;
    if (this.keyboardInterruptText) {
      this.print(
        'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n',
      );
    }
    this.end('interrupted');
  }

  async restart(): Promise<void> {
    this.restarts++;
    this.#running = false;
    this.#channels.clear();
    await this.restartGate?.promise;
  }

  async call(handle: number, call: ChannelCall): Promise<ChannelReply> {
    const answer = this.#channels.get(handle)?.answer;
    return answer === undefined ? { kind: 'raised' } : answer(call);
  }

  setFrameWanted(wanted: boolean): void {
    this.frameWanted = wanted;
  }

  setEventsTaken(taken: boolean): void {
    this.eventsTaken = taken;
  }

  /** The script ends. */
  end(kind: RunResult['kind'] = 'finished'): void {
    this.#running = false;
    this.#ended.emit({ kind });
  }

  print(text: string | Uint8Array): void {
    this.#text.emit(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }

  /** The script renews the preview; as with the real engine, nothing is copied while no frame is wanted. */
  snapshot(frame: PublishedFrame): void {
    this.#frame.emit(this.frameWanted ? frame : undefined);
  }

  /** The script registers a channel; returns its handle. */
  register(channel: ScriptedChannel): number {
    const handle = this.#nextHandle++;
    this.#channels.set(handle, channel);
    const { name, flags = 0, methods } = channel;
    this.#registered.emit({ handle, name, flags, methods: new Set(methods) });
    return handle;
  }

  sendEvent(handle: number, code: number, waitAck = false): void {
    this.eventsInFlight++;
    this.#channelEvent.emit({ handle, code, waitAck, settled: () => this.eventsInFlight-- });
  }

  dispose(): void {
    this.#running = false;
  }
}
