import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPorts, simulatedCamera } from './port-list.ts';

describe('the list of cameras', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-tty-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('names known boards by their USB identity and puts them before other ports', async () => {
    const list = async () => [
      { path: '/dev/ttyUSB0', vendorId: '0403', productId: '6001', manufacturer: 'FTDI' },
      { path: '/dev/ttyACM0', vendorId: '37C5', productId: '124A', manufacturer: 'OpenMV', serialNumber: '0011AA' },
    ];
    expect(await listPorts({ list, ttyFolder: folder, platform: 'linux' })).toEqual([
      simulatedCamera,
      {
        id: '/dev/ttyACM0',
        kind: 'serial',
        name: { key: 'board', value: 'OpenMV Cam H7 Plus' },
        board: 'OpenMV Cam H7 Plus',
        vendorId: '37C5',
        productId: '124A',
        manufacturer: 'OpenMV',
        serialNumber: '0011AA',
        likely: true,
      },
      {
        id: '/dev/ttyUSB0',
        kind: 'serial',
        name: { key: 'port', value: 'ttyUSB0' },
        vendorId: '0403',
        productId: '6001',
        manufacturer: 'FTDI',
        likely: false,
      },
    ]);
  });

  it('reads the kernel folders where udev is missing, and leaves out serial chips that are not fitted', async () => {
    const usbDevice = path.join(folder, 'devices/usb1/1-1');
    await mkdir(path.join(usbDevice, '1-1:1.0'), { recursive: true });
    for (const [name, text] of Object.entries({ idVendor: '37c5', idProduct: '1206', serial: 'ABC' })) {
      await writeFile(path.join(usbDevice, name), `${text}\n`);
    }
    const ttyFolder = path.join(folder, 'tty');
    for (const name of ['ttyACM3', 'ttyS0', 'ttyS1', 'console']) {
      await mkdir(path.join(ttyFolder, name), { recursive: true });
    }
    await symlink(path.join(usbDevice, '1-1:1.0'), path.join(ttyFolder, 'ttyACM3/device'));
    await writeFile(path.join(ttyFolder, 'ttyS0/type'), '4\n');
    await writeFile(path.join(ttyFolder, 'ttyS1/type'), '0\n');
    const list = (): Promise<never> => Promise.reject(new Error('spawn udevadm ENOENT'));
    const ports = await listPorts({ list, ttyFolder, platform: 'linux' });
    expect(ports.map(({ id, name, location }) => [id, name.value, location])).toEqual([
      ['sim', 'OpenMV N6', undefined],
      ['/dev/ttyACM3', 'OpenMV N6', '1-1'],
      ['/dev/ttyS0', 'ttyS0', undefined],
    ]);
  });

  it('tells a K230 from an OpenMV camera with the same USB identity by the manufacturer', async () => {
    const usb = { vendorId: '1209', productId: 'abd1' };
    const list = async () => [
      { path: 'COM3', ...usb, manufacturer: 'Kendryte', serialNumber: '001000000', locationId: 'Port_#0001.Hub_#0003' },
      { path: 'COM4', ...usb, manufacturer: 'OpenMV' },
    ];
    const ports = await listPorts({ list, platform: 'win32' });
    expect(ports.slice(1)).toMatchObject([
      { id: 'COM3', name: { value: 'CanMV K230' }, location: 'Port_#0001.Hub_#0003', likely: true },
      { id: 'COM4', name: { value: 'OpenMV Cam' }, likely: true },
    ]);
  });

  it('opens the call-out twin of a port on macOS', async () => {
    const list = async () => [{ path: '/dev/tty.usbmodem1', vendorId: '37c5', productId: 'ffff' }];
    const ports = await listPorts({ list, platform: 'darwin' });
    expect(ports[1]).toMatchObject({ id: '/dev/cu.usbmodem1', likely: true });
  });

  it('still has the simulated camera when the system cannot be asked', async () => {
    const list = (): Promise<never> => Promise.reject(new Error('no'));
    expect(await listPorts({ list, platform: 'win32' })).toEqual([simulatedCamera]);
  });
});
