// The current state of the link: its phase, the packet numbers and the negotiated capabilities. Link owns the one
// object; its parts read it and change it only through the methods below. See README.md for the diagram of the phases.

import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { TaskScope } from '../../../../src-shared/lib/task-scope.ts';
import { minMaxPayload } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import type { Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import { defaultLinkSettings, type LinkSettings } from './link-settings.ts';

export type LinkPhase =
  /** No open port, or the link has ended. */
  | 'closed'
  /** Numbers and capabilities are being determined; ordinary requests wait. */
  | 'synchronizing'
  /** The device restarts; nothing is sent. */
  | 'held'
  /** Requests go out. */
  | 'up';

export class LinkState {
  readonly #phases = new TaskScope();
  readonly #changes = new Emitter<LinkPhase>();
  /** Fires when a phase has begun. */
  readonly onPhase = this.#changes.event;
  #phase: LinkPhase = 'closed';
  #settings: LinkSettings;
  #capabilities: Capabilities | undefined;
  #expectedSeq = 0;
  #confirmedSeq = 0;
  #setUpOnly = true;
  #heard = false;
  #eventNumbersCount = true;
  #answersLate = false;

  constructor(settings: Partial<LinkSettings> = {}) {
    this.#settings = { ...defaultLinkSettings, ...settings };
  }

  get phase(): LinkPhase {
    return this.#phase;
  }

  get settings(): LinkSettings {
    return this.#settings;
  }

  /** As negotiated; undefined before the first synchronization and while a new one runs. */
  get capabilities(): Capabilities | undefined {
    return this.#capabilities;
  }

  /** Payload bytes per packet. */
  get maxPayload(): number {
    return this.#capabilities?.maxPayload ?? minMaxPayload;
  }

  get acknowledges(): boolean {
    return this.#capabilities?.ack === true;
  }

  /** Whether packets carry checksums; a device without a session always uses them. */
  get crc(): boolean {
    return this.#capabilities?.crc ?? true;
  }

  /** The number that the device is believed to expect. */
  get expectedSeq(): number {
    return this.#expectedSeq;
  }

  /** The number up to which every packet arrived in order. */
  get confirmedSeq(): number {
    return this.#confirmedSeq;
  }

  /** Only requests of the session's set-up go out. */
  get setUpOnly(): boolean {
    return this.#setUpOnly;
  }

  /** Something arrived that only a camera sends. */
  get heard(): boolean {
    return this.#heard;
  }

  /** False for a device whose events carry meaningless numbers. */
  get eventNumbersCount(): boolean {
    return this.#eventNumbersCount;
  }

  /** Milliseconds of silence after which a request is given up. */
  get silenceLimitMs(): number {
    return this.#answersLate ? this.#settings.busyTimeoutMs : this.#settings.idleTimeoutMs;
  }

  /** Ends the current phase and its work. The signal belongs to the new phase. */
  enter(phase: Exclude<LinkPhase, 'up'>): AbortSignal {
    this.#phase = phase;
    const signal = this.#phases.begin();
    this.#changes.emit(phase);
    return signal;
  }

  /** Requests go out again: all of them, or only those that set up the session. */
  open(setUpOnly: boolean): void {
    this.#phase = 'up';
    this.#setUpOnly = setUpOnly;
    this.#confirmedSeq = this.#expectedSeq;
    this.#phases.begin();
    this.#changes.emit('up');
  }

  /** The session is set up. */
  admitAllRequests(): void {
    this.#setUpOnly = false;
  }

  /** SYNC goes out: the device returns to its defaults. */
  forgetCapabilities(): void {
    this.#capabilities = undefined;
  }

  agreeOn(capabilities: Capabilities): void {
    this.#capabilities = capabilities;
    this.#eventNumbersCount = true;
  }

  /** Takes over the device's number after this packet, whatever it is. */
  adopt(packet: ParsedPacket): void {
    this.#expectedSeq = (packet.seq + 1) & 0xff;
  }

  /** Everything up to the expected number is in order. */
  confirm(): void {
    this.#confirmedSeq = this.#expectedSeq;
  }

  noteHeard(): void {
    this.#heard = true;
  }

  ignoreEventNumbers(): void {
    this.#eventNumbersCount = false;
  }

  /** While a script runs the device may answer late. */
  expectLateAnswers(late: boolean): void {
    this.#answersLate = late;
  }

  /** Capabilities among the settings take effect with the next synchronization. */
  configure(settings: Partial<LinkSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
  }
}
