// An RTSP client for live streams: one connection from DESCRIBE to TEARDOWN. TCP by default, since one lost UDP packet costs
// all frames up to the next key frame. Above: reconnecting-client.ts, the media sources of the host, `viewfinder rtsp`.

import { randomBytes } from 'node:crypto';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { parseSdp, type MediaStream } from '../../../src-shared/media/sdp.ts';
import type { Credentials } from '../authentication.ts';
import { RtspError } from '../rtsp-error.ts';
import { parseGrantedTransport, requestedTransport } from '../transport-header.ts';
import { bindUdpPair } from '../udp-pair.ts';
import { ControlConnection } from './control-connection.ts';
import { parseRtspAddress, type RtspAddress } from './rtsp-address.ts';
import { StreamReceiver, type ReceivedFrame, type StreamFigures } from './stream-receiver.ts';

export interface RtspClientOptions {
  /** `rtsp://…` or `rtsps://…`, with user and password if the server needs them. */
  readonly address: string;
  /** Default 'tcp': packets inside the RTSP connection. */
  readonly transport?: 'tcp' | 'udp';
  readonly credentials?: Credentials;
  /** Hand out frames that lost packets; default false. */
  readonly keepDamaged?: boolean;
  readonly clock?: Clock;
  readonly onFrame: (frame: ReceivedFrame) => void;
  readonly onAudio?: (samples: Int16Array) => void;
  /** The stream ended unexpectedly: `rtsp-lost`, `rtsp-silent` or `not-rtsp`. */
  readonly onEnd: (error: RtspError) => void;
}

/** Packets to wait for a late one over UDP: about 100 ms of a 4 Mbit/s stream. */
const reorderWindow = 32;
/** Part of the announced session time after which the client shows that it is alive. */
const keepAliveShare = 0.4;
/** RFC 2326: the session time of a server that announces none. */
const defaultTimeoutS = 60;
const reportMs = 5000;
/** A live stream without any packet for this long has ended. */
const silenceMs = 10_000;

export class RtspClient implements Disposable {
  readonly #options: RtspClientOptions;
  readonly #address: RtspAddress;
  readonly #clock: Clock;
  readonly #control: ControlConnection;
  readonly #open = new DisposableStore();
  readonly #ssrc = randomBytes(4).readUInt32BE();
  /** By interleaved channel. */
  readonly #channels = new Map<number, (packet: Uint8Array) => void>();
  readonly #reporters: (() => void)[] = [];
  #receivers: StreamReceiver[] = [];
  #session: string | undefined;
  #timeoutS = defaultTimeoutS;
  #url: string;
  #hasGetParameter = false;
  #lastPacketAtMs = 0;

