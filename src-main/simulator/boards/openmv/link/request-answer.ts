import { Status } from '../../../../../src-shared/openmv/constants.ts';

/** What the camera says to one request; the link makes packets of it (docs/protocol-v2.md §6, §10). */
export type Answer =
  /** Success without data. `afterwards` runs when the packet has been written. */
  | { readonly kind: 'ack'; readonly afterwards?: () => void }
  | { readonly kind: 'nak'; readonly status: Status }
  /** The parts in order, cut into packets of the full payload size. They are copied while the answer is sent. */
  | { readonly kind: 'data'; readonly parts: readonly Uint8Array[] }
  /** Pieces fetched one after the other until `length` bytes are together or one is empty. */
  | { readonly kind: 'pieces'; readonly length: number; readonly read: PieceReader }
  /** SYS_RESET and SYS_BOOT. */
  | { readonly kind: 'silence'; readonly afterwards: () => void };

export type PieceReader = (offset: number, length: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

export interface Request {
  readonly channel: number;
  readonly opcode: number;
  /** Valid until the executor returns, not until its promise settles. */
  readonly payload: Uint8Array;
}

export type Executor = (request: Request) => Answer | Promise<Answer>;

export const success: Answer = { kind: 'ack' };
const refusals = new Map(Object.values(Status).map((status) => [status, { kind: 'nak', status } as const]));

/** The one answer object of each status. */
export function answerStatus(status: Status): Answer {
  return status === Status.success ? success : refusals.get(status)!;
}
