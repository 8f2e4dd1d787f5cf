// Two UDP ports next to each other, the even one for RTP and the odd one for RTCP (RFC 3550, section 11).

import { createSocket, type Socket } from 'node:dgram';
import { RtspError } from './rtsp-error.ts';

export interface UdpPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly rtpPort: number;
  close(): void;
}

/** Pairs to try before giving up. */
const attempts = 50;
/** Room for the burst of a key frame. */
const receiveBufferBytes = 1024 * 1024;

/** Binds a pair at `host`, from `firstPort` upwards if given. Rejects with `rtsp-port-unavailable`. */
export async function bindUdpPair(host: string, firstPort?: number): Promise<UdpPair> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const wanted = firstPort === undefined ? 0 : firstPort + 2 * attempt;
    const rtp = await bind(host, wanted);
    if (rtp === undefined) continue;
    const rtpPort = rtp.address().port;
    const rtcp = rtpPort % 2 === 0 ? await bind(host, rtpPort + 1) : undefined;
    if (rtcp !== undefined) {
      return {
        rtp,
        rtcp,
        rtpPort,
        close() {
          rtp.close();
          rtcp.close();
        },
      };
    }
    rtp.close();
  }
  throw new RtspError('rtsp-port-unavailable', 'No pair of UDP ports is free.', { data: { port: firstPort ?? 0 } });
}

function bind(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize: receiveBufferBytes });
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind(port, host, () => {
      socket.removeAllListeners('error');
      // An unreachable receiver answers with an ICMP message, which ends nothing here: its session times out.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
