// What is to go wrong on the way to a camera and back, as data and as text:
// "drop=2%,corrupt.in=1%,stall=0.1%/500,seed=7". The transport that does it is fault-transport.ts.

import { TransportError } from '../api/transport-error.ts';

export const faultKinds = [
  /** The packet does not arrive. */
  'drop',
  /** One to three of its bytes are changed. */
  'corrupt',
  /** It arrives twice. */
  'duplicate',
  /** Its end is missing. */
  'truncate',
  /** It arrives `durationMs` late; what follows waits behind it on a stream, and overtakes it as datagrams. */
  'delay',
  /** Nothing more arrives for `durationMs`; writes wait as well. */
  'stall',
  /** The next packet lies inside it (docs/protocol-v2.md §21 item 24). */
  'interleave',
  /** The port goes away. */
  'unplug',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** As seen from the host. */
export type FaultDirection = 'in' | 'out';

export interface FaultRule {
  readonly kind: FaultKind;
  /** Default: both. */
  readonly direction?: FaultDirection;
  /** 0 … 1, for each packet; default 1. */
  readonly chance?: number;
  /** Only packets from this number on, counted from 0 in each direction since the port was opened. */
  readonly fromPacket?: number;
  /** Only packets before this number. */
  readonly toPacket?: number;
  /** Only packets that reach into these bytes, counted as the packets are. */
  readonly fromByte?: number;
  readonly toByte?: number;
  /** Of delays (default 50) and stalls (default 300). */
  readonly durationMs?: number;
}

export interface FaultPlan {
  /** The same seed and the same traffic give the same faults; default 1. */
  readonly seed?: number;
  readonly rules: readonly FaultRule[];
}

const rulePattern = /^(\w+)(?:\.(in|out))?(?:=(\d+(?:\.\d+)?)(%?))?(?:@(b?)(\d+)(?:-(\d+)|(\+))?)?(?:\/(\d+)(?:ms)?)?$/;

/**
 * Reads `kind[.in|.out][=chance][@from-to][/ms]`, separated by commas, and `seed=n`. A place is a packet number,
 * `@7` or `@7-12` (the end is not included) or `@7+`; with a `b` it counts bytes: `@b1000-2000`.
 * Throws `port-not-found` with what was expected.
 */
export function parseFaultPlan(text: string): FaultPlan {
  let seed: number | undefined;
  const rules: FaultRule[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const seeded = /^seed=(\d+)$/.exec(part);
    if (seeded === null) rules.push(parseRule(part));
    else seed = Number(seeded[1]);
  }
  return seed === undefined ? { rules } : { seed, rules };
}

function parseRule(text: string): FaultRule {
  const [matched, name, direction, amount, percent, inBytes, from, to, open, duration] = rulePattern.exec(text) ?? [];
  const kind = faultKinds.find((each) => each === name);
  const chance = amount === undefined ? undefined : Number(amount) / (percent === '%' ? 100 : 1);
  if (matched === undefined || kind === undefined || (chance !== undefined && chance > 1)) throw badRule(text);
  const start = from === undefined ? undefined : Number(from);
  const end = to === undefined ? (start === undefined || open !== undefined ? undefined : start + 1) : Number(to);
  const range = inBytes === 'b' ? byteRange(start, end) : packetRange(start, end);
  return {
    kind,
    ...(direction !== undefined && { direction: direction as FaultDirection }),
    ...(chance !== undefined && { chance }),
    ...range,
    ...(duration !== undefined && { durationMs: Number(duration) }),
  };
}

function packetRange(from: number | undefined, to: number | undefined): Partial<FaultRule> {
  return { ...(from !== undefined && { fromPacket: from }), ...(to !== undefined && { toPacket: to }) };
}

function byteRange(from: number | undefined, to: number | undefined): Partial<FaultRule> {
  return { ...(from !== undefined && { fromByte: from }), ...(to !== undefined && { toByte: to }) };
}

function badRule(text: string): TransportError {
  return new TransportError(
    'port-not-found',
    `"${text}" is not a fault. Expected ${faultKinds.join(', ')}, such as drop=2%, delay.in=5%/50 or unplug@200.`,
    { data: { port: text } },
  );
}
