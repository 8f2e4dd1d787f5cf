// Reads stdout as soon as the device reports text: its ring is small, and text that does not fit is lost without a trace
// (docs/protocol-v2.md §14). Below: the link. Above: the session, which passes the bytes on.

import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { ChannelId, Opcode, Status } from '../../../../src-shared/openmv/constants.ts';
import { decodeWord, encodeReadRequest } from '../../../../src-shared/openmv/payloads.ts';
import type { Link } from '../link/link.ts';
import { Priority } from '../requests/link-request.ts';
import { OverflowMarkerFilter } from '../../kit/overflow-marker.ts';

/** After a read of this much the ring fills fast: look again without waiting for the next event. */
const busyReadBytes = 200;
/** No ring of a device is larger; a size beyond it is damage. */
const largestRingBytes = 64 * 1024;

export interface StdoutPumpOptions {
  readonly link: Link;
  /** Bytes in order; valid during the call only. */
  readonly onText: (bytes: Uint8Array) => void;
  /** An image that the script compressed itself was too large for the preview. */
  readonly onPreviewOverflow: () => void;
}

export class StdoutPump {
  readonly #options: StdoutPumpOptions;
  readonly #filter: OverflowMarkerFilter;
  #wanted = false;
  #busy = false;

  constructor(options: StdoutPumpOptions) {
    this.#options = options;
    this.#filter = new OverflowMarkerFilter(options.onPreviewOverflow);
  }

  /** There is text to read. */
  notify(): void {
    this.#wanted = true;
    if (this.#busy) return;
    this.#busy = true;
    void this.#run();
  }

  /** Hands on the last bytes, which could have been the beginning of a marker; for when a script has ended. */
  flush(): void {
    this.#emit(this.#filter.flush());
  }

  async #run(): Promise<void> {
    try {
      while (this.#wanted) {
        this.#wanted = false;
        const read = await this.#readOnce();
        if (read >= busyReadBytes) this.#wanted = true;
      }
    } catch (error) {
      // The link recovers by itself or reports its end; the next event starts the pump again.
      ignoreExpected(error);
    } finally {
      this.#busy = false;
    }
  }

  async #readOnce(): Promise<number> {
    const { link } = this.#options;
    const channel = ChannelId.stdout;
    const sized = await link.request({ opcode: Opcode.channelSize, channel }, { priority: Priority.stdout });
    if (sized.status !== Status.success || sized.data.length < 4) return 0;
    const size = Math.min(largestRingBytes, decodeWord('size', sized.data));
    if (size === 0) return 0;
    // Fewer bytes followed by a refusal is a short read: the ring overflowed in between (§7).
    const read = { length: size, fixedPieces: false, prompt: true };
    const answer = await link.request(
      { opcode: Opcode.channelRead, channel, payload: encodeReadRequest(0, size), read },
      { priority: Priority.stdout },
    );
    this.#emit(this.#filter.push(answer.data));
    return answer.data.length;
  }

  #emit(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#options.onText(bytes);
  }
}
