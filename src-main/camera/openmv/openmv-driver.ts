import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { delay, isAbortError } from '../../../src-shared/lib/abort.ts';
import { Flag, Opcode, protocolLine } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { PacketParser } from '../../../src-shared/openmv/packet-parser.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import type { CameraDriver, DriverOptions, Likelihood, ProbeTarget } from '../driver.ts';
import { OpenMvCamera, type OpenMvSettings } from './openmv-camera.ts';

/** A camera answers SYNC within milliseconds unless a script keeps it busy. */
const probeLimitMs = 500;

/** Settings of protocol V2 beside those of every driver. */
export interface OpenMvDriverOptions extends DriverOptions {
  readonly settings?: Partial<OpenMvSettings>;
}

/** OpenMV cameras with firmware 5: protocol V2 (docs/protocol-v2.md). */
export const openMvDriver = {
  id: 'openmv-v2',

  matches({ kind, manufacturer = '' }: CameraEntry): Likelihood {
    if (/kendryte|canmv/i.test(manufacturer)) return 'no';
    return kind === 'sim' || kind === 'replay' || /openmv/i.test(manufacturer) ? 'likely' : 'possible';
  },

  async probe({ transport, clock, signal }: ProbeTarget): Promise<boolean> {
    await transport.line?.configure(protocolLine, signal);
    const answered = new AbortController();
    const parser = new PacketParser(({ opcode, flags }) => {
      if (opcode === Opcode.protoSync && (flags & Flag.ack) !== 0) answered.abort();
    });
    const listening = transport.onData((bytes) => parser.push(bytes));
    try {
      await transport.write(encodePacket({ seq: 0, channel: 0, flags: 0, opcode: Opcode.protoSync }, undefined, true));
      await delay(clock, probeLimitMs, AbortSignal.any([signal, answered.signal]));
      return false;
    } catch (error) {
      if (!isAbortError(error) || !answered.signal.aborted) throw error;
      return true;
    } finally {
      listening.dispose();
    }
  },

  create(transport: ByteTransport, { settings, stream, ...options }: OpenMvDriverOptions): OpenMvCamera {
    return new OpenMvCamera({ ...options, transport, settings: { ...settings, ...(stream && { stream }) } });
  },
} satisfies CameraDriver;
