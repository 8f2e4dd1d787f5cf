/** Settings of a serial line; those that are absent stay as they are. */
export interface LineSettings {
  /** Bits per second. */
  readonly baudRate?: number;
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/** Control of the line under a serial port. */
export interface LineControl {
  /**
   * Changes the line and discards what the device sent before the change. Resolves when the line has settled. A rate that
   * the person chose for the port is kept. Rejects with a TransportError if the port is not open or goes away.
   */
  configure(settings: LineSettings, signal?: AbortSignal): Promise<void>;
}
