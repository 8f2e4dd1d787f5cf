// What a recorded session shows, in order: frames, text, events, channels and what they held. Under it:
// exchange-tracker.ts. Over it: the playback, and the survey of a whole log.
//
// A host reads after an event. At playback the camera must have the content before it sends the event, so an event waits here for
// the answer that it led to.

import { ChannelId, Opcode, Status, StreamIoctl, SystemEvent } from '../../../../../src-shared/openmv/constants.ts';
import { decodeChannelList, decodeWords } from '../../../../../src-shared/openmv/payloads.ts';
import { RecordKind, type CaptureRecord } from '../../../../../src-shared/recording/capture-format.ts';
import { ExchangeTracker, type AnswerPart, type Exchange } from './exchange-tracker.ts';
import { FrameAssembler } from './frame-assembler.ts';
import type { SessionContent, SessionItem } from './session-item.ts';

/** A host that reacts to an event has asked within this time. */
const reactionUs = 250_000;
const factOpcodes: readonly number[] = [
  Opcode.protoGetCaps,
  Opcode.protoVersion,
  Opcode.protoStats,
  Opcode.sysInfo,
  Opcode.sysMemory,
];

interface WaitingEvent {
  readonly timeUs: number;
  readonly channel: number;
  readonly code: number;
}

export class SessionReader {
  readonly #onItem: (item: SessionItem) => void;
  readonly #frames = new FrameAssembler();
  readonly #tracker: ExchangeTracker;
  #waiting: WaitingEvent[] = [];
  #timeUs = 0;

  constructor(onItem: (item: SessionItem) => void) {
    this.#onItem = onItem;
    this.#tracker = new ExchangeTracker({
      onExchange: (exchange) => this.#onExchange(exchange),
      onEvent: (channel, code) => this.#onEvent(channel, code),
    });
  }

  push({ kind, timeUs, bytes }: CaptureRecord): void {
    this.#timeUs = timeUs;
    this.#letGo((event) => timeUs - event.timeUs > reactionUs);
    if (kind === RecordKind.fromCamera) this.#tracker.fromCamera(bytes);
    else if (kind === RecordKind.toCamera) this.#tracker.toCamera(bytes);
    else if (kind === RecordKind.opened || kind === RecordKind.closed) this.end();
  }

  /** There is no more of this connection. */
  end(): void {
    this.#tracker.reset();
    this.#frames.release();
    this.#letGo(() => true);
  }

  #emit(content: SessionContent): void {
    this.#onItem({ timeUs: this.#timeUs, ...content });
  }

  #onEvent(channel: number, code: number): void {
    if (channel === ChannelId.stdout || channel === ChannelId.stream) return;
    const listed = channel === ChannelId.transport && code !== SystemEvent.softReboot;
    if (listed || channel > ChannelId.stream) this.#waiting.push({ timeUs: this.#timeUs, channel, code });
    else {
      this.#letGo(() => true);
      this.#emit({ kind: 'event', channel, code });
    }
  }

  #letGo(which: (event: WaitingEvent) => boolean): void {
    if (this.#waiting.length === 0) return;
    const leaving = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter((event) => !which(event));
    for (const { channel, code } of leaving) this.#emit({ kind: 'event', channel, code });
  }

  #onExchange(exchange: Exchange): void {
    const { opcode, channel, payload, status } = exchange;
    if (opcode === Opcode.channelRead) {
      this.#onRead(exchange);
      return;
    }
    if (status !== Status.success) return;
    const bytes = joined(exchange.parts);
    if (channel === ChannelId.stream) {
      const [request, argument] = decodeWords(payload);
      const released = opcode === Opcode.channelIoctl && request === StreamIoctl.ctrl && argument !== undefined;
      if (opcode === Opcode.channelUnlock || released) this.#frames.release();
    } else if (factOpcodes.includes(opcode)) this.#emit({ kind: 'answer', opcode, bytes });
    else if (opcode === Opcode.channelList) {
      this.#emit({ kind: 'channels', entries: decodeChannelList(bytes) });
      this.#letGo((event) => event.channel === ChannelId.transport);
    } else if (opcode === Opcode.channelPoll) {
      const [mask = 0] = decodeWords(bytes);
      this.#emit({ kind: 'running', running: (mask & (1 << ChannelId.stdin)) !== 0 });
    } else if (opcode === Opcode.channelShape) this.#emit({ kind: 'shape', channel, words: decodeWords(bytes) });
    else if (opcode === Opcode.channelSize && channel > ChannelId.stream && decodeWords(bytes)[0] === 0) {
      this.#emit({ kind: 'content', channel, offset: 0, bytes: new Uint8Array(0) });
    }
  }

  #onRead({ channel, payload, parts }: Exchange): void {
    const [offset = 0, length = 0] = decodeWords(payload);
    if (channel === ChannelId.stream) {
      const frame = this.#frames.add(offset, length, parts);
      if (frame !== undefined) this.#emit({ kind: 'frame', bytes: frame });
      return;
    }
    const bytes = joined(parts);
    if (bytes.length === 0) return;
    if (channel === ChannelId.stdout) this.#emit({ kind: 'text', bytes });
    else {
      this.#emit({ kind: 'content', channel, offset, bytes });
      this.#letGo((event) => event.channel === channel);
    }
  }
}

function joined(parts: readonly AnswerPart[]): Uint8Array {
  if (parts.length === 1) return parts[0]!.bytes;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.bytes, at);
    at += part.bytes.length;
  }
  return bytes;
}
