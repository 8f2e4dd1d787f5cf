import { describe, expect, it } from 'vitest';
import { parseCameraAddress } from './camera-address.ts';

describe('a camera address', () => {
  it.each([
    ['sim', { kind: 'sim', board: 'N6', profile: true }],
    ['sim:h7', { kind: 'sim', board: 'H7', profile: true }],
    ['sim?profile=off', { kind: 'sim', board: 'N6', profile: false }],
    ['sim:H7?profile=on', { kind: 'sim', board: 'H7', profile: true }],
    ['tcp://127.0.0.1:80', { kind: 'tcp', host: '127.0.0.1', port: 80 }],
    ['tcp://openmv.local', { kind: 'tcp', host: 'openmv.local', port: 5555 }],
    ['udp://[::1]:6000', { kind: 'udp', host: '::1', port: 6000 }],
    ['replay:logs/a b?.vfcap', { kind: 'replay', path: 'logs/a b?.vfcap', speed: 'original' }],
    ['replay:C:\\a.vfcap?speed=max', { kind: 'replay', path: 'C:\\a.vfcap', speed: 'max' }],
    ['/dev/ttyACM0', { kind: 'serial', path: '/dev/ttyACM0' }],
    ['COM3', { kind: 'serial', path: 'COM3' }],
  ])('reads %s', (text, address) => {
    expect(parseCameraAddress(text)).toEqual(address);
  });

  it.each([
    ['', /tcp:\/\/HOST:PORT/],
    ['sim:K9', /sim:N6, sim:H7/],
    ['sim?colour=red', /sim:N6\?profile=off/],
    ['tcp://', /^tcp:\/\/HOST:PORT$/],
    ['tcp://host:port', /^tcp:\/\/HOST:PORT$/],
    ['udp://host:0', /^udp:\/\/HOST:PORT$/],
    ['replay:', /replay:FILE/],
    ['http://host', /COM3/],
    ['tcp://host:1/path', /^tcp/],
  ])('refuses "%s" and says what was expected', (text, expected) => {
    expect(() => parseCameraAddress(text)).toThrow(
      expect.objectContaining({
        code: 'port-not-found',
        data: { port: text, expected: expect.stringMatching(expected) as unknown },
      }),
    );
  });
});
