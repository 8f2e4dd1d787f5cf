/** One event of the camera. */
export interface CameraEvent {
  /** 0 for events of the system, else the channel's id. */
  readonly channelId: number;
  /** `SystemEvent` for channel 0; 0xffff for an event without a code. */
  readonly event: number;
}

/** What this side has counted, of this connection or the last one. */
export interface HostStats {
  /** Packets. */
  readonly sent: number;
  /** Packets. */
  readonly received: number;
  /** Packets that arrived damaged. */
  readonly checksum: number;
  /** Packets with an unexpected sequence number. */
  readonly sequence: number;
  /** Characters of text that were not read in time. */
  readonly droppedText: number;
}
