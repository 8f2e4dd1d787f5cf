// The camera's end of the protocol: takes requests in order, has them answered by answer-sender.ts, follows SYNC and
// given-up acknowledgements, and sends events (docs/protocol-v2.md §4–§10). What a request means is the executor's
// business. Below: packet-receiver.ts and packet-writer.ts over a DeviceStream. Above: virtual-camera.ts.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../../src-shared/lib/disposable.ts';
import { Flag, Opcode, Status } from '../../../../../src-shared/openmv/constants.ts';
import type { PacketHeader } from '../../../../../src-shared/openmv/packet.ts';
import { encodeEvent, type Capabilities, type DeviceStats } from '../../../../../src-shared/openmv/payloads.ts';
import type { AckWait, RetransmissionPlan } from './ack-wait.ts';
import { AnswerSender, type SessionRules } from './answer-sender.ts';
import type { Executor, Request } from './request-answer.ts';
import type { DeviceStream } from '../../../core/device-stream.ts';
import { PacketWriter } from './packet-writer.ts';
import { PacketReceiver } from './packet-receiver.ts';

export interface DeviceLinkOptions {
  readonly stream: DeviceStream;
  readonly clock: Clock;
  /** Size of the receive ring; the largest payload is 14 less. */
  readonly bufferBytes: number;
  /** What holds after power-up, SYNC, a soft reboot and given-up retransmissions. */
  readonly defaults: Capabilities;
  readonly retransmission: RetransmissionPlan;
  /**
   * The firmware goes on with a read-type answer that a SYNC cut short, numbering it from 0 (§21 item 17); false ends it.
   */
  readonly strayFragments: boolean;
  readonly execute: Executor;
  /** Called whenever they may have changed, also at the start. */
  readonly onCapabilities?: (capabilities: Capabilities) => void;
  /** Locks are to be released: after a SYNC and after given-up retransmissions. */
  readonly onSessionReset: () => void;
}

/** Longer than all retransmissions together: no answer takes longer. */
const quietLimitMs = 8000;
/** Events held back while the link cannot send; more are lost, as a full USB buffer loses them. */
const maxDeferredEvents = 256;

interface DeferredEvent {
  readonly channel: number;
  readonly code: number;
  readonly waitAck: boolean;
  readonly settled: () => void;
}