  /** Throws `bad-rtsp-address`. */
  constructor(options: RtspClientOptions) {
    this.#options = options;
    this.#address = parseRtspAddress(options.address);
    this.#url = this.#address.url;
    this.#clock = options.clock ?? systemClock;
    this.#control = new ControlConnection(this.#address, {
      clock: this.#clock,
      ...(options.credentials && { credentials: options.credentials }),
      events: {
        interleaved: (channel, packet) => this.#channels.get(channel)?.(packet),
        lost: (error) => this.#fail(error),
      },
    });
  }

  get streams(): readonly MediaStream[] {
    return this.#receivers.map(({ stream }) => stream);
  }

  /** Figures of the video stream; undefined before `play`. */
  get figures(): StreamFigures | undefined {
    return this.#receivers.find(({ stream }) => stream.kind === 'video')?.figures;
  }

  /**
   * Connects and plays. Rejects with an RtspError (`rtsp-unreachable`, `rtsp-silent`, `rtsp-unauthorized`,
   * `rtsp-not-found`, `rtsp-refused`, `rtsp-no-stream`, `not-rtsp`), a MediaError (`bad-sdp`) or the reason of `signal`, and leaves nothing open.
   */
  async play(signal?: AbortSignal): Promise<void> {
    try {
      await this.#control.open(signal);
      await raceAbort(this.#setUp(), signal);
    } catch (error) {
      this.dispose();
      throw error;
    }
    this.#lastPacketAtMs = this.#clock.now();
    this.#repeat(this.#timeoutS * 1000 * keepAliveShare, () => this.#keepAlive());
    this.#repeat(Math.min(reportMs, this.#timeoutS * 1000 * keepAliveShare), () => this.#report());
    this.#repeat(1000, () => this.#watch());
  }

  /** Ends the session and closes everything; no more callbacks. */
  dispose(): void {
    if (this.#open.disposed) return;
    this.#open.dispose();
    this.#control.close(this.#session === undefined ? undefined : { url: this.#url, session: this.#session });
  }

  async #setUp(): Promise<void> {
    const options = await this.#control.request('OPTIONS', this.#url);
    this.#hasGetParameter = (options.headers.get('public') ?? '').includes('GET_PARAMETER');
    const described = await this.#control.request('DESCRIBE', this.#url, { Accept: 'application/sdp' });
    const base = described.headers.get('content-base') ?? described.headers.get('content-location') ?? this.#url;
    const { streams, control } = parseSdp(described.body);
    const wanted = [streams.find(({ kind }) => kind === 'video'), streams.find(({ kind }) => kind === 'audio')];
    const chosen = wanted.filter((stream) => stream !== undefined);
    if (!chosen.some(({ kind }) => kind === 'video')) {
      const address = this.#address.url;
      throw new RtspError('rtsp-no-stream', `${address} offers no video that can be shown.`, { data: { address } });
    }
    for (const stream of chosen) await this.#setUpStream(stream, resolveControl(base, stream.control));
    this.#url = control === '*' ? this.#url : resolveControl(base, control);
    await this.#control.request('PLAY', this.#url, { Session: this.#session, Range: 'npt=0.000-' });
  }

  async #setUpStream(stream: MediaStream, url: string): Promise<void> {
    const isUdp = this.#options.transport === 'udp';
    const receiver = new StreamReceiver({
      stream,
      reorderWindow: isUdp ? reorderWindow : 0,
      keepDamaged: this.#options.keepDamaged ?? false,
      sink: {
        frame: (frame) => this.#options.onFrame(frame),
        audio: (samples) => this.#options.onAudio?.(samples),
      },
    });
    this.#receivers.push(receiver);
    if (isUdp) await this.#setUpUdp(receiver, url);
    else await this.#setUpTcp(receiver, url);
  }

  async #setUpTcp(receiver: StreamReceiver, url: string): Promise<void> {
    const first = 2 * (this.#receivers.length - 1);
    const choice = { kind: 'tcp', rtpChannel: first, rtcpChannel: first + 1 } as const;
    const granted = await this.#requestSetUp(url, requestedTransport(choice));
    const [rtp, rtcp] = granted.channels ?? [choice.rtpChannel, choice.rtcpChannel];
    this.#channels.set(rtp, (packet) => this.#takeRtp(receiver, packet));
    this.#channels.set(rtcp, (packet) => receiver.rtcp(packet, this.#clock.now()));
    this.#reporters.push(() => this.#control.sendInterleaved(rtcp, receiver.report(this.#ssrc, this.#clock.now())));
  }

  async #setUpUdp(receiver: StreamReceiver, url: string): Promise<void> {
    const pair = await bindUdpPair(this.#control.localAddress);
    this.#open.addCallback(() => pair.close());
    pair.rtp.on('message', (packet) => this.#takeRtp(receiver, packet));
    pair.rtcp.on('message', (packet) => receiver.rtcp(packet, this.#clock.now()));
    const choice = { kind: 'udp', rtpPort: pair.rtpPort, rtcpPort: pair.rtpPort + 1 } as const;
    const { serverPorts, source } = await this.#requestSetUp(url, requestedTransport(choice));
    if (serverPorts === undefined) return;
    const host = source ?? this.#control.remoteAddress;
    // One byte from each port opens the way back through a firewall.
    pair.rtp.send(Uint8Array.of(0), serverPorts.rtp, host);
    pair.rtcp.send(Uint8Array.of(0), serverPorts.rtcp, host);
    this.#reporters.push(() => {
      if (!this.#open.disposed) pair.rtcp.send(receiver.report(this.#ssrc, this.#clock.now()), serverPorts.rtcp, host);
    });
  }

  async #requestSetUp(url: string, transport: string): Promise<ReturnType<typeof parseGrantedTransport>> {
    const response = await this.#control.request('SETUP', url, { Transport: transport, Session: this.#session });
    const [id, ...parameters] = (response.headers.get('session') ?? '').split(';');
    this.#session ??= id!.trim() === '' ? undefined : id!.trim();
    const timeout = parameters.map((each) => /^\s*timeout=(\d+)/i.exec(each)?.[1]).find((each) => each !== undefined);
    if (timeout !== undefined && Number(timeout) > 0) this.#timeoutS = Number(timeout);
    return parseGrantedTransport(response.headers.get('transport') ?? '');
  }

  #takeRtp(receiver: StreamReceiver, packet: Uint8Array): void {
    this.#lastPacketAtMs = this.#clock.now();
    receiver.rtp(packet, this.#lastPacketAtMs);
  }

  #keepAlive(): void {
    const method = this.#hasGetParameter ? 'GET_PARAMETER' : 'OPTIONS';
    this.#control.request(method, this.#url, { Session: this.#session }).catch((error: unknown) => {
      // A server that refuses the request has seen that we are alive.
      if (error instanceof RtspError && error.code !== 'rtsp-refused') this.#fail(error);
    });
  }

  #report(): void {
    for (const report of this.#reporters) report();
  }

  #watch(): void {
    if (this.#clock.now() - this.#lastPacketAtMs < silenceMs) return;
    const address = this.#address.url;
    this.#fail(new RtspError('rtsp-lost', `${address} has stopped sending.`, { data: { address } }));
  }

  #fail(error: RtspError): void {
    if (this.#open.disposed) return;
    this.#session = undefined;
    this.dispose();
    this.#options.onEnd(error);
  }

  #repeat(everyMs: number, task: () => void): void {
    let timer: Disposable | undefined;
    const schedule = (): void => {
      if (this.#open.disposed) return;
      timer = this.#clock.after(everyMs, () => {
        task();
        schedule();
      });
    };
    this.#open.addCallback(() => timer?.dispose());
    schedule();
  }
}

/** The address of a stream: absolute, or below the base. */
function resolveControl(base: string, control: string): string {
  if (control === '' || control === '*') return base;
  if (/^rtsps?:\/\//i.test(control)) return control;
  return `${base.replace(/\/+$/, '')}/${control.replace(/^\/+/, '')}`;
}
