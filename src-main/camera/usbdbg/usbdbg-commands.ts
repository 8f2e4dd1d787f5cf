// The commands of USBDBG as typed calls (docs/usbdbg.md §3), with the pauses that the firmware needs (§8). Under it: the
// command port. Over it: the camera and its poll loop.

import type { FrameImage } from '../../../src-shared/picture/frame.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { encodeCommand } from '../../../src-shared/usbdbg/command.ts';
import { Opcode } from '../../../src-shared/usbdbg/constants.ts';
import {
  decodeFrameSize,
  frameBytes,
  frameFormat,
  frameSizeSize,
  swapRgb565,
  type FrameSize,
} from '../../../src-shared/usbdbg/frame-size.ts';
import {
  archStringSize,
  decodeArchString,
  decodeProfileSize,
  decodeWord,
  encodeWords,
  profileSizeSize,
  wordSize,
  type ProfileSize,
} from '../../../src-shared/usbdbg/replies.ts';
import { decodeState, stateSizes, type CameraPoll } from '../../../src-shared/usbdbg/state.ts';
import { UsbdbgError } from '../../../src-shared/usbdbg/usbdbg-error.ts';
import {
  decodeFirmwareVersion,
  firmwareVersionSize,
  usbdbgFeatures,
  type FirmwareVersion,
  type UsbdbgFeatures,
} from '../../../src-shared/usbdbg/version.ts';
import type { CommandIo, CommandPort } from '../kit/command-port.ts';

/** A camera that collects garbage or writes its flash answers late; the reference host waits 3 s. */
const replyMs = 3000;
/** Between two pieces of a frame or of text. After it the reply is short, not lost. */
const dataIdleMs = 500;
/** The firmware masks its USB interrupt around these commands (docs/usbdbg.md §2.2, §8). */
const pausesMs = { beforeScript: 50, afterHeader: 50, afterPayload: 50, aroundReset: 50 } as const;
/** A reply of a multiple of this is followed by a zero-length packet; 512 on high speed is a multiple too. */
const packetBytes = 64;

export interface CommandOptions {
  readonly urgent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A frame, or why it was left out. */
export type DumpedFrame = { readonly image: FrameImage } | { readonly problem: UsbdbgError };

export class UsbdbgCommands {
  readonly #port: CommandPort;
  /** Set once the version is known. */
  features: UsbdbgFeatures = usbdbgFeatures({ major: 4, minor: 0, patch: 0 });
  /** Bytes to ask for with GET_STATE. */
  stateSize: number = stateSizes.fixed;

  constructor(port: CommandPort) {
    this.#port = port;
  }

  /** Reads the version after the line has been quiet, and chooses the features by it. */
  async version(options: CommandOptions = {}): Promise<FirmwareVersion> {
    const version = await this.#port.run(async (io) => {
      await io.drain(100, 1000);
      return decodeFirmwareVersion(await this.#ask(io, 'FW_VERSION', Opcode.fwVersion, firmwareVersionSize));
    }, options);
    this.features = usbdbgFeatures(version);
    this.stateSize = this.features.variableStateSize ? stateSizes.fullSpeed : stateSizes.fixed;
    return version;
  }

