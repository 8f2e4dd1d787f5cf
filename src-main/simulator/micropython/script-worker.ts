// The host's side of one script worker: starts the thread, pokes the interpreter so that a running script notices
// requests, drains its text. One worker runs scripts until it is ended; a fresh interpreter is a fresh worker.

import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { builtFile } from '../../lib/product-files.ts';
import type { ChannelCall, ChannelReply, ScriptChannelEvent, ScriptEngineOptions } from '../core/script-engine.ts';
import { SchedulerState, type Calibration } from './calibration.ts';
import { ServiceFlag, SharedControl } from './shared-control.ts';
import type { RunMessage, ScriptWorkerData, WorkerMessage } from './worker-messages.ts';

/** The interpreter may overwrite the poked word or hold it locked for a moment. */
const pokeIntervalMs = 2;
/** Text is gathered this long, so that a flood does not become one message per line. */
const textDelayMs = 3;

export interface ScriptWorkerListener {
  onStarted(): void;
  onText(text: Uint8Array): void;
  onEvent(event: ScriptChannelEvent): void;
  onMessage(message: Extract<WorkerMessage, { kind: 'frame' | 'registered' | 'ended' }>): void;
  /** The thread has ended or its interpreter is unsound; nothing follows. */
  onDead(reason: string): void;
}

export class ScriptWorker implements Disposable {
  /** Rejects when the interpreter cannot be loaded. */
  readonly ready: Promise<Calibration>;
  readonly #clock: Clock;
  readonly #control = new SharedControl();
  readonly #worker: Worker;
  readonly #requests: MessagePort;
  readonly #ready = new Deferred<Calibration>();
  readonly #replies = new Map<number, (reply: ChannelReply) => void>();
  #nextRequestId = 1;
  #schedulerState: { readonly words: Int16Array; readonly index: number } | undefined;
  #collectionDue: Uint8Array | undefined;
  #poking: Disposable | undefined;
  #draining: Disposable | undefined;
  #listener: ScriptWorkerListener | undefined;
  #dead = false;

  constructor(options: ScriptEngineOptions, calibration: Calibration | undefined, clock: Clock) {
    this.#clock = clock;
    this.ready = this.#ready.promise;
    // Who needs the worker awaits it; a spare that fails is noticed when it is taken.
    this.ready.catch(() => undefined);
    const { port1, port2 } = new MessageChannel();
    this.#requests = port1;
    this.#requests.unref();
    const workerData: ScriptWorkerData = { options, control: this.#control.buffer, requests: port2, calibration };
    this.#worker = new Worker(builtFile('script.worker.js'), { workerData, transferList: [port2] });
    this.#worker.on('message', (message: WorkerMessage) => this.#receive(message));
    this.#worker.on('error', (error) => this.#die(error.message));
    this.#worker.on('exit', () => this.#die('The interpreter ended.'));
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** From now on this listener hears everything. */
  attach(listener: ScriptWorkerListener): void {
    this.#listener = listener;
  }

  run(source: Uint8Array): void {
    this.#control.takeFlags();
    const message: RunMessage = { kind: 'run', source };
    this.#worker.postMessage(message);
  }

  interrupt(): void {
    this.#raise(ServiceFlag.interrupt);
  }

  /** For scripts that fill the heap and never come by a primitive. */
  collectIfDue(): void {
    if (this.#collectionDue !== undefined && Atomics.load(this.#collectionDue, 0) === 1)
      this.#raise(ServiceFlag.collect);
  }

  setFrameWanted(wanted: boolean): void {
    this.#control.frameWanted = wanted;
  }

  setEventsTaken(taken: boolean): void {
    this.#control.eventsTaken = taken;
  }

  call(handle: number, call: ChannelCall): Promise<ChannelReply> {
    if (this.#dead) return Promise.resolve({ kind: 'raised' });
    const id = this.#nextRequestId++;
    return new Promise((resolve) => {
      this.#replies.set(id, resolve);
      this.#requests.postMessage({ id, handle, call });
      this.#raise(ServiceFlag.requests);
    });
  }

  dispose(): void {
    this.#listener = undefined;
    this.#die('The interpreter was discarded.');
    this.#worker.terminate().catch(() => undefined);
  }

  #receive(message: WorkerMessage): void {
    if (this.#dead) return;
    if (message.kind === 'text') {
      this.#draining ??= this.#clock.after(textDelayMs, () => this.#drain());
      return;
    }
    // What was printed before the message is heard before it.
    this.#drain();
    switch (message.kind) {
      case 'ready': {
        const { schedulerStateAddress, collectionDueAddress } = message.calibration;
        const { buffer } = message.memory;
        if (schedulerStateAddress !== undefined)
          this.#schedulerState = { words: new Int16Array(buffer), index: schedulerStateAddress >> 1 };
        if (collectionDueAddress !== undefined) this.#collectionDue = new Uint8Array(buffer, collectionDueAddress, 1);
        this.#ready.resolve(message.calibration);
        break;
      }
      case 'failed':
        this.#die(message.reason);
        break;
      case 'started':
        this.#listener?.onStarted();
        break;
      case 'reply':
        this.#replies.get(message.id)?.(message.reply);
        this.#replies.delete(message.id);
        break;
      case 'frame':
        this.#control.countFrameHandled();
        this.#listener?.onMessage(message);
        break;
      case 'event':
        this.#takeEvent(message);
        break;
      case 'ended':
        this.#failReplies();
        this.#listener?.onMessage(message);
        break;
      default:
        this.#listener?.onMessage(message);
    }
  }

  #takeEvent({ handle, code, waitAck }: Extract<WorkerMessage, { kind: 'event' }>): void {
    let isSettled = false;
    const settled = (): void => {
      if (!isSettled) this.#control.countEventSettled();
      isSettled = true;
    };
    if (this.#listener === undefined) settled();
    else this.#listener.onEvent({ handle, code, waitAck, settled });
  }

  #drain(): void {
    this.#draining?.dispose();
    this.#draining = undefined;
    this.#control.silenceBell();
    const text = this.#control.readText();
    if (text.length > 0) this.#listener?.onText(text);
  }

  #raise(flag: number): void {
    this.#control.raise(flag);
    this.#poke();
  }

  /** Makes the VM look at the mailbox at its next jump; again until it has looked. */
  #poke(): void {
    this.#poking?.dispose();
    this.#poking = undefined;
    if (this.#dead || this.#control.flags === 0 || this.#schedulerState === undefined) return;
    const { words, index } = this.#schedulerState;
    Atomics.compareExchange(words, index, SchedulerState.idle, SchedulerState.pending);
    this.#poking = this.#clock.after(pokeIntervalMs, () => this.#poke());
  }

  #failReplies(): void {
    for (const reply of this.#replies.values()) reply({ kind: 'raised' });
    this.#replies.clear();
  }

  #die(reason: string): void {
    if (this.#dead) return;
    this.#drain();
    this.#dead = true;
    this.#poking?.dispose();
    this.#draining?.dispose();
    this.#requests.close();
    this.#failReplies();
    this.#ready.reject(new Error(reason));
    this.#listener?.onDead(reason);
  }
}
