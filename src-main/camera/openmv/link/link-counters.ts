import type { LinkQuality } from '../../camera.ts';

/** The counters behind `LinkQuality`, written in place. */
export class LinkCounters {
  packetsSent = 0;
  packetsReceived = 0;
  bytesSent = 0;
  bytesReceived = 0;
  checksumErrors = 0;
  sequenceErrors = 0;
  resyncs = 0;
  timeouts = 0;

  snapshot(): LinkQuality {
    return {
      packetsSent: this.packetsSent,
      packetsReceived: this.packetsReceived,
      bytesSent: this.bytesSent,
      bytesReceived: this.bytesReceived,
      checksumErrors: this.checksumErrors,
      sequenceErrors: this.sequenceErrors,
      resyncs: this.resyncs,
      timeouts: this.timeouts,
    };
  }
}
