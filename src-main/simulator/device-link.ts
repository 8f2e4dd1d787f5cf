// The camera's end of the protocol: takes requests in order, numbers every packet it sends, waits for acknowledgements
// where they were agreed, and sends events (reference §4–§10). What a request means is the executor's business.
// Below: packet-receiver.ts and packet-writer.ts over a DeviceStream. Above: virtual-camera.ts.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { Flag, Opcode, readChunkSize, Status } from '../../src-shared/protocol/constants.ts';
import { encodePacket, type PacketHeader } from '../../src-shared/protocol/packet.ts';
import { encodeEvent, encodeStatus, type Capabilities, type DeviceStats } from '../../src-shared/protocol/payloads.ts';
import { AckWait, type AckOutcome, type RetransmissionPlan } from './ack-wait.ts';
import type { Answer, Executor, PieceReader, Request } from './answer.ts';
import type { DeviceStream } from './device-stream.ts';
import { joinParts, PacketWriter } from './packet-writer.ts';
import { PacketReceiver, type ReceiveRules } from './packet-receiver.ts';

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

type ResponseHeader = { seq: number; channel: number; flags: number; opcode: number };

/** Longer than all retransmissions together: no answer stays under way for longer. */
const quietLimitMs = 8000;
/** Events held back while the link cannot send; more are lost, as a full USB buffer loses them. */
const maxDeferredEvents = 256;

export class DeviceLink implements Disposable {
  readonly #options: DeviceLinkOptions;
  readonly #receiver: PacketReceiver;
  readonly #writer: PacketWriter;
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
  readonly #rules = { crcEnabled: true, seqEnabled: true, maxPayload: 0, seq: 0 };
  #capabilities: Capabilities;
  #wait: AckWait | undefined;
  /** The answer under way; a SYNC replaces it by undefined and what is left of the answer is not sent. */
  #work: object | undefined;
  #workIsPieces = false;
  #pumping = false;
  #deaf = false;
  #onQuiet: (() => void) | undefined;
  #deferred: { readonly channel: number; readonly code: number; readonly waitAck: boolean }[] = [];

