// Modules of OpenMV cameras that are not simulated, by board: what their firmware has built in or frozen (firmware of
// July 2026, boards/*/manifest.py). A module that a board does not have is missing, as on the board.

import type { OpenMvBoardName } from './boards.ts';

const everywhere = [
  '_asyncio',
  '_onewire',
  '_thread',
  'asyncio',
  'bluetooth',
  'bno055',
  'cpufreq',
  'crc',
  'cryptolib',
  'display',
  'fir',
  'gif',
  'imu',
  'lwip',
  'mjpeg',
  'ml',
  'modbus',
  'mqtt',
  'network',
  'ntptime',
  'openamp',
  'pid',
  'requests',
  'romfs',
  'rpc',
  'rtsp',
  'socket',
  'ssd1306',
  'ssl',
  'tb6612',
  'tls',
  'tof',
  'uasyncio',
  'ucryptolib',
  'umachine',
  'umalloc',
  'urequests',
  'usocket',
  'ussl',
  'vl53l1x',
  'webrepl',
  // From firmware 4; scripts on the web import them.
  'audio',
  'btree',
  'buzzer',
  'lcd',
  'micro_speech',
  'nn',
  'omv_audio',
  'pca9685',
  'servo',
  'tf',
  'tv',
  'winc',
] as const;

const byBoard: Readonly<Record<OpenMvBoardName, readonly string[]>> = {
  N6: ['aioble', 'microdot', 'senml', 'stm'],
  H7: ['dht', 'ds18x20', 'mutex', 'neopixel', 'onewire', 'stm'],
  RT1062: [
    'aioble',
    'dht',
    'ds18x20',
    'microdot',
    'mimxrt',
    'mutex',
    'neopixel',
    'onewire',
    'pca9674a',
    'senml',
    'ssd1351',
  ],
};

export function unsimulatedModules(board: OpenMvBoardName): readonly string[] {
  return [...everywhere, ...byBoard[board]];
}
