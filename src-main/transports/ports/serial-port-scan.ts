// Serial ports of this machine. The serial library asks the system; on Linux it needs udev for that, and where udev is
// missing (containers) the kernel's own folders tell the same.

import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { SerialPort } from 'serialport';

/** A serial port as the system describes it. */
export interface SerialPortFacts {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** Where the USB device is plugged in. */
  readonly location?: string | undefined;
}

/** What the serial library reports for a port. */
interface ListedPort extends Omit<SerialPortFacts, 'product' | 'location'> {
  readonly locationId?: string | undefined;
}

export interface SerialPortScanOptions {
  /** How the system is asked; default: the serial library. */
  readonly list?: () => Promise<readonly ListedPort[]>;
  /** Default "/sys/class/tty". */
  readonly ttyFolder?: string;
  /** Default `process.platform` */
  readonly platform?: NodeJS.Platform;
}

/** Serial ports, in no order. Rejects only where neither way works. */
export async function scanSerialPorts({
  list = () => SerialPort.list(),
  ttyFolder = '/sys/class/tty',
  platform = process.platform,
}: SerialPortScanOptions = {}): Promise<readonly SerialPortFacts[]> {
  if (platform === 'linux') {
    const listed = await list().catch(() => undefined);
    const ports = listed === undefined ? await scanKernelFolders(ttyFolder) : await addKernelFacts(ttyFolder, listed);
    const real = await Promise.all(ports.map((port) => hasHardware(ttyFolder, port)));
    return ports.filter((_, index) => real[index]);
  }
  const ports = (await list()).map(portFacts);
  if (platform !== 'darwin') return ports;
  // Opening the tty twin of a port waits for a carrier that cameras do not give; the cu twin does not.
  return ports.map((port) => ({ ...port, path: port.path.replace('/dev/tty.', '/dev/cu.') }));
}

function portFacts({
  path: port,
  vendorId,
  productId,
  manufacturer,
  serialNumber,
  locationId,
}: ListedPort): SerialPortFacts {
  return { path: port, vendorId, productId, manufacturer, serialNumber, location: locationId };
}

/** The library reports neither product nor location on Linux. */
function addKernelFacts(ttyFolder: string, listed: readonly ListedPort[]): Promise<readonly SerialPortFacts[]> {
  return Promise.all(
    listed.map(async (port) => {
      const { product, location } = await usbFacts(path.join(ttyFolder, path.basename(port.path), 'device'));
      return { ...portFacts(port), product, ...(location !== undefined && { location }) };
    }),
  );
}

async function scanKernelFolders(ttyFolder: string): Promise<readonly SerialPortFacts[]> {
  const names = await readdir(ttyFolder).catch(() => []);
  const candidates = names.filter((name) => /^(ttyS|ttyACM|ttyUSB|ttyAMA|rfcomm)\d+$/.test(name));
  return Promise.all(
    candidates.map(async (name) => ({
      path: `/dev/${name}`,
      ...(await usbFacts(path.join(ttyFolder, name, 'device'))),
    })),
  );
}

/** Walks up from the interface to the USB device that carries the identity. */
async function usbFacts(deviceLink: string): Promise<Omit<SerialPortFacts, 'path'>> {
  let folder = await realpath(deviceLink).catch(() => undefined);
  for (let depth = 0; folder !== undefined && depth < 4; depth += 1) {
    const vendorId = await readLine(path.join(folder, 'idVendor'));
    if (vendorId !== undefined) {
      return {
        vendorId,
        productId: await readLine(path.join(folder, 'idProduct')),
        serialNumber: await readLine(path.join(folder, 'serial')),
        manufacturer: await readLine(path.join(folder, 'manufacturer')),
        product: await readLine(path.join(folder, 'product')),
        // The kernel names the folder after the socket: "1-1.2" is port 2 of a hub on port 1 of bus 1.
        location: path.basename(folder),
      };
    }
    folder = path.dirname(folder);
  }
  return {};
}

/** The kernel makes ttyS names for serial chips that may be fitted; type 0 says that none is. */
async function hasHardware(ttyFolder: string, port: SerialPortFacts): Promise<boolean> {
  const name = path.basename(port.path);
  return !name.startsWith('ttyS') || (await readLine(path.join(ttyFolder, name, 'type'))) !== '0';
}

async function readLine(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim() === '' ? undefined : text.trim();
}
