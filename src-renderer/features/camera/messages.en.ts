export const en = {
  panel: 'Camera',
  name: 'Name',
  nameHint: 'Empty: the board’s own name',
  board: 'Board',
  serial: 'Serial number',
  firmware: 'Firmware',
  protocol: 'Protocol',
  sensors: 'Sensors',
  link: 'Link quality',
  notConnected: 'No camera is connected.',
  notConnectedHint: 'Choose one in the bar above and press Connect.',
  linkFacts: {
    packetsSent: 'Packets sent',
    packetsReceived: 'Packets received',
    bytesSent: 'Bytes sent',
    bytesReceived: 'Bytes received',
    readSequence: 'Pictures are fetched',
  },
  readSequences: {
    reference: 'in four trips',
    locked: 'in two trips, locked',
    'lock-free': 'in two trips',
    'one-trip': 'in one trip',
  },
  firmwareVersion: (version: string) => `firmware ${version}`,
};

export type CameraMessages = typeof en;
