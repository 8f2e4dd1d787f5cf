import { describeDetails, type NamedText } from '../../src-shared/device/words.ts';
import { MemoryType, type MemoryPool } from '../../src-shared/openmv/payloads.ts';
import { CameraError } from '../camera/camera-error.ts';
import type { Camera } from '../camera/camera.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import { OpenMvCamera } from '../camera/index.ts';
import { factLines, memoryFacts, systemReport, versionReport } from '../library/system-report.ts';
import { flatFigures } from './flat-figures.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { withDevice, type DeviceOptions } from './device-session.ts';

/** Prints all information that the camera reports. */
export function infoCommand(context: CliContext, options: DeviceOptions): Promise<ExitCode> {
  return withDevice(context, options, async (camera, identity) => {
    const details = camera instanceof OpenMvCamera ? await readDetails(camera, context.signal) : undefined;
    if (options.json === true) printJson(context, options.camera, camera, identity, details);
    else printLines(context, camera, identity, details);
    return 0;
  });
}

type Details = Awaited<ReturnType<typeof readDetails>>;

async function readDetails(camera: OpenMvCamera, signal: AbortSignal) {
  const { commands } = camera;
  const info = await commands.systemInfo({ signal });
  return {
    versions: versionReport(await commands.versions({ signal })),
    system: systemReport(info),
    memory: (await readMemory(camera, signal))?.map(poolReport),
    capabilities: await commands.capabilities({ signal }),
    deviceStats: await commands.deviceStats({ signal }),
  };
}

/** Undefined for firmware that does not report it. */
async function readMemory(camera: OpenMvCamera, signal: AbortSignal): Promise<readonly MemoryPool[] | undefined> {
  try {
    return await camera.commands.memory({ signal });
  } catch (error) {
    if (error instanceof CameraError && error.code === 'request-refused') return undefined;
    throw error;
  }
}

function poolReport({ type, ...pool }: MemoryPool) {
  const names: Readonly<Record<number, string>> = { [MemoryType.gcHeap]: 'heap', [MemoryType.umaPool]: 'pool' };
  return { type: names[type] ?? String(type), ...pool };
}

function printJson(
  { output }: CliContext,
  id: string,
  camera: Camera,
  identity: CameraIdentity,
  details: Details | undefined,
): void {
  const { details: _details, ...names } = identity;
  output.json({
    camera: { id, ...names },
    facts: Object.fromEntries(describeDetails(identity, 'en').map(({ name, value }) => [name, value])),
    ...details,
    channels: camera.channels?.list ?? [],
    hostStats: flatFigures(camera.figures),
  });
}

function printLines(
  { output }: CliContext,
  camera: Camera,
  identity: CameraIdentity,
  details: Details | undefined,
): void {
  const rows: NamedText[] = [
    { name: 'Camera', value: identity.board },
    { name: 'Serial number', value: identity.serial },
    { name: 'Firmware', value: identity.firmware },
    { name: 'Protocol', value: identity.protocol },
    { name: 'Sensors', value: identity.sensors.join(', ') || 'none' },
    ...describeDetails(identity, 'en'),
    ...(details === undefined ? [] : memoryFacts(details.system)),
  ];
  for (const pool of details?.memory ?? []) {
    const value = `${kilobytes(pool.usedBytes)} of ${kilobytes(pool.totalBytes)} used`;
    rows.push({ name: pool.type === 'heap' ? 'Heap' : 'Memory pool', value });
  }
  rows.push({ name: 'Channels', value: (camera.channels?.list ?? []).map(({ name }) => name).join(', ') });
  if (details !== undefined) rows.push({ name: 'Camera statistics', value: counts(details.deviceStats) });
  rows.push({ name: 'Computer statistics', value: counts(flatFigures(camera.figures)) });
  for (const line of factLines(rows)) output.line(line);
}

/** Counters whose name says too little outside of their protocol. */
const counterNames: Readonly<Record<string, string>> = {
  sent: 'packets sent',
  received: 'packets received',
  sentEvents: 'events sent',
};

function counts(values: object): string {
  const words = (key: string): string =>
    counterNames[key] ?? key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return Object.entries(values)
    .filter(([, value]) => typeof value === 'number' && value > 0)
    .map(([key, value]) => `${value} ${words(key)}`)
    .join(', ');
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
