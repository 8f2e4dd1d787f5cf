import type { ChannelEvent, ChannelInfo } from '../../../src-shared/device/channel.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { ChannelId } from '../../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../../src-shared/openmv/payloads.ts';
import type { CallOptions, ChannelsFacet, ReadOptions } from '../facets.ts';
import type { DeviceEvent } from './link/link.ts';
import type { OpenMvConnection } from './openmv-connection.ts';
import type { Session } from './session/session.ts';

/** The channels of protocol V2 (docs/protocol-v2.md §11). */
export class OpenMvChannels implements ChannelsFacet {
  readonly #connection: OpenMvConnection;
  readonly #changes = new Emitter<readonly ChannelInfo[]>();
  readonly #events = new Emitter<ChannelEvent>();

  readonly onChange = this.#changes.event;
  readonly onEvent = this.#events.event;

  constructor(connection: OpenMvConnection) {
    this.#connection = connection;
  }

  get list(): readonly ChannelInfo[] {
    return this.#connection.session?.registry.infos ?? [];
  }

  ready(options: CallOptions = {}): Promise<ReadonlySet<number>> {
    return this.#connection.use(async ({ commands, registry }) => {
      const mask = await commands.poll(options);
      return new Set(registry.infos.map(({ id }) => id).filter((id) => hasPollBit(mask, id)));
    });
  }

  read(id: number, options: ReadOptions = {}): Promise<Uint8Array> {
    return this.#connection.use(async ({ commands, registry }) => {
      registry.require(id, 'readable');
      const { size, ...call } = options;
      if (size === 0) return new Uint8Array(0);
      return size === undefined ? commands.channelReadAll(id, call) : commands.channelRead(id, 0, size, call);
    });
  }

  write(id: number, data: Uint8Array, options: CallOptions = {}): Promise<void> {
    return this.#connection.use(async ({ commands, registry }) => {
      registry.require(id, 'writable');
      await commands.channelWrite(id, data, 0, options);
    });
  }

  /** The session has listed the channels again. */
  noteList(channels: readonly ChannelInfo[]): void {
    this.#changes.emit(channels);
  }

  /** Passes on events of channels that scripts registered. */
  noteEvent({ channel, code }: DeviceEvent, session: Session | undefined): void {
    if (channel <= ChannelId.stream || session?.registry.byId(channel)?.dynamic === false) return;
    this.#events.emit({ channelId: channel, code });
  }
}
