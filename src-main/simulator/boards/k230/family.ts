// Simulated CanMV K230 boards. Only the family exists: the interpreter boots, but its protocol, media and files are not
// simulated. The device writes a banner that says so and ignores what it receives.

import { DisposableStore } from '../../../../src-shared/lib/disposable.ts';
import type { BoardFamily } from '../../core/board-family.ts';

export const k230Banner = 'CanMV K230 (simulated): the protocol of this board is not simulated yet.\r\n';

export const k230Family: BoardFamily<unknown> = {
  boards: ['K230'],
  async createDevice({ stream, createEngine }) {
    const store = new DisposableStore();
    const engine = store.add(createEngine(undefined));
    await engine.ready().catch(() => undefined);
    await stream.write(new TextEncoder().encode(k230Banner));
    return store;
  },
};
