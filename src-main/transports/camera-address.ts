// The ways to name a camera, read from text: "sim", "sim:H7", "sim?profile=off", "tcp://host:port", "udp://host:port",
// "replay:file", "replay:file?speed=max", or a serial path.

import { TransportError } from './api/transport-error.ts';
import { simulatedBoardNames, type SimulatedBoardName } from '../simulator/core/script-engine.ts';

export type CameraAddress =
  /** `profile`: as firmware built with the profiler. */
  | { readonly kind: 'sim'; readonly board: SimulatedBoardName; readonly profile: boolean }
  | { readonly kind: 'tcp' | 'udp'; readonly host: string; readonly port: number }
  /** A capture log. */
  | { readonly kind: 'replay'; readonly path: string; readonly speed: 'original' | 'max' }
  | { readonly kind: 'serial'; readonly path: string };

/** Default port of OpenMV's network transports (docs/protocol-v2.md §2.4). */
const defaultNetworkPort = 5555;

/** Reads an address. Throws `port-not-found` with what was expected when it is none. */
export function parseCameraAddress(text: string): CameraAddress {
  const address = text.trim();
  const simulated = /^sim(?::([^?]*))?(?:\?(.*))?$/i.exec(address);
  if (simulated !== null) return simulatedAddress(address, simulated[1] ?? 'N6', simulated[2]);
  const network = /^(tcp|udp):\/\/(.*)$/i.exec(address);
  if (network !== null) return networkAddress(address, network[1]!.toLowerCase() as 'tcp' | 'udp');
  const replay = /^replay:(.*?)(?:\?speed=(original|max))?$/i.exec(address);
  if (replay !== null) {
    if (replay[1] === '') throw badAddress(address, 'replay:FILE, replay:FILE?speed=max');
    return { kind: 'replay', path: replay[1]!, speed: replay[2]?.toLowerCase() === 'max' ? 'max' : 'original' };
  }
  if (address === '' || address.includes('://')) {
    throw badAddress(address, 'sim, /dev/ttyACM0, COM3, tcp://HOST:PORT, udp://HOST:PORT, replay:FILE');
  }
  return { kind: 'serial', path: address };
}

function simulatedAddress(address: string, boardName: string, options: string | undefined): CameraAddress {
  const wanted = boardName.toUpperCase();
  const board = simulatedBoardNames.find((name) => name === wanted);
  if (board === undefined) {
    throw badAddress(address, simulatedBoardNames.map((name) => `sim:${name}`).join(', '));
  }
  if (options !== undefined && options !== 'profile=off' && options !== 'profile=on') {
    throw badAddress(address, `sim:${board}?profile=off, sim:${board}?profile=on`);
  }
  return { kind: 'sim', board, profile: options !== 'profile=off' };
}

function networkAddress(address: string, kind: 'tcp' | 'udp'): CameraAddress {
  // The URL class knows hosts and ports of "http:" only, IPv6 brackets included.
  const httpAddress = address.replace(/^\w+:/, 'http:');
  const url = URL.canParse(httpAddress) ? new URL(httpAddress) : undefined;
  if (url === undefined || url.hostname === '' || url.pathname !== '/' || url.search !== '') {
    throw badAddress(address, `${kind}://HOST:PORT`);
  }
  // "http" hides its own default port, 80.
  const port = url.port === '' ? (address.endsWith(':80') ? 80 : defaultNetworkPort) : Number(url.port);
  if (port === 0) throw badAddress(address, `${kind}://HOST:PORT`);
  return { kind, host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/** `expected`: what addresses of this kind look like. */
function badAddress(address: string, expected: string): TransportError {
  const facts = { port: address, expected };
  return new TransportError('port-not-found', `"${address}" names no camera; expected ${expected}.`, { data: facts });
}
