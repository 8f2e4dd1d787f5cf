import type { Capabilities } from '../../src-shared/openmv/payloads.ts';
import type { Device } from './probed-device.ts';
import { acknowledgedDatagrams, type Exemption } from './exemptions.ts';

/** One rule of docs/protocol-v2.md for devices. */
export interface Row {
  /** A sentence about the device. */
  readonly name: string;
  /** Section of docs/protocol-v2.md. */
  readonly reference: string;
  /** Devices of which it says nothing. */
  readonly unless?: readonly Exemption[];
  /** What host and device agree on before the row; what is not named is the device's default. */
  readonly agree?: Partial<Capabilities>;
  /** Throws a ConformanceFailure, or LeftOut. Ends with no answer under way and the number due in `probe.seq`. */
  readonly run: (device: Device) => Promise<void>;
}

export interface RowGroup {
  readonly subject: string;
  /** Whether the helper script runs during the rows; else no script does. */
  readonly withHelper: boolean;
  readonly rows: readonly Row[];
}

/** What the row names, and what follows from what it agrees on. */
export function exemptionsOf({ agree, unless = [] }: Row): readonly Exemption[] {
  return agree?.ack === true ? [acknowledgedDatagrams, ...unless] : unless;
}
