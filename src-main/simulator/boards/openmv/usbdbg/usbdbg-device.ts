// An OpenMV camera with firmware 4: USBDBG on a byte stream in front (docs/usbdbg.md), a script engine behind.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../../src-shared/lib/disposable.ts';
import type { CommandHeader } from '../../../../../src-shared/usbdbg/command.ts';
import { Opcode } from '../../../../../src-shared/usbdbg/constants.ts';
import { encodeEmbeddedFrame } from '../../../../../src-shared/usbdbg/embedded-frames.ts';
import { encodeFrameSize } from '../../../../../src-shared/usbdbg/frame-size.ts';
import { encodeArchString, encodeProfileSize, encodeWords } from '../../../../../src-shared/usbdbg/replies.ts';
import { encodeState, stateTextCapacity } from '../../../../../src-shared/usbdbg/state.ts';
import { encodeFirmwareVersion, isAtLeast, type FirmwareVersion } from '../../../../../src-shared/usbdbg/version.ts';
import type { DeviceStream } from '../../../core/device-stream.ts';
import type { PublishedFrame, ScriptEngine } from '../../../core/script-engine.ts';
import { ScriptLifeCycle } from '../../../core/script-life-cycle.ts';
import { PreviewEncoder, type JpegEncoder } from '../channels/preview-encoder.ts';
import { CommandReceiver, type CommandFraming } from './command-receiver.ts';
import { PreviewSlot } from './preview-slot.ts';
import { TextRing } from './text-ring.ts';

/** A board with firmware 4, in the figures of its firmware. */
export interface UsbdbgBoard {
  /** "OMV4 H7 1024" */
  readonly architecture: string;
  /** "H7" */
  readonly type: string;
  /** 24 hexadecimal digits. */
  readonly uniqueId: string;
  readonly version: FirmwareVersion;
  readonly framing: CommandFraming;
  readonly sensorChipId: number;
  readonly streamBufferBytes: number;
  readonly jpegQualityLow: number;
  readonly jpegQualityHigh: number;
  /** Uncompressed frames beyond this many bytes get the low quality. */
  readonly bigFrameBytes: number;
}

export interface UsbdbgDeviceOptions {
  readonly stream: DeviceStream;
  /** Not disposed by the device. */
  readonly engine: ScriptEngine;
  readonly clock: Clock;
  readonly board: UsbdbgBoard;
  readonly jpeg: JpegEncoder;
  /** Least time of a soft reboot, in milliseconds. */
  readonly rebootMs?: number;
}

/** From 4.6, GET_STATE offers frames this far apart. */
const stateFrameMs = 50;
const overflowMark = Uint8Array.of(0x1b, 0x5b, 0x34, 0x30, 0x4f, 0x0a);
const noRawPreview = { enabled: false, width: 0, height: 0 };

export class UsbdbgDevice implements Disposable {
  readonly #options: UsbdbgDeviceOptions;
  readonly #store = new DisposableStore();
  readonly #text = new TextRing();
  readonly #preview: PreviewSlot;
  readonly #lifeCycle: ScriptLifeCycle;
  readonly #receiver: CommandReceiver;
  #script: Uint8Array = new Uint8Array(0);
  #lastStateFrameAtMs = -Infinity;
  /** Commands that were answered, by opcode; for tests. */
  readonly answered = new Map<number, number>();

