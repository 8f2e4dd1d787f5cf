// The words for the keys of this room, in both languages, for the page, the menus and the command line.

import type { CameraEntry } from './camera-entry.ts';
import type { CameraIdentity, DetailKey, HardwareKey } from './identity.ts';
import { hardwareKeys } from './identity.ts';
import type { FaultKey } from './link-figures.ts';

type Language = 'en' | 'zh';

interface DeviceWords {
  readonly simulated: (board: string) => string;
  readonly runsHere: string;
  readonly serialNumber: (serialNumber: string) => string;
  readonly details: Readonly<Record<DetailKey, string>>;
  readonly hardware: Readonly<Record<HardwareKey, string>>;
  readonly usbSpeeds: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<FaultKey, string>>;
}

const en: DeviceWords = {
  simulated: (board) => `Simulated ${board}`,
  runsHere: 'runs on this computer, no hardware needed',
  serialNumber: (serialNumber) => `serial number ${serialNumber}`,
  details: {
    firmwareTarget: 'Firmware built for',
    processor: 'Processor',
    cpuId: 'CPU ID',
    usbId: 'USB ID',
    usbSpeed: 'USB speed',
    bootloader: 'Bootloader',
    hardware: 'Hardware',
    pmuCounters: 'PMU counters',
    streamBufferKb: 'Stream buffer (KB)',
    maxPayloadBytes: 'Largest payload (bytes)',
    linkAbility: 'Link',
  },
  hardware: {
    gpu: 'GPU',
    npu: 'NPU',
    isp: 'ISP',
    videoEncoder: 'video encoder',
    jpeg: 'JPEG codec',
    dram: 'DRAM',
    crc: 'CRC unit',
    pmu: 'PMU',
    wifi: 'Wi-Fi',
    bluetooth: 'Bluetooth',
    sd: 'SD card',
    ethernet: 'Ethernet',
    usbHighSpeed: 'high-speed USB',
    multicore: 'multiple cores',
  },
  usbSpeeds: { full: 'full speed (12 Mbit/s)', high: 'high speed (480 Mbit/s)' },
  faults: {
    checksumErrors: 'Checksum errors',
    sequenceErrors: 'Sequence errors',
    resyncs: 'Recoveries',
    timeouts: 'Timeouts',
  },
};

const zh: DeviceWords = {
  simulated: (board) => `模拟 ${board}`,
  runsHere: '在本机运行，无需硬件',
  serialNumber: (serialNumber) => `序列号 ${serialNumber}`,
  details: {
    firmwareTarget: '固件目标板',
    processor: '处理器',
    cpuId: 'CPU ID',
    usbId: 'USB ID',
    usbSpeed: 'USB 速度',
    bootloader: '引导程序',
    hardware: '硬件',
    pmuCounters: 'PMU 计数器',
    streamBufferKb: '流缓冲区（KB）',
    maxPayloadBytes: '最大载荷（字节）',
    linkAbility: '链路',
  },
  hardware: {
    gpu: 'GPU',
    npu: 'NPU',
    isp: 'ISP',
    videoEncoder: '视频编码器',
    jpeg: 'JPEG 编解码器',
    dram: 'DRAM',
    crc: 'CRC 单元',
    pmu: 'PMU',
    wifi: 'Wi-Fi',
    bluetooth: '蓝牙',
    sd: 'SD 卡',
    ethernet: '以太网',
    usbHighSpeed: '高速 USB',
    multicore: '多核',
  },
  usbSpeeds: { full: '全速（12 Mbit/s）', high: '高速（480 Mbit/s）' },
  faults: {
    checksumErrors: '校验错误',
    sequenceErrors: '序号错误',
    resyncs: '恢复次数',
    timeouts: '超时次数',
  },
};

const dictionaries: Readonly<Record<Language, DeviceWords>> = { en, zh };

/** A camera in a list. */
export interface EntryText {
  /** The given name, or the name of the board or port. */
  readonly name: string;
  /** What it is, where it is, and its serial number; may be empty. */
  readonly detail: string;
}

/** How a camera is shown in a list. */
export function describeEntry(entry: CameraEntry, language: Language): EntryText {
  const words = dictionaries[language];
  const { name, givenName, kind, id, manufacturer, serialNumber } = entry;
  const ownName = name.key === 'simulated' ? words.simulated(name.value) : name.value;
  const parts = [
    givenName === undefined ? undefined : ownName,
    kind === 'sim' ? words.runsHere : id,
    manufacturer,
    serialNumber === undefined ? undefined : words.serialNumber(serialNumber),
  ];
  const detail = parts.filter((part) => part !== undefined && part !== '').join(' · ');
  return { name: givenName ?? ownName, detail };
}

/** One line of text about a camera. */
export interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** The details of an identity: one row per key, several values of a key joined by commas. */
export function describeDetails({ details }: CameraIdentity, language: Language): readonly NamedText[] {
  const words = dictionaries[language];
  const rows = new Map<DetailKey, string[]>();
  for (const { key, value } of details) {
    const values = rows.get(key) ?? [];
    rows.set(key, values);
    values.push(detailValue(words, key, String(value)));
  }
  return [...rows].map(([key, values]) => ({ name: words.details[key], value: values.join(', ') }));
}

function detailValue(words: DeviceWords, key: DetailKey, value: string): string {
  if (key === 'usbSpeed') return words.usbSpeeds[value] ?? value;
  const hardware = key === 'hardware' ? hardwareKeys.find((each) => each === value) : undefined;
  return hardware === undefined ? value : words.hardware[hardware];
}

/** What a count of faults is called. */
export function faultName(key: FaultKey, language: Language): string {
  return dictionaries[language].faults[key];
}
