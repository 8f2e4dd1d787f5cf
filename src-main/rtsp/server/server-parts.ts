import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Authenticator } from '../authentication.ts';
import type { ServedSession } from './served-session.ts';
import type { UdpPorts } from './udp-ports.ts';

/** What a connection needs of its server. */
export interface ServerParts {
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly randomWord: () => number;
  readonly timeoutS: number;
  /** Identifies this server in session descriptions. */
  readonly id: number;
  readonly authenticator: Authenticator | undefined;
  readonly udp: UdpPorts;
  findSession(name: string): ServedSession | undefined;
  newSessionId(): string;
}
