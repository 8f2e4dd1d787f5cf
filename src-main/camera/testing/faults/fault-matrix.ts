// Which faults, over which links: what faults.integration.test.ts and bench/reliability.bench.ts play every scenario under.

import type { FaultBenchOptions } from './fault-bench.ts';

export interface LinkUnderTest {
  readonly name: string;
  readonly options: Omit<FaultBenchOptions, 'plan'>;
  /** As the engine opens it by itself. */
  readonly isDefault: boolean;
  /** Longest Stop, with up to 2 % of the packets hit and beyond. Milliseconds of the bench's clock, not of this computer. */
  readonly stopLimitMs: number;
  readonly heavyStopLimitMs: number;
}

/** As a camera on the network sets them. */
export const datagramOptions = {
  kind: 'datagram',
  device: { defaults: { ack: false, maxPayload: 1400 } },
} as const;

export const linksUnderTest: readonly LinkUnderTest[] = [
  { name: 'a stream', options: {}, isDefault: true, stopLimitMs: 1000, heavyStopLimitMs: 2000 },
  {
    name: 'datagrams',
    options: datagramOptions,
    isDefault: true,
    stopLimitMs: 1000,
    heavyStopLimitMs: 2000,
  },
  // A device that waits for a lost acknowledgement stands still for 0.5, 1 and 2 s.
  {
    name: 'a stream with acknowledgements',
    options: { settings: { ack: true } },
    isDefault: false,
    stopLimitMs: 4000,
    heavyStopLimitMs: 30_000,
  },
];

/** Beyond what any promise is made for. */
const heavyPlan = 'drop=10%';

/** As `parseFaultPlan` reads them. */
export const faultPlans: readonly string[] = [
  'drop=2%',
  heavyPlan,
  'corrupt=2%',
  'duplicate=3%',
  'truncate=2%',
  'delay=3%/60',
  'stall=0.3%/300',
  'interleave=5%',
  'unplug=0.5%',
  'drop=1%,corrupt=1%,duplicate=1%,truncate=1%,delay=1%/30,interleave=1%',
];

export function isHeavy(plan: string): boolean {
  return plan === heavyPlan;
}

export function stopLimitMs(link: LinkUnderTest, plan: string): number {
  return isHeavy(plan) ? link.heavyStopLimitMs : link.stopLimitMs;
}
