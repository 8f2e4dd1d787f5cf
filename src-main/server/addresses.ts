// The names and addresses under which browsers reach a server that listens on an address.

import { hostname, networkInterfaces } from 'node:os';

/** Every name that a browser may use, the one to print first. `host` is the name that was requested. */
export function hostNames(host: string, boundAddress: string): readonly string[] {
  const isAny = isAnyAddress(boundAddress);
  return [
    ...(isAny ? ['localhost'] : [literalOf(boundAddress)]),
    ...(isAny || isLoopback(boundAddress) ? ['localhost', '127.0.0.1', '[::1]'] : []),
    ...(isAny ? [hostname()] : []),
    host,
  ];
}

/** Addresses under which other computers reach it; none for one that stays inside this computer. */
export function networkNames(boundAddress: string, interfaces = networkInterfaces()): readonly string[] {
  if (isLoopback(boundAddress)) return [];
  if (!isAnyAddress(boundAddress)) return [literalOf(boundAddress)];
  const addresses = Object.values(interfaces).flatMap((each) => each ?? []);
  // Link-local IPv6 addresses need a zone, which browsers do not accept.
  const reachable = addresses.filter(({ internal, address }) => !internal && !/^fe80/i.test(address));
  const wanted = boundAddress === '0.0.0.0' ? reachable.filter(({ family }) => family === 'IPv4') : reachable;
  return wanted.map(({ address }) => literalOf(address));
}

function isLoopback(address: string): boolean {
  return /^127\.|^::1$/.test(address);
}

function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function literalOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
