// The server's pair of UDP ports, shared by all clients. Packets of a client tell that it is alive.

import type { UdpPair } from '../udp-pair.ts';
import { bindUdpPair } from '../udp-pair.ts';
import type { ServerPorts } from '../transport-header.ts';
import type { PacketSink } from './client-track.ts';

/** live555 begins here too. */
const firstPort = 6970;

export interface UdpClient {
  readonly address: string;
  readonly rtpPort: number;
  readonly rtcpPort: number;
}

/** A way to one client, until `release`. */
export interface OpenedSink {
  readonly sink: PacketSink;
  /** Of UDP. */
  readonly ports: ServerPorts | undefined;
  readonly release: () => void;
}

export class UdpPorts {
  readonly #host: string;
  readonly #alive = new Map<string, () => void>();
  #pair: Promise<UdpPair> | undefined;

  constructor(host: string) {
    this.#host = host;
  }

  /** A sink for one client; `onAlive` is called for each of its packets. Rejects with `rtsp-port-unavailable`. */
  async open(client: UdpClient, onAlive: () => void): Promise<OpenedSink> {
    this.#pair ??= this.#bind();
    const { rtp, rtcp, rtpPort } = await this.#pair;
    const keys = [client.rtpPort, client.rtcpPort].map((port) => `${client.address} ${port}`);
    for (const key of keys) this.#alive.set(key, onAlive);
    return {
      sink: {
        // UDP has no queue of ours: the system drops what it cannot send.
        unsentBytes: 0,
        sendRtp: (packet) => rtp.send(packet, client.rtpPort, client.address),
        sendRtcp: (packet) => rtcp.send(packet, client.rtcpPort, client.address),
      },
      ports: { rtp: rtpPort, rtcp: rtpPort + 1 },
      release: () => {
        for (const key of keys) if (this.#alive.get(key) === onAlive) this.#alive.delete(key);
      },
    };
  }

  async close(): Promise<void> {
    const pair = this.#pair;
    this.#pair = undefined;
    await pair?.then(
      (opened) => opened.close(),
      () => {},
    );
  }

  async #bind(): Promise<UdpPair> {
    const pair = await bindUdpPair(this.#host, firstPort);
    for (const socket of [pair.rtp, pair.rtcp]) {
      socket.on('message', (_packet, { address, port }) => this.#alive.get(`${address} ${port}`)?.());
    }
    return pair;
  }
}
