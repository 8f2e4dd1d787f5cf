/** Why an answer does not fit the request. */
export type LinkFault =
  /** No answer for as long as the camera may take. */
  | 'silent'
  /** It began, and did not continue. */
  | 'answer-broken'
  /** A number is missing, or is repeated. */
  | 'number'
  /** The device expects another number. */
  | 'refused-number'
  /** The answer to another request, or more than was asked for. */
  | 'mismatch'
  /** The device received a request damaged. */
  | 'request-damaged'
  /** The device uses other capabilities than were agreed. */
  | 'capabilities-lost'
  /** An event carries an impossible number. */
  | 'event-number';

/** Whether the device executed the request that met a fault. */
export type Execution = 'not-executed' | 'unknown';

export interface FaultReport {
  readonly reason: LinkFault;
  readonly execution: Execution;
}
