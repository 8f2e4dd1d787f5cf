import type { LinkFigures } from '../../../../src-shared/device/link-figures.ts';

/** The counters behind `LinkFigures`, written in place. */
export class LinkCounters {
  packetsSent = 0;
  packetsReceived = 0;
  bytesSent = 0;
  bytesReceived = 0;
  checksumErrors = 0;
  sequenceErrors = 0;
  resyncs = 0;
  timeouts = 0;

  snapshot(): LinkFigures {
    return {
      packetsSent: this.packetsSent,
      packetsReceived: this.packetsReceived,
      bytesSent: this.bytesSent,
      bytesReceived: this.bytesReceived,
      faults: [
        { key: 'checksumErrors', count: this.checksumErrors },
        { key: 'sequenceErrors', count: this.sequenceErrors },
        { key: 'resyncs', count: this.resyncs },
        { key: 'timeouts', count: this.timeouts },
      ],
    };
  }
}
