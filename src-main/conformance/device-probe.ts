// A host that hides nothing: it predicts numbers, acknowledges only where it is told to, sends any bytes, and keeps
// what comes with the time it came. What it asks for it waits for, with a limit; what it gets it checks
// (docs/protocol-v2.md §4, §6). Below: anything that moves bytes. Above: device.ts and the rows.

import { Emitter } from '../../src-shared/lib/emitter.ts';
import { eventNotify, Flag, headerSize, Opcode, payloadCrcSize } from '../../src-shared/openmv/constants.ts';
import { encodePacket, type PacketHeader } from '../../src-shared/openmv/packet.ts';
import { PacketParser, type ParsedPacket } from '../../src-shared/openmv/packet-parser.ts';
import { decodeEvent } from '../../src-shared/openmv/payloads.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { toHex } from '../simulator/testing/camera-bench.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import { eventForm, isEvent, opcodeName, shortForm, type ProbePacket } from './probe-packet.ts';
import type { ProbeTime } from './probe-time.ts';

export type ProbeTransport = Pick<ByteTransport, 'kind' | 'write' | 'onData' | 'onClose'>;

/** A device in the middle of a long call of its script answers late; beyond this it is taken for silent (§19.4). */
const answerLimitMs = 5000;
/** A camera in its reboot drops what it is sent (§13.5), so SYNC is sent again after this time. */
const syncIntervalMs = 300;
/** How long answers to several SYNC may lie apart. */
const lateSyncMs = 200;
const noBytes = new Uint8Array(0);

export class DeviceProbe {
  readonly kind: ProbeTransport['kind'];
  readonly time: ProbeTime;
  /** The number that the next request has to carry. */
  seq = 0;
  /** Whether packets that want an acknowledgement get it as soon as they come. */
  acknowledging = true;
  /** Every event since the start. */
  readonly events: ProbePacket[] = [];
  readonly #transport: ProbeTransport;
  readonly #parser: PacketParser;
  readonly #arrived = new Emitter<void>();
  #packets: ProbePacket[] = [];
  #previousSeq = 0;
  #crcEnabled = true;
  #lost: Error | undefined;

