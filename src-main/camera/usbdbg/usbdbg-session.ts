// One connection to a camera that speaks USBDBG: its commands, its poll loop, and what they make of the answers. Under it:
// usbdbg-commands.ts and poll-loop.ts. Over it: usbdbg-camera.ts.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { readJpegInfo } from '../../../src-shared/picture/jpeg-info.ts';
import { encodingOf } from '../../../src-shared/picture/encoding.ts';
import type { Frame, FrameImage } from '../../../src-shared/picture/frame.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { readPngInfo } from '../../../src-shared/picture/png-info.ts';
import { UsbdbgError } from '../../../src-shared/usbdbg/usbdbg-error.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import { CameraError } from '../camera-error.ts';
import { CommandPort } from '../kit/command-port.ts';
import { ScriptState } from '../kit/script-state.ts';
import { PollLoop } from './poll-loop.ts';
import { ScriptText } from './script-text.ts';
import { UsbdbgCommands, type DumpedFrame } from './usbdbg-commands.ts';

export interface SessionSink {
  text(bytes: Uint8Array): void;
  frame(frame: Frame): void;
  frameProblem(error: Error): void;
  lost(error: Error): void;
}

export class UsbdbgSession implements Disposable {
  readonly port: CommandPort;
  readonly commands: UsbdbgCommands;
  readonly script: ScriptState;
  readonly text: ScriptText;
  hasProfiler = false;
  readonly #clock: Clock;
  readonly #sink: SessionSink;
  readonly #polling = new AbortController();
  readonly #closeListener: Disposable;
  #sequence = 0;

  constructor(transport: ByteTransport, clock: Clock, sink: SessionSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.port = new CommandPort(transport, clock);
    this.commands = new UsbdbgCommands(this.port);
    this.script = new ScriptState(clock);
    this.text = new ScriptText(clock, {
      text: (bytes) => sink.text(bytes),
      frame: (file) => this.#takeEmbedded(file),
      damagedFrame: () => sink.frameProblem(new UsbdbgError('damaged-frame', 'A frame inside the text was damaged.')),
      overflow: () => this.#reportOverflow(),
      started: () => this.script.observe(true),
    });
    this.#closeListener = transport.onClose((error) => {
      const reason = error ?? new CameraError('not-connected', 'The connection was ended.');
      this.port.end(reason);
      if (error !== undefined) this.#sink.lost(error);
    });
  }

  /** Begins to poll; `running` is the state of the script now. */
  start(running: boolean): void {
    this.script.track(running);
    const loop = new PollLoop({
      commands: this.commands,
      clock: this.#clock,
      sink: {
        text: (bytes) => this.text.push(bytes),
        frame: (frame, announcedAtMs) => this.#takeFrame(frame, announcedAtMs),
        running: (now) => this.script.observe(now),
        profiler: (present) => void (this.hasProfiler = present),
      },
      onFailed: (error) => this.#sink.lost(error instanceof Error ? error : new Error(String(error))),
    });
    void loop.run(this.#polling.signal);
  }

  dispose(): void {
    this.#polling.abort();
    this.#closeListener.dispose();
    this.script.dispose();
    this.port.dispose();
  }

  #takeFrame(dumped: DumpedFrame, announcedAtMs: number): void {
    if ('problem' in dumped) this.#sink.frameProblem(dumped.problem);
    else this.#emitFrame(dumped.image, announcedAtMs);
  }

  #takeEmbedded(data: Uint8Array): void {
    const jpeg = readJpegInfo(data);
    const size = jpeg ?? readPngInfo(data);
    if (size === undefined) {
      this.#sink.frameProblem(new UsbdbgError('damaged-frame', 'A frame inside the text is neither JPEG nor PNG.'));
      return;
    }
    const format = jpeg === undefined ? PixelFormat.png : PixelFormat.jpeg;
    this.#emitFrame({ width: size.width, height: size.height, format, data }, this.#clock.now());
  }

  #emitFrame(image: FrameImage, announcedAtMs: number): void {
    this.#sequence += 1;
    this.#sink.frame({
      ...image,
      sequence: this.#sequence,
      encoding: encodingOf(image.format),
      keyFrame: true,
      cameraFps: 0,
      eventAtMs: announcedAtMs,
      receivedAtMs: this.#clock.now(),
      droppedBefore: 0,
    });
  }

  #reportOverflow(): void {
    const message = 'A frame of the script does not fit the preview buffer of the camera.';
    this.#sink.frameProblem(new CameraError('preview-overflow', message, { data: { limitKb: 0 } }));
  }
}
