import type { CameraEntry } from '../../../../src-shared/device/camera-entry.ts';
import { delay, isAbortError } from '../../../../src-shared/lib/abort.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import type { CameraDriver, DriverOptions, Likelihood, ProbeTarget } from '../../driver.ts';
import { ToyCamera } from './toy-camera.ts';
import { encodeToy, ToyParser } from './toy-protocol.ts';

const probeLimitMs = 200;

/** A driver for tests. */
export const toyDriver: CameraDriver = {
  id: 'toy',

  matches({ manufacturer }: CameraEntry): Likelihood {
    return manufacturer === 'Toy' ? 'likely' : 'possible';
  },

  async probe({ transport, clock, signal }: ProbeTarget): Promise<boolean> {
    const answered = new AbortController();
    const parser = new ToyParser();
    const listening = transport.onData((bytes) => {
      if (parser.push(bytes).some(({ words }) => words[0] === 'TOY')) answered.abort();
    });
    try {
      // Ends whatever another driver's probe has left in the device's line.
      await transport.write(encodeToy('\nHELLO'));
      await delay(clock, probeLimitMs, AbortSignal.any([signal, answered.signal]));
      return false;
    } catch (error) {
      if (!isAbortError(error) || !answered.signal.aborted) throw error;
      return true;
    } finally {
      listening.dispose();
    }
  },

  create: (transport: ByteTransport, options: DriverOptions) => new ToyCamera(transport, options),
};
