/** Modules of a camera that the simulation does not have; importing one raises NotImplementedError with its name. */
export const unsimulatedModules = [
  'asyncio',
  'audio',
  'bluetooth',
  'btree',
  'buzzer',
  'cpufreq',
  'cryptolib',
  'display',
  'fir',
  'gif',
  'imu',
  'lcd',
  'lwip',
  'micro_speech',
  'mjpeg',
  'ml',
  'mqtt',
  'network',
  'omv_audio',
  'openamp',
  'pca9685',
  'requests',
  'rpc',
  'rtsp',
  'servo',
  'socket',
  'ssd1306',
  'ssl',
  'tf',
  'tls',
  'tof',
  'tv',
  'uasyncio',
  'vl53l1x',
  'winc',
  '_thread',
] as const;

/** Python source of such a module. */
export function unsimulatedModuleSource(name: string): string {
  return `raise NotImplementedError("${name} is not simulated")\n`;
}
