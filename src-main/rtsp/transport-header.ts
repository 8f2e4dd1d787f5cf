// The Transport header of SETUP: where packets go (RFC 2326, section 12.39).

export type TransportChoice =
  /** Channel numbers inside the RTSP connection. */
  | { readonly kind: 'tcp'; readonly rtpChannel: number; readonly rtcpChannel: number }
  /** UDP ports of the client. */
  | { readonly kind: 'udp'; readonly rtpPort: number; readonly rtcpPort: number };

export interface ServerPorts {
  readonly rtp: number;
  readonly rtcp: number;
}

/** The first transport of a request that we support; undefined if there is none (multicast, for example). */
export function parseRequestedTransport(header: string): TransportChoice | undefined {
  for (const offer of header.split(',')) {
    const [protocol, ...parameters] = offer.trim().split(';');
    const isTcp = /^RTP\/AVP\/TCP$/i.test(protocol!);
    if (!isTcp && !/^RTP\/AVP(\/UDP)?$/i.test(protocol!)) continue;
    if (parameters.some((parameter) => parameter.toLowerCase() === 'multicast')) continue;
    const pair = pairOf(parameters, isTcp ? 'interleaved' : 'client_port');
    if (isTcp) {
      const [rtpChannel, rtcpChannel] = pair ?? [0, 1];
      if (rtpChannel <= 255 && rtcpChannel <= 255) return { kind: 'tcp', rtpChannel, rtcpChannel };
    } else if (pair !== undefined && pair[0] > 0 && pair[1] <= 65_535) {
      return { kind: 'udp', rtpPort: pair[0], rtcpPort: pair[1] };
    }
  }
  return undefined;
}

function pairOf(parameters: readonly string[], name: string): [number, number] | undefined {
  const match = new RegExp(`^${name}=(\\d+)(?:-(\\d+))?$`, 'i');
  for (const parameter of parameters) {
    const found = match.exec(parameter.trim());
    if (found !== null) return [Number(found[1]), Number(found[2] ?? Number(found[1]) + 1)];
  }
  return undefined;
}

export function requestedTransport(choice: TransportChoice): string {
  return choice.kind === 'tcp'
    ? `RTP/AVP/TCP;unicast;interleaved=${choice.rtpChannel}-${choice.rtcpChannel}`
    : `RTP/AVP;unicast;client_port=${choice.rtpPort}-${choice.rtcpPort}`;
}

/** The answer of a server to a chosen transport. */
export function grantedTransport(choice: TransportChoice, ports: ServerPorts | undefined, ssrc: number): string {
  const server = ports === undefined ? '' : `;server_port=${ports.rtp}-${ports.rtcp}`;
  return `${requestedTransport(choice)}${server};ssrc=${(ssrc >>> 0).toString(16).padStart(8, '0').toUpperCase()}`;
}

/** What a client needs of the answer; undefined if the server chose something else. */
export interface GrantedTransport {
  readonly serverPorts: ServerPorts | undefined;
  readonly channels: readonly [rtp: number, rtcp: number] | undefined;
  /** Address of the packets' sender, if it is another machine. */
  readonly source: string | undefined;
}

export function parseGrantedTransport(header: string): GrantedTransport {
  const parameters = header.split(';');
  const ports = pairOf(parameters, 'server_port');
  const source = parameters.map((each) => /^source=(.+)$/i.exec(each.trim())?.[1]).find((each) => each !== undefined);
  return {
    serverPorts: ports === undefined ? undefined : { rtp: ports[0], rtcp: ports[1] },
    channels: pairOf(parameters, 'interleaved'),
    source,
  };
}
