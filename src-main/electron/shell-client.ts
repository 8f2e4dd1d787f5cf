// The shell as a client of the contract, like a page but inside the main process: menu, theme and updates follow the events
// of the host.

import { defaultSettings, type Settings } from '../../src-shared/contract/app.ts';
import type { CameraStatus } from '../../src-shared/contract/camera.ts';
import { hostContract } from '../../src-shared/contract/contract.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { connectClient } from '../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import type { HostHandle } from '../host/host-handle.ts';

export interface ShellState {
  readonly settings: Settings;
  /** Paths, the newest first. */
  readonly recentFiles: readonly string[];
  readonly cameraState: CameraStatus['state'];
}

export class ShellClient {
  readonly #change = new Emitter<ShellState>();
  #state: ShellState = { settings: defaultSettings, recentFiles: [], cameraState: 'disconnected' };
  readonly onChange = this.#change.event;

  /** Resolves when the state matches the host's. Lives as long as the host. */
  static async connect(core: Pick<HostHandle, 'connect'>): Promise<ShellClient> {
    const client = new ShellClient();
    const [ours, hosts] = createMemoryCarriers();
    core.connect(hosts);
    const host = connectClient(hostContract, ours);
    host.app.on('settings', (settings) => client.#set({ settings }));
    host.files.on('recent', (recentFiles) => client.#set({ recentFiles }));
    host.camera.on('status', ({ state }) => client.#set({ cameraState: state }));
    const [settings, recentFiles, { state }] = await Promise.all([
      host.app.settings(undefined),
      host.files.recent(undefined),
      host.camera.status(undefined),
    ]);
    client.#set({ settings, recentFiles, cameraState: state });
    return client;
  }

  get state(): ShellState {
    return this.#state;
  }

  #set(change: Partial<ShellState>): void {
    this.#state = { ...this.#state, ...change };
    this.#change.emit(this.#state);
  }
}
