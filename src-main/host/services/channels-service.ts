import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import type { HostEvents } from '../host-events.ts';

/** Channels of the current camera, and what they tell. */
export class ChannelsService {
  readonly #current: CurrentCamera;

  constructor(current: CurrentCamera, events: HostEvents) {
    this.#current = current;
    current.channels.onChange((channels) =>
      events.emit({ service: 'channels', event: 'list', payload: [...channels] }),
    );
    current.channels.onEvent((event) => events.emit({ service: 'channels', event: 'channelEvent', payload: event }));
  }

  readonly handlers: HostHandlers['channels'] = {
    list: () => [...this.#current.channels.list],
    read: async ({ id, size }, context) => {
      const options = { signal: cancelSignal(context), ...(size === undefined ? {} : { size }) };
      return new Uint8Array(await this.#current.channels.read(id, options));
    },
    write: async ({ id, data }, context) => {
      await this.#current.channels.write(id, data, { signal: cancelSignal(context) });
      return undefined;
    },
  };
}
