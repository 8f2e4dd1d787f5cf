// Takes commands out of the bytes that a camera with firmware 4 receives (docs/usbdbg.md §2.2). STM32 boards look at the
// first six bytes of each USB packet and drop the rest of the packet; TinyUSB boards read groups of six bytes.

import { decodeCommand, isDeviceToHost, type CommandHeader } from '../../../../../src-shared/usbdbg/command.ts';
import { commandByte, commandHeaderSize } from '../../../../../src-shared/usbdbg/constants.ts';

export type CommandFraming = 'stm32' | 'tinyusb';

export interface CommandSink {
  /** A command with its payload, which is empty for replies and for commands without one. */
  command(header: CommandHeader, payload: Uint8Array): void;
  /** Whether the payload of a command is read; else its bytes are treated as commands. */
  takesPayload(header: CommandHeader): boolean;
}

const packetBytes = 64;

export class CommandReceiver {
  readonly #framing: CommandFraming;
  readonly #sink: CommandSink;
  #header: CommandHeader | undefined;
  #payload: Uint8Array = new Uint8Array(0);
  #received = 0;
  /** An incomplete group of a TinyUSB board. */
  #group: Uint8Array = new Uint8Array(0);

  constructor(framing: CommandFraming, sink: CommandSink) {
    this.#framing = framing;
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#header === undefined ? this.#takeHeader(rest) : this.#takePayload(rest);
  }

  /** Forgets an incomplete command: the host opened the port again. */
  reset(): void {
    this.#header = undefined;
    this.#group = new Uint8Array(0);
  }

  #takeHeader(chunk: Uint8Array): Uint8Array {
    if (this.#framing === 'stm32') {
      // The rest of the packet that holds a header is lost.
      this.#begin(decodeCommand(chunk));
      return chunk.subarray(Math.min(chunk.length, packetBytes));
    }
    const needed = commandHeaderSize - this.#group.length;
    this.#group = Uint8Array.of(...this.#group, ...chunk.subarray(0, needed));
    if (this.#group.length === commandHeaderSize) {
      const header = this.#group[0] === commandByte ? decodeCommand(this.#group) : undefined;
      this.#group = new Uint8Array(0);
      this.#begin(header);
    }
    return chunk.subarray(needed);
  }

  #begin(header: CommandHeader | undefined): void {
    if (header === undefined) return;
    if (isDeviceToHost(header.opcode) || header.length === 0) {
      this.#sink.command(header, new Uint8Array(0));
    } else if (this.#sink.takesPayload(header)) {
      this.#header = header;
      this.#payload = new Uint8Array(header.length);
      this.#received = 0;
    }
  }

  #takePayload(chunk: Uint8Array): Uint8Array {
    const part = chunk.subarray(0, this.#payload.length - this.#received);
    this.#payload.set(part, this.#received);
    this.#received += part.length;
    if (this.#received === this.#payload.length) {
      const header = this.#header!;
      this.#header = undefined;
      this.#sink.command(header, this.#payload);
    }
    return chunk.subarray(part.length);
  }
}
