// Counters of one connection, for the camera panel and for reports.

/** Kinds of faults that drivers count. */
export const faultKeys = ['checksumErrors', 'sequenceErrors', 'resyncs', 'timeouts'] as const;
export type FaultKey = (typeof faultKeys)[number];

/** How often a kind of fault was seen. */
export interface FaultCount {
  readonly key: FaultKey;
  readonly count: number;
}

/** All counts start at 0 with the connection. */
export interface LinkFigures {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Absent for protocols without packets. */
  readonly packetsSent?: number;
  /** Absent for protocols without packets. */
  readonly packetsReceived?: number;
  /** Every kind of fault that the driver can notice, also with a count of 0. */
  readonly faults: readonly FaultCount[];
  /** Name of the request sequence with which frames are fetched now; absent if the protocol has only one. */
  readonly readSequence?: string;
}

/** The figures of a camera that has not been connected yet. */
export const noFigures: LinkFigures = { bytesSent: 0, bytesReceived: 0, faults: [] };
