// A camera over a scripted device and a clock that the test moves.

import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { ChannelId, Opcode, StdinIoctl } from '../../../src-shared/openmv/constants.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import { createMemoryTransport } from '../../transports/testing/memory-transport.ts';
import { OpenMvCamera, type OpenMvSettings } from '../openmv/openmv-camera.ts';
import { passUntil, turns } from './manual-time.ts';
import { ScriptedDevice, type DeviceRequest } from './scripted-device.ts';

export interface CameraBench {
  readonly clock: ManualClock;
  readonly device: ScriptedDevice;
  readonly camera: OpenMvCamera;
  readonly peer: ReturnType<typeof createMemoryTransport>['peer'];
  readonly states: CameraState[];
  connect(): Promise<void>;
  ioctls(channel: number): number[][];
}

export function createCameraBench(settings: Partial<OpenMvSettings> = {}): CameraBench {
  const clock = new ManualClock();
  const { transport, peer } = createMemoryTransport();
  const device = new ScriptedDevice(peer);
  const boards = {
    boards: [
      {
        usbId: '37C5:1206',
        name: 'OpenMV N6',
        firmwareName: 'OPENMV_N6',
        mcu: 'STM32N657',
        usb: 'high speed',
        rawPreview: { width: 512, height: 512 },
      },
    ],
    sensors: [{ chipId: 0x7936, name: 'PAG7936' }],
  } as const;
  const camera = new OpenMvCamera({ transport, clock, boards, settings });
  const states: CameraState[] = [];
  camera.onStateChange(({ state }) => states.push(state));
  return {
    clock,
    device,
    camera,
    peer,
    states,
    async connect() {
      const connected = camera.connect();
      await passUntil(clock, connected);
      await connected;
      await turns();
      states.length = 0;
      device.executed.length = 0;
    },
    ioctls: (channel) =>
      device.executed
        .filter((each) => each.opcode === Opcode.channelIoctl && each.channel === channel)
        .map(({ payload }) => [...new Uint32Array(payload.slice().buffer)]),
  };
}

export const isStdin = (request: DeviceRequest, ioctl: number): boolean =>
  request.opcode === Opcode.channelIoctl && request.channel === ChannelId.stdin && request.payload[0] === ioctl;

/** Starts scripts on EXEC and ends them on STOP, restarting as the firmware does. */
export function behaveLikeFirmware({ device, clock }: Pick<CameraBench, 'device' | 'clock'>, rebootMs = 100): void {
  device.onRequest = (request) => {
    if (isStdin(request, StdinIoctl.exec)) {
      device.ack(request);
      device.startScript();
      return 'handled';
    }
    if (isStdin(request, StdinIoctl.stop)) {
      device.ack(request);
      device.endScript();
      restart({ device, clock }, rebootMs);
      return 'handled';
    }
    return 'default';
  };
}

export function restart({ device, clock }: Pick<CameraBench, 'device' | 'clock'>, rebootMs: number): void {
  device.onArrival = () => 'handled';
  clock.after(rebootMs, () => {
    device.reboot();
    device.onArrival = () => 'default';
    device.event(ChannelId.stdout);
  });
}
