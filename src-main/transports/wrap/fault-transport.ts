// Any transport, made worse on purpose: packets get lost, damaged, doubled, cut, late, stuck, mixed up, or the port goes
// away. For tests, for `viewfinder … --camera "fault(drop=2%,seed=7):sim"`, and for people who want to see what happens.
// Below: another ByteTransport. The text form of a plan is in fault-plan.ts.

import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../../src-shared/lib/ignore-expected.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { createRandom } from '../../../src-shared/lib/random.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { FaultLane } from './fault-lane.ts';
import { faultKinds, type FaultDirection, type FaultKind, type FaultPlan } from './fault-plan.ts';

export interface FaultTransportOptions {
  readonly clock?: Clock;
  /** False: begins as a clean transport. Default true. */
  readonly enabled?: boolean;
}

export class FaultTransport implements ByteTransport {
  readonly name: string;
  readonly kind: ByteTransport['kind'];
  /** While false, packets pass unharmed; those that are held back already are released as planned. */
  enabled: boolean;
  /** How often each fault was done. */
  readonly counts: Record<FaultKind, number> = countsOf();

  readonly #inner: ByteTransport;
  readonly #plan: FaultPlan;
  readonly #clock: Clock;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<Error | undefined>();
  readonly #random: Readonly<Record<FaultDirection, () => number>>;
  #lanes: Readonly<Record<FaultDirection, FaultLane>> | undefined;
  #unplugged: TransportError | undefined;

  get line(): ByteTransport['line'] {
    return this.#inner.line;
  }

  constructor(
    inner: ByteTransport,
    plan: FaultPlan,
    { clock = systemClock, enabled = true }: FaultTransportOptions = {},
  ) {
    this.#inner = inner;
    this.#plan = plan;
    this.#clock = clock;
    this.enabled = enabled;
    this.name = inner.name;
    this.kind = inner.kind;
    // Each direction has its own, so that the faults of one do not depend on the traffic of the other.
    const { seed = 1 } = plan;
    this.#random = { in: createRandom(2 * seed), out: createRandom(2 * seed + 1) };
    inner.onData((chunk) => this.#lanes?.in.push(chunk));
    inner.onClose((error) => this.#onClose(error));
  }

  async open(signal?: AbortSignal): Promise<void> {
    await this.#inner.open(signal);
    this.#unplugged = undefined;
    this.#lanes = {
      in: this.#createLane('in', (bytes) => this.#data.emit(bytes)),
      // What the port refuses it reports by closing as well.
      out: this.#createLane('out', (bytes) => void this.#inner.write(bytes).catch(ignoreExpected)),
    };
  }

  async write(bytes: Uint8Array): Promise<void> {
    const lanes = this.#lanes;
    if (lanes === undefined) {
      throw (
        this.#unplugged ?? new TransportError('port-closed', `${this.name} is not open.`, { data: { port: this.name } })
      );
    }
    lanes.out.push(bytes);
    await lanes.out.ready();
  }

  onData(listener: (chunk: Uint8Array) => void): Disposable {
    return this.#data.event(listener);
  }

  onClose(listener: (error: Error | undefined) => void): Disposable {
    return this.#closed.event(listener);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #createLane(direction: FaultDirection, deliver: (bytes: Uint8Array) => void): FaultLane {
    return new FaultLane({
      direction,
      rules: this.#plan.rules,
      random: this.#random[direction],
      clock: this.#clock,
      datagrams: this.kind === 'datagram',
      enabled: () => this.enabled,
      onFault: (kind) => this.counts[kind]++,
      deliver,
      unplug: () => this.#unplug(),
    });
  }

  #unplug(): void {
    this.#unplugged = new TransportError('port-lost', `${this.name} was unplugged.`, { data: { port: this.name } });
    this.#endLanes();
    void this.#inner.close();
  }

  #onClose(error: Error | undefined): void {
    this.#endLanes();
    this.#closed.emit(this.#unplugged ?? error);
  }

  #endLanes(): void {
    const lanes = this.#lanes;
    this.#lanes = undefined;
    lanes?.in.dispose();
    lanes?.out.dispose();
  }
}

function countsOf(): Record<FaultKind, number> {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}