export class DeviceLink implements Disposable {
  readonly #options: DeviceLinkOptions;
  readonly #receiver: PacketReceiver;
  readonly #writer: PacketWriter;
  readonly #sender: AnswerSender;
  readonly #store = new DisposableStore();
  readonly #stats = {
    sent: 0,
    received: 0,
    checksumErrors: 0,
    sequenceErrors: 0,
    retransmits: 0,
    transportErrors: 0,
    sentEvents: 0,
    maxAckQueueDepth: 0,
  };
  readonly #rules: SessionRules = { crcEnabled: true, seqEnabled: true, ackEnabled: true, maxPayload: 0, seq: 0 };
  #capabilities: Capabilities;
  #pumping = false;
  #deaf = false;
  #onQuiet: (() => void) | undefined;
  #deferred: DeferredEvent[] = [];

  constructor(options: DeviceLinkOptions) {
    this.#options = options;
    this.#capabilities = options.defaults;
    this.#receiver = new PacketReceiver(options.bufferBytes);
    this.#writer = new PacketWriter(options.stream, () => this.#pump());
    this.#sender = new AnswerSender({
      clock: options.clock,
      writer: this.#writer,
      rules: this.#rules,
      stats: this.#stats,
      retransmission: options.retransmission,
      onProgress: () => this.#pump(),
      onGivenUp: () => this.#giveUp(),
    });
    this.#applyCapabilities(options.defaults);
    this.#store.add(options.stream.onData((chunk) => this.#receive(chunk)));
  }

  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  get stats(): DeviceStats {
    return { ...this.#stats };
  }

  /** Takes effect from the next packet on, both ways. */
  setCapabilities(capabilities: Capabilities): void {
    this.#applyCapabilities(capabilities);
  }

  /** Protocol init: counter 0, default capabilities, nothing pending, and the camera listens again. */
  initialise(): void {
    this.#abandonAll();
    this.#deaf = false;
    this.#resetSession();
  }

  /**
   * Calls back when no answer and no event is pending, immediately if that is the case, before the next request is executed,
   * and after eight seconds in any case. A camera does not reboot in the middle of a response.
   */
  whenQuiet(callback: () => void): void {
    if (this.#quiet && !this.#pumping) {
      callback();
      return;
    }
    const limit = this.#options.clock.after(quietLimitMs, () => this.#callQuiet());
    this.#onQuiet = () => {
      limit.dispose();
      callback();
    };
  }

  /** The pause of a reboot: input is dropped, nothing is sent. */
  goDeaf(): void {
    this.#writer.flush();
    this.#abandonAll();
    this.#deaf = true;
  }

  /** Power-up: the statistics are the only thing that a soft reboot keeps. */
  clearStats(): void {
    for (const key of Object.keys(this.#stats) as (keyof DeviceStats)[]) this.#stats[key] = 0;
  }

  /** Returns false if events are off or the camera reboots. `settled` is called when the event was sent or dropped. */
  sendEvent(channel: number, code: number, waitAck = false, settled = (): void => undefined): boolean {
    if (!this.#capabilities.events || this.#deaf) {
      settled();
      return false;
    }
    if (this.#sender.wait === undefined && !this.#writer.blocked) {
      this.#writeEvent({ channel, code, waitAck, settled });
      if (!this.#pumping) this.#writer.flush();
      return true;
    }
    if (this.#deferred.length >= maxDeferredEvents) {
      this.#stats.transportErrors++;
      settled();
      return false;
    }
    this.#deferred.push({ channel, code, waitAck, settled });
    return true;
  }

  dispose(): void {
    this.#store.dispose();
    this.goDeaf();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#deaf) return;
    if (!this.#receiver.push(chunk)) this.#stats.transportErrors++;
    this.#pump();
  }

  #pump(): void {
    // Listeners and settled waits may call back in here; the loop that runs already goes on for them.
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (!this.#deaf && this.#step());
    } finally {
      this.#pumping = false;
    }
    this.#writer.flush();
  }

  /** One thing done, or false when there is nothing to do now. */
  #step(): boolean {
    if (this.#sender.wait !== undefined) return this.#lookForAck(this.#sender.wait);
    if (this.#sender.isBusy) {
      if (!this.#receiver.scanForSync(this.#rules)) return false;
      this.#synchronise();
      return true;
    }
    if (this.#writer.blocked) return false;
    const event = this.#deferred.shift();
    if (event !== undefined) {
      this.#writeEvent(event);
      return true;
    }
    if (this.#onQuiet !== undefined) {
      this.#callQuiet();
      return true;
    }
    const received = this.#receiver.next(this.#rules);
    if (received === undefined) return false;
    if (received.kind === 'sync') this.#synchronise();
    else if (received.kind === 'rejected') this.#reject(received.channel, received.opcode, received.status);
    else this.#execute(received);
    return true;
  }

  get #quiet(): boolean {
    const { wait, isBusy } = this.#sender;
    return wait === undefined && !isBusy && this.#deferred.length === 0 && !this.#writer.blocked;
  }

  #callQuiet(): void {
    const callback = this.#onQuiet;
    this.#onQuiet = undefined;
    callback?.();
  }

  #lookForAck(wait: AckWait): boolean {
    const found = this.#receiver.scanForAck(this.#rules, wait.opcode, wait.seq);
    if (found === undefined) return false;
    if (found === 'ack') wait.settle('acked');
    else if (found === 'nak') wait.refused();
    else this.#synchronise();
    return true;
  }

  #execute(request: Request): void {
    this.#stats.received++;
    this.#sender.send({ channel: request.channel, opcode: request.opcode }, this.#options.execute(request));
  }

  #writeEvent({ channel, code, waitAck, settled }: DeferredEvent): void {
    const opcode = channel === 0 ? Opcode.sysEvent : Opcode.channelEvent;
    const header = { seq: this.#rules.seq, channel, flags: Flag.event as number, opcode };
    const payload = encodeEvent(code);
    if (waitAck && this.#rules.ackEnabled) {
      void this.#sendAcknowledged(header, payload, settled);
      return;
    }
    this.#stats.sentEvents++;
    this.#writer.addPacket(header, payload, this.#rules.crcEnabled);
    settled();
  }

  async #sendAcknowledged(header: PacketHeader, payload: Uint8Array, settled: () => void): Promise<void> {
    await this.#sender.sendAndWait(header, payload);
    settled();
    this.#pump();
  }

  #reject(channel: number, opcode: number, status: Status): void {
    if (status === Status.checksum) this.#stats.checksumErrors++;
    if (status === Status.sequence) this.#stats.sequenceErrors++;
    this.#sender.sendAtOnce({ channel, opcode }, { kind: 'nak', status });
  }

  #synchronise(): void {
    this.#stats.received++;
    const { wait, waitsWithPieces } = this.#sender;
    if (!this.#options.strayFragments || !waitsWithPieces) this.#sender.drop();
    this.#resetSession();
    wait?.settle('sync');
    this.#sender.sendSingle({ seq: 0, channel: 0, flags: Flag.ack, opcode: Opcode.protoSync }, undefined);
    this.#rules.seq = 0;
  }

  #giveUp(): void {
    if (this.#deaf) return;
    this.#sender.drop();
    this.#resetSession();
  }

  #resetSession(): void {
    this.#receiver.clear();
    this.#rules.seq = 0;
    this.#applyCapabilities(this.#options.defaults);
    this.#options.onSessionReset();
  }

  #abandonAll(): void {
    this.#deaf = true;
    this.#sender.drop();
    for (const { settled } of this.#deferred) settled();
    this.#deferred = [];
    this.#receiver.discardAll();
    this.#writer.discard();
    this.#sender.wait?.settle('given-up');
  }

  #applyCapabilities(capabilities: Capabilities): void {
    this.#capabilities = capabilities;
    this.#rules.crcEnabled = capabilities.crc;
    this.#rules.seqEnabled = capabilities.seq;
    this.#rules.ackEnabled = capabilities.ack;
    this.#rules.maxPayload = capabilities.maxPayload;
    this.#options.onCapabilities?.(capabilities);
  }
}