  constructor(transport: ProbeTransport, time: ProbeTime) {
    this.kind = transport.kind;
    this.time = time;
    this.#transport = transport;
    this.#parser = new PacketParser((packet) => this.#receive(packet));
    transport.onData((chunk) => {
      this.#parser.push(chunk);
      this.#arrived.emit();
    });
    transport.onClose((error) => this.#lose(error ?? new Error('The port was closed.')));
  }

  /** Whether checksums were agreed on, for both directions. */
  get crcEnabled(): boolean {
    return this.#crcEnabled;
  }

  set crcEnabled(enabled: boolean) {
    this.#crcEnabled = enabled;
    this.#parser.crcEnabled = enabled;
  }

  /** Until `crcEnabled` is set: events that the device sends meanwhile may be with or without checksums. */
  expectEitherChecksum(): void {
    this.#parser.crcEnabled = false;
  }

  /** Bytes that belonged to no packet with right checksums. */
  get skippedBytes(): number {
    return this.#parser.counters.skippedBytes;
  }

  /** A request under the number that is due, or as `changes` say. */
  encode(
    opcode: number,
    channel = 0,
    payload: Uint8Array = noBytes,
    changes: Partial<PacketHeader> = {},
  ): Uint8Array<ArrayBuffer> {
    return encodePacket({ seq: this.seq & 0xff, channel, flags: 0, opcode, ...changes }, payload, this.crcEnabled);
  }

  /** Sends the parts in one write. */
  write(...parts: readonly Uint8Array[]): void {
    this.#transport.write(Buffer.concat(parts)).catch((error: Error) => this.#lose(error));
  }

  /** Sends a request without waiting for its answer. */
  send(opcode: number, channel = 0, payload: Uint8Array = noBytes, changes: Partial<PacketHeader> = {}): void {
    this.write(this.encode(opcode, channel, payload, changes));
  }

  acknowledge({ seq, channel, opcode }: ProbePacket): void {
    this.write(encodePacket({ seq, channel, opcode, flags: Flag.ack }, noBytes, this.crcEnabled));
  }

  /** One request and its whole answer. */
  request(opcode: number, channel = 0, payload: Uint8Array = noBytes): Promise<ProbePacket[]> {
    this.send(opcode, channel, payload);
    return this.answer(opcode, channel);
  }

  /** The answer to a request that was sent: packets up to the first that no other follows. */
  async answer(opcode: number, channel = 0): Promise<ProbePacket[]> {
    const packets: ProbePacket[] = [];
    do {
      const packet = await this.next(`an answer to ${opcodeName(opcode)} of channel ${channel}`);
      packets.push(packet);
      if (packet.opcode !== opcode || packet.channel !== channel) {
        throw new ConformanceFailure(
          `an answer to ${opcodeName(opcode)} of channel ${channel}`,
          `${shortForm([packet])} to ${opcodeName(packet.opcode)} of channel ${packet.channel}`,
        );
      }
    } while (packets.at(-1)!.flags & Flag.fragment);
    return packets;
  }

  /** The next packet that is no event. Its number must be the one that is due; a repeated packet keeps its own. */
  async next(wanted = 'a packet', limitMs = answerLimitMs): Promise<ProbePacket> {
    await this.until(() => this.#packets.length > 0, wanted, limitMs);
    const packet = this.#packets.shift()!;
    const repeated = (packet.flags & Flag.rtx) !== 0;
    const due = repeated ? this.#previousSeq : this.seq;
    this.#previousSeq = packet.seq;
    // The answer to SYNC leaves the counter at 0.
    this.seq = packet.opcode === Opcode.protoSync ? 0 : (packet.seq + 1) & 0xff;
    if (packet.seq !== due) {
      throw new ConformanceFailure(`number ${due}`, `number ${packet.seq}`, `${wanted} (${shortForm([packet])})`);
    }
    return packet;
  }

  /** Takes what has come so far, events left out, without a look at numbers. */
  takeAll(): ProbePacket[] {
    return this.#packets.splice(0);
  }

  /** The first event from `from` on (a length that `events` had); NOTIFY is `eventNotify`. */
  async event(channel: number, code: number, from: number, limitMs = answerLimitMs): Promise<ProbePacket> {
    const found = (): ProbePacket | undefined =>
      this.events.slice(from).find((event) => event.channel === channel && decodeEvent(event.payload) === code);
    const name = code === eventNotify ? 'NOTIFY' : code.toString(16).padStart(4, '0');
    await this.until(
      () => found() !== undefined,
      `event ${name} of channel ${channel}`,
      limitMs,
      () => this.events.slice(from).map(eventForm).join(', ') || 'no event',
    );
    return found()!;
  }

  /**
   * SYNC until it is answered, with all that comes before its answer thrown away. Afterwards the number due is 0 and the
   * device's default capabilities hold.
   */
  async synchronise(limitMs = answerLimitMs): Promise<void> {
    const endMs = this.time.now() + limitMs;
    this.acknowledging = true;
    const hadChecksums = this.crcEnabled;
    this.crcEnabled = true;
    if (!hadChecksums) this.expectEitherChecksum();
    for (let sent = 1; ; sent++) {
      this.send(Opcode.protoSync, 0, noBytes, { seq: 0 });
      const answered = await this.#isAnswered(1, Math.min(endMs, this.time.now() + syncIntervalMs));
      if (!answered && this.time.now() < endMs) continue;
      if (!answered) throw new ConformanceFailure('an answer to PROTO_SYNC', `nothing within ${limitMs} ms`);
      // A device that was deaf may have several of them in its input, and each sets its counter back.
      if (sent > 1) await this.#isAnswered(sent, this.time.now() + lateSyncMs);
      break;
    }
    this.#packets = [];
    this.seq = 0;
    this.crcEnabled = true;
  }

  /** Resolves once `holds` is true, which is asked whenever something arrives. `came` says what did instead. */
  async until(
    holds: () => boolean,
    wanted: string,
    limitMs = answerLimitMs,
    came: () => string = () => 'nothing',
  ): Promise<void> {
    const endMs = this.time.now() + limitMs;
    while (!holds()) {
      this.#throwIfLost();
      if (this.time.now() >= endMs) throw new ConformanceFailure(wanted, `${came()} within ${limitMs} ms`);
      await this.time.wait(this.#arrived.event, endMs);
    }
  }

  /** Lets time pass, for what must not happen and for what is asked again. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.time.now() + durationMs;
    while (this.time.now() < endMs) await this.time.wait(this.#arrived.event, endMs);
  }

  #receive({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }: ParsedPacket): void {
    const end = payloadStart + payloadLength;
    const packetEnd = payloadLength === 0 ? end : end + payloadCrcSize;
    const packet: ProbePacket = {
      seq,
      channel,
      flags,
      opcode,
      payload: bytes.slice(payloadStart, end),
      hex: toHex(bytes.subarray(payloadStart - headerSize, packetEnd)),
      atMs: this.time.now(),
    };
    if (this.acknowledging && flags & Flag.ackReq) this.acknowledge(packet);
    if (isEvent(packet)) this.events.push(packet);
    else this.#packets.push(packet);
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    this.#arrived.emit();
  }

  async #isAnswered(count: number, untilMs: number): Promise<boolean> {
    const answered = (): boolean => this.#packets.filter(({ opcode }) => opcode === Opcode.protoSync).length >= count;
    while (!answered() && this.time.now() < untilMs) {
      this.#throwIfLost();
      await this.time.wait(this.#arrived.event, untilMs);
    }
    return answered();
  }

  #throwIfLost(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }
}