  async architecture(): Promise<string> {
    return decodeArchString(await this.#reply('ARCH_STR', Opcode.archStr, archStringSize));
  }

  async sensorId(): Promise<number> {
    return decodeWord('SENSOR_ID', await this.#reply('SENSOR_ID', Opcode.sensorId, wordSize));
  }

  async isRunning(options?: CommandOptions): Promise<boolean> {
    const reply = await this.#reply('SCRIPT_RUNNING', Opcode.scriptRunning, wordSize, options);
    return decodeWord('SCRIPT_RUNNING', reply) !== 0;
  }

  async state(): Promise<CameraPoll> {
    return decodeState(await this.#reply('GET_STATE', Opcode.getState, this.stateSize));
  }

  /** Text that waits, at most `limitBytes`; empty if there is none. */
  async text(limitBytes: number): Promise<Uint8Array> {
    return this.#port.run(async (io) => {
      const waiting = decodeWord('TX_BUF_LEN', await this.#ask(io, 'TX_BUF_LEN', Opcode.txBufLen, wordSize));
      if (waiting === 0) return new Uint8Array(0);
      const wanted = Math.min(waiting, limitBytes);
      // One byte less than a packet's multiple: no zero-length packet follows.
      const length = wanted % packetBytes === 0 && wanted > 1 ? wanted - 1 : wanted;
      await io.write(encodeCommand(Opcode.txBuf, length));
      return io.readAvailable(length, dataIdleMs);
    });
  }

  async frameSize(): Promise<FrameSize> {
    return decodeFrameSize(await this.#reply('FRAME_SIZE', Opcode.frameSize, frameSizeSize));
  }

  /** Reads the frame that is locked for the host, which unlocks it. */
  async dump(size: FrameSize): Promise<DumpedFrame> {
    const length = readableBytes(size);
    if (length instanceof UsbdbgError) {
      // Four bytes are enough to unlock a frame that cannot be read.
      await this.#port.run(async (io) => {
        await io.write(encodeCommand(Opcode.frameDump, wordSize));
        await io.readAvailable(wordSize, dataIdleMs);
      });
      return { problem: length };
    }
    const asked = length % packetBytes === 0 ? length + 1 : length;
    const bytes = await this.#port.run(async (io) => {
      await io.write(encodeCommand(Opcode.frameDump, asked));
      return io.readAvailable(asked, dataIdleMs);
    });
    return this.#imageOf(size, bytes, length);
  }

  async enablePreview(enabled: boolean): Promise<void> {
    await this.#port.run((io) => this.#send(io, Opcode.fbEnable, encodeWords([enabled ? 1 : 0])));
  }

  /** Sends a script. It has started only when the camera says that it runs. */
  async execute(source: Uint8Array, options: CommandOptions): Promise<void> {
    // A zero-length packet of the host's system would follow a multiple of the packet size.
    const padded = source.length % packetBytes === 0 ? withNewline(source) : source;
    await this.#port.run(async (io) => {
      // Firmware 4.8 clears its script buffer here and nowhere else; others do not mind.
      await this.#ask(io, 'SCRIPT_RUNNING', Opcode.scriptRunning, wordSize);
      await io.pause(pausesMs.beforeScript);
      await this.#send(io, Opcode.scriptExec, padded);
      await io.pause(pausesMs.afterPayload);
    }, options);
  }

  async stop(options: CommandOptions): Promise<void> {
    await this.#port.run(async (io) => {
      await io.write(encodeCommand(Opcode.scriptStop));
      await io.pause(pausesMs.aroundReset);
    }, options);
  }

  /** Resets the hardware, or starts the bootloader; the port disappears. */
  async reset(toBootloader = false): Promise<void> {
    await this.#port.run(
      async (io) => {
        await io.pause(pausesMs.aroundReset);
        await io.write(encodeCommand(toBootloader ? Opcode.sysResetToBootloader : Opcode.sysReset));
        await io.pause(pausesMs.aroundReset);
      },
      { urgent: true },
    );
  }

  async profileSize(options?: CommandOptions): Promise<ProfileSize> {
    return decodeProfileSize(await this.#reply('PROFILE_SIZE', Opcode.profileSize, profileSizeSize, options));
  }

  async profileDump(sizeBytes: number, options?: CommandOptions): Promise<Uint8Array> {
    return this.#reply('PROFILE_DUMP', Opcode.profileDump, sizeBytes, options);
  }

  async profileCommand(opcode: number, words: readonly number[], options: CommandOptions = {}): Promise<void> {
    await this.#port.run((io) => this.#send(io, opcode, encodeWords(words)), options);
  }

  #reply(name: string, opcode: number, length: number, options?: CommandOptions): Promise<Uint8Array> {
    return this.#port.run((io) => this.#ask(io, name, opcode, length), options);
  }

  async #ask(io: CommandIo, name: string, opcode: number, length: number): Promise<Uint8Array> {
    await io.write(encodeCommand(opcode, length));
    return io.read(length, replyMs, name);
  }

  /** Header and payload in two writes, with a pause: STM32 loses a payload that shares a packet with its header. */
  async #send(io: CommandIo, opcode: number, payload: Uint8Array): Promise<void> {
    await io.write(encodeCommand(opcode, payload.length));
    if (payload.length === 0) return;
    await io.pause(pausesMs.afterHeader);
    await io.write(payload);
  }

  #imageOf(size: FrameSize, bytes: Uint8Array, length: number): DumpedFrame {
    const data = bytes.subarray(0, length);
    const format = data.length < length ? undefined : frameFormat(size, data);
    if (format === undefined) {
      const have = data.length;
      return {
        problem: new UsbdbgError('damaged-frame', `A frame of ${length} bytes arrived as ${have} unreadable bytes.`, {
          data: { need: length, have },
        }),
      };
    }
    if (format === PixelFormat.rgb565 && !this.features.littleEndianRgb565) swapRgb565(data);
    return { image: { width: size.width, height: size.height, format, data } };
  }
}

function readableBytes(size: FrameSize): number | UsbdbgError {
  try {
    return frameBytes(size);
  } catch (error) {
    if (error instanceof UsbdbgError) return error;
    throw error;
  }
}

function withNewline(source: Uint8Array): Uint8Array {
  const padded = new Uint8Array(source.length + 1);
  padded.set(source);
  padded[source.length] = 0x0a;
  return padded;
}
