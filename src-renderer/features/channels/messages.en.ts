export const en = {
  panel: 'Channels',
  list: 'Channels of the camera',
  none: 'The script has no channels now.',
  fixed: (names: string) => `Always there, for the link itself: ${names}`,
  noneHint: 'A script makes one with protocol.register.',
  read: 'Read',
  write: 'Write',
  readable: 'readable',
  writable: 'writable',
  bytesRead: (count: number) => `${count} ${count === 1 ? 'byte' : 'bytes'}`,
  nothingRead: 'No data',
  asText: 'Text',
  asHex: 'Hex',
  format: 'Show as',
  toWrite: (name: string) => `Data for ${name}`,
  badHex: 'Hex takes pairs of 0–9 and A–F, such as “01 FF”.',
  readAlways: 'Read at every event',
  lastEvent: (code: number, count: number) => `event ${code} (${count})`,
};

export type ChannelsMessages = typeof en;