  constructor(options: UsbdbgDeviceOptions) {
    this.#options = options;
    const { board, engine, jpeg, stream } = options;
    this.#preview = new PreviewSlot({
      encoder: new PreviewEncoder({ ...board, rawPreview: noRawPreview }, 0, jpeg),
      setFrameWanted: (wanted) => engine.setFrameWanted(wanted),
      onOverflow: (frame) => this.#printOverflow(frame),
    });
    this.#lifeCycle = this.#store.add(this.#createLifeCycle());
    this.#receiver = new CommandReceiver(board.framing, {
      command: (header, payload) => this.#execute(header, payload),
      // A TinyUSB board does not read the script that it refuses.
      takesPayload: ({ opcode }) =>
        opcode !== Opcode.scriptExec || !this.#lifeCycle.running || board.framing === 'stm32',
    });
    this.#store.add(engine.onText((text) => this.#text.push(text)));
    this.#store.add(engine.onFrame((frame) => this.#preview.publish(frame)));
    this.#store.add(stream.onData((chunk) => this.#receiver.push(chunk)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #createLifeCycle(): ScriptLifeCycle {
    const { engine, clock, board, rebootMs = 50 } = this.#options;
    const encoder = new TextEncoder();
    return new ScriptLifeCycle({
      engine,
      clock,
      rebootMs,
      banner: bannerOf(board),
      takeScript: () => this.#script,
      clearScript: () => void (this.#script = new Uint8Array(0)),
      print: (line) => this.#text.push(encoder.encode(line)),
      started: () => {},
      stopped: () => {},
      announceReboot: () => {},
      whenSent: (callback) => queueMicrotask(callback),
      shutDown: () => this.#preview.reset(),
      startUp: () => {},
    });
  }

  #execute(header: CommandHeader, payload: Uint8Array): void {
    const { opcode, length } = header;
    this.answered.set(opcode, (this.answered.get(opcode) ?? 0) + 1);
    const reply = this.#replyTo(opcode, length);
    if (reply !== undefined) this.#send(reply, length);
    else this.#act(opcode, payload);
  }

  /** Every reply has the length that was asked for. */
  #send(reply: Uint8Array, length: number): void {
    const bytes = new Uint8Array(length);
    bytes.set(reply.subarray(0, length));
    void this.#options.stream.write(bytes);
  }

  #replyTo(opcode: number, length: number): Uint8Array | undefined {
    const { board } = this.#options;
    switch (opcode) {
      case Opcode.fwVersion:
        return encodeFirmwareVersion(board.version);
      case Opcode.archStr:
        return encodeArchString(`${board.architecture} [${board.type}:${board.uniqueId}]`);
      case Opcode.scriptRunning:
        return encodeWords([this.#lifeCycle.running ? 1 : 0]);
      case Opcode.sensorId:
        return encodeWords([board.sensorChipId]);
      case Opcode.txBufLen:
        return encodeWords([this.#text.waitingBytes]);
      case Opcode.txBuf:
        return this.#text.take(length);
      case Opcode.frameSize:
        return encodeFrameSize(this.#preview.lock() ?? { width: 0, height: 0, sizeOrBpp: 0 });
      case Opcode.frameDump:
        return this.#preview.dump(length);
      case Opcode.getState:
        return isAtLeast(board.version, 4, 5, 6) ? this.#state(length) : undefined;
      case Opcode.profileSize:
        return encodeProfileSize({ recordCount: 0, recordSize: 0, counterCount: 0 });
      default:
        return undefined;
    }
  }

  #act(opcode: number, payload: Uint8Array): void {
    if (opcode === Opcode.scriptExec && payload.length > 0 && !this.#lifeCycle.running) {
      this.#script = payload;
      this.#lifeCycle.exec();
    } else if (opcode === Opcode.scriptStop && this.#lifeCycle.running) {
      if (isAtLeast(this.#options.board.version, 4, 5, 0)) this.#text.clear();
      this.#lifeCycle.stop();
    } else if (opcode === Opcode.fbEnable && payload.length >= 1) {
      this.#preview.enable(payload[0] !== 0);
    } else if (opcode === Opcode.sysReset || opcode === Opcode.sysResetToBootloader) {
      this.#text.clear();
      this.#lifeCycle.hardReset();
    }
  }

  #state(length: number): Uint8Array {
    const now = this.#options.clock.now();
    const mayOfferFrame =
      !isAtLeast(this.#options.board.version, 4, 6, 0) || now - this.#lastStateFrameAtMs >= stateFrameMs;
    const frame = mayOfferFrame ? this.#preview.lock() : undefined;
    if (frame !== undefined) this.#lastStateFrameAtMs = now;
    return encodeState(
      {
        scriptRunning: this.#lifeCycle.running,
        frame,
        profilerPresent: false,
        profilerHasPmu: false,
        text: this.#text.take(stateTextCapacity(length)),
      },
      length,
    );
  }

  /** 4.8 prints a mark; before, the frame itself goes through the text. */
  #printOverflow(frame: PublishedFrame): void {
    const { version } = this.#options.board;
    this.#text.push(isAtLeast(version, 4, 8, 0) ? overflowMark : encodeEmbeddedFrame(frame.data));
  }
}

function bannerOf({ version, type }: UsbdbgBoard): string {
  const name = `OpenMV v${version.major}.${version.minor}.${version.patch}`;
  return `MicroPython: v1.24-omv; OpenMV: ${name}; HAL: v1.11.3; BOARD: ${type} (simulated)\r\nType "help()" for more information.\r\n>>> `;
}
