// A whole host around a fake camera, and a page connected to it in memory.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { hostContract, type Host } from '../../../src-shared/contract/contract.ts';
import type { Draft, DraftChanges } from '../../../src-shared/contract/files.ts';
import { connectClient } from '../../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../../src-shared/rpc/memory-carrier.ts';
import { createHost, type HostOptions } from '../create-host.ts';
import type { HostHandle } from '../host-handle.ts';
import { FakeCameraSource } from './fake-camera-source.ts';

export interface TestHost {
  readonly core: HostHandle;
  readonly source: FakeCameraSource;
  readonly dataFolder: string;
  /** Connects one more page. */
  readonly openPage: () => { readonly host: Host; close(): void };
}

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function createTestHost(options: Partial<HostOptions> = {}): Promise<TestHost> {
  const source = (options.cameraSource as FakeCameraSource | undefined) ?? new FakeCameraSource();
  if (options.clock !== undefined) source.clock = options.clock;
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  const core = await createHost({
    version: '0.0.0-test',
    connectAtStart: false,
    cameraSource: source,
    ...options,
    dataFolder,
  });
  onTestFinished(() => core.close());
  return {
    core,
    source,
    dataFolder,
    openPage() {
      const [pageEnd, hostEnd] = createMemoryCarriers();
      core.connect(hostEnd);
      return { host: connectClient(hostContract, pageEnd), close: () => pageEnd.close() };
    },
  };
}

/** What a page tells that has these documents open, all of them new. */
export function draftChanges(drafts: readonly Draft[], page = 'page'): DraftChanges {
  const activeId = drafts.find(({ active }) => active)?.id;
  const changed = drafts.map(({ active: _active, ...each }) => each);
  return {
    page,
    changed,
    closed: [],
    order: drafts.map(({ id }) => id),
    ...(activeId === undefined ? {} : { activeId }),
  };
}

/** Collects what a listener hears and lets a test wait for it. */
export function collect<T>(listen: (listener: (value: T) => void) => unknown) {
  const values: T[] = [];
  const waiters: (() => void)[] = [];
  listen((value) => {
    values.push(value);
    for (const waiter of waiters.splice(0)) waiter();
  });
  return {
    values,
    /** Resolves as soon as a value fulfils the condition; the test's own limit applies. */
    async until(condition: (value: T) => boolean): Promise<T> {
      for (;;) {
        const found = values.find(condition);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
  };
}
