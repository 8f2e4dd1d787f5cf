// The containers of icons: Windows' ICO and Apple's ICNS, both with PNG pictures inside.

/** ICO: a directory of 16 bytes an entry, then the pictures. 256 is written as 0. */
export function icoFile(pngs) {
  const sizes = [...pngs.keys()].filter((size) => size <= 256);
  const directory = Buffer.alloc(6 + 16 * sizes.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(sizes.length, 4);
  let offset = directory.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    const { length } = pngs.get(size);
    directory.writeUInt8(size % 256, entry);
    directory.writeUInt8(size % 256, entry + 1);
    directory.writeUInt16LE(1, entry + 4);
    directory.writeUInt16LE(32, entry + 6);
    directory.writeUInt32LE(length, entry + 8);
    directory.writeUInt32LE(offset, entry + 12);
    offset += length;
  });
  return Buffer.concat([directory, ...sizes.map((size) => pngs.get(size))]);
}

/** Types of ICNS entries that hold PNG, and the size in pixels of each; the second of a size is for screens of twice the density. */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['icp6', 64],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

export function icnsFile(pngs) {
  const entries = icnsTypes.map(([type, size]) => chunk(type, pngs.get(size)));
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type, data) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(data.length + 8, 4);
  return Buffer.concat([header, data]);
}