  constructor(options: DeviceLinkOptions) {
    this.#options = options;
    this.#capabilities = options.defaults;
    this.#receiver = new PacketReceiver(options.bufferBytes);
    this.#writer = new PacketWriter(options.stream, () => this.#pump());
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
   * Calls back once no answer and no event is under way, at once where that is so, before the next request is executed,
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

  /** False where events are off or the camera is rebooting. */
  sendEvent(channel: number, code: number, waitAck = false): boolean {
    if (!this.#capabilities.events || this.#deaf) return false;
    if (this.#wait === undefined && !this.#writer.blocked) {
      this.#writeEvent(channel, code, waitAck);
      if (!this.#pumping) this.#writer.flush();
      return true;
    }
    if (this.#deferred.length >= maxDeferredEvents) {
      this.#stats.transportErrors++;
      return false;
    }
    this.#deferred.push({ channel, code, waitAck });
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
    if (this.#wait !== undefined) return this.#lookForAck(this.#wait);
    if (this.#work !== undefined) {
      if (!this.#receiver.scanForSync(this.#rules)) return false;
      this.#synchronise();
      return true;
    }
    if (this.#writer.blocked) return false;
    const event = this.#deferred.shift();
    if (event !== undefined) {
      this.#writeEvent(event.channel, event.code, event.waitAck);
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
    return this.#wait === undefined && this.#work === undefined && this.#deferred.length === 0 && !this.#writer.blocked;
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
    const { channel, opcode } = request;
    const answer = this.#options.execute(request);
    if (!(answer instanceof Promise) && this.#answersAtOnce(answer)) {
      this.#sendAtOnce({ channel, opcode }, answer);
      return;
    }
    const work = {};
    this.#work = work;
    this.#workIsPieces = false;
    const finish = (): void => {
      if (this.#work === work) this.#work = undefined;
      this.#pump();
    };
    this.#answerLater(work, { channel, opcode }, answer).then(finish, finish);
  }

  #answersAtOnce(answer: Answer): boolean {
    return answer.kind !== 'pieces' && (answer.kind !== 'data' || !this.#capabilities.ack);
  }

  async #answerLater(
    work: object,
    target: { readonly channel: number; readonly opcode: number },
    pending: Answer | Promise<Answer>,
  ): Promise<void> {
    const answer = pending instanceof Promise ? await pending : pending;
    if (this.#work !== work) return;
    if (this.#answersAtOnce(answer)) this.#sendAtOnce(target, answer);
    else if (answer.kind === 'data') await this.#sendAcknowledged(work, target, answer.parts);
    else if (answer.kind === 'pieces') await this.#sendPieces(work, target, answer.length, answer.read);
  }

  #sendAtOnce({ channel, opcode }: { readonly channel: number; readonly opcode: number }, answer: Answer): void {
    const header = { seq: this.#rules.seq, channel, flags: 0, opcode };
    switch (answer.kind) {
      case 'ack':
        this.#sendSingle({ ...header, flags: Flag.ack }, undefined);
        answer.afterwards?.();
        break;
      case 'nak':
        this.#sendSingle({ ...header, flags: Flag.nak }, encodeStatus(answer.status));
        break;
      case 'data':
        this.#advance(
          this.#writer.addResponse(header, answer.parts, {
            maxPayload: this.#rules.maxPayload,
            fragmentFlag: Flag.fragment,
            crcEnabled: this.#rules.crcEnabled,
          }),
        );
        break;
      case 'silence':
        answer.afterwards();
        break;
      case 'pieces':
        break;
    }
  }

  async #sendAcknowledged(
    work: object,
    target: { readonly channel: number; readonly opcode: number },
    parts: readonly Uint8Array[],
  ): Promise<void> {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    let from = 0;
    do {
      const length = Math.min(this.#rules.maxPayload, total - from);
      const isLast = from + length === total;
      const outcome = await this.#sendAndWait(
        { ...target, seq: this.#rules.seq, flags: isLast ? 0 : Flag.fragment },
        joinParts(parts, from, length),
      );
      if (outcome !== 'acked' || this.#work !== work) return;
      from += length;
    } while (from < total);
  }

  async #sendPieces(
    work: object,
    target: { readonly channel: number; readonly opcode: number },
    total: number,
    read: PieceReader,
  ): Promise<void> {
    this.#workIsPieces = true;
    for (let from = 0; from < total;) {
      const wanted = Math.min(readChunkSize, this.#rules.maxPayload, total - from);
      const found = read(from, wanted);
      const piece = found instanceof Promise ? await found : found;
      if (this.#work !== work) return;
      if (piece === undefined || piece.length === 0) {
        this.#sendAtOnce(target, { kind: 'nak', status: Status.failed });
        return;
      }
      from += piece.length;
      const header = { ...target, seq: this.#rules.seq, flags: from < total ? Flag.fragment : 0 };
      if (this.#capabilities.ack) {
        const outcome = await this.#sendAndWait(header, piece);
        if (outcome === 'given-up' || this.#work !== work) return;
      } else this.#sendSingle(header, piece);
    }
  }

  /** A packet that wants no acknowledgement. */
  #sendSingle(header: PacketHeader, payload: Uint8Array | undefined): void {
    this.#writer.addPacket(header, payload, this.#rules.crcEnabled);
    this.#advance(1);
    if (!this.#pumping) this.#writer.flush();
  }

  #advance(packets: number): void {
    this.#stats.sent += packets;
    this.#rules.seq = (this.#rules.seq + packets) & 0xff;
  }

  /** Sends a data packet or an event, and resolves once it was acknowledged or is lost for good. */
  #sendAndWait(header: ResponseHeader, payload: Uint8Array): Promise<AckOutcome> {
    const { crcEnabled } = this.#rules;
    const isEvent = (header.flags & Flag.event) !== 0;
    const flags = header.flags | Flag.ackReq;
    if (isEvent) this.#stats.sentEvents++;
    else this.#stats.sent++;
    this.#writer.addPacket({ ...header, flags }, payload, crcEnabled);
    return new Promise((resolve) => {
      const wait = new AckWait({
        opcode: header.opcode,
        seq: header.seq,
        clock: this.#options.clock,
        plan: this.#options.retransmission,
        retransmit: () => {
          this.#stats.retransmits++;
          // Without checksums the firmware does not mark a copy as one (§8.2).
          this.#writer.add(
            encodePacket({ ...header, flags: crcEnabled ? flags | Flag.rtx : flags }, payload, crcEnabled),
          );
          if (!this.#pumping) this.#writer.flush();
        },
        settled: (outcome) => {
          this.#wait = undefined;
          if (outcome === 'acked' && !isEvent) this.#rules.seq = (this.#rules.seq + 1) & 0xff;
          if (outcome === 'given-up' && !this.#deaf) this.#giveUp();
          resolve(outcome);
        },
      });
      this.#wait = wait;
      if (!this.#pumping) {
        this.#writer.flush();
        this.#pump();
      }
    });
  }

  #writeEvent(channel: number, code: number, waitAck: boolean): void {
    const opcode = channel === 0 ? Opcode.sysEvent : Opcode.channelEvent;
    const header = { seq: this.#rules.seq, channel, flags: Flag.event as number, opcode };
    const payload = encodeEvent(code);
    if (waitAck && this.#capabilities.ack) {
      void this.#sendAndWait(header, payload).then(() => this.#pump());
      return;
    }
    this.#stats.sentEvents++;
    this.#writer.addPacket(header, payload, this.#rules.crcEnabled);
  }

  #reject(channel: number, opcode: number, status: Status): void {
    if (status === Status.checksum) this.#stats.checksumErrors++;
    if (status === Status.sequence) this.#stats.sequenceErrors++;
    this.#sendAtOnce({ channel, opcode }, { kind: 'nak', status });
  }

  #synchronise(): void {
    this.#stats.received++;
    const wait = this.#wait;
    const goesOn = this.#options.strayFragments && this.#workIsPieces && wait !== undefined;
    if (!goesOn) this.#work = undefined;
    this.#resetSession();
    wait?.settle('sync');
    this.#sendSingle({ seq: 0, channel: 0, flags: Flag.ack, opcode: Opcode.protoSync }, undefined);
    this.#rules.seq = 0;
  }

  #giveUp(): void {
    this.#work = undefined;
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
    this.#work = undefined;
    this.#deferred = [];
    this.#receiver.discardAll();
    this.#writer.discard();
    this.#wait?.settle('given-up');
  }

  #applyCapabilities(capabilities: Capabilities): void {
    this.#capabilities = capabilities;
    const rules: Omit<{ -readonly [Key in keyof ReceiveRules]: ReceiveRules[Key] }, 'seq'> = this.#rules;
    rules.crcEnabled = capabilities.crc;
    rules.seqEnabled = capabilities.seq;
    rules.maxPayload = capabilities.maxPayload;
    this.#options.onCapabilities?.(capabilities);
  }
}
