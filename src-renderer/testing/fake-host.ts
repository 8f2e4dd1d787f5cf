// A host in memory that implements the whole contract: files, drafts, settings, a camera that connects and a script that
// "runs" until it is stopped. Tests change its fields and emit its events.

import { defaultSettings, type AppInfo, type Settings } from '../../src-shared/contract/app.ts';
import type { MenuCommand } from '../../src-shared/contract/app-menu.ts';
import type { CameraStatus } from '../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { noFigures } from '../../src-shared/device/link-figures.ts';
import type { Host, HostContract } from '../../src-shared/contract/contract.ts';
import type { Draft, DraftChanges, ExampleEntry } from '../../src-shared/contract/files.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import { raceAbort } from '../../src-shared/lib/abort.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import type { Infer, Schema } from '../../src-shared/rpc/schema.ts';
import type { CallOptions } from '../../src-shared/rpc/service.ts';
import { listFolder } from './fake-folders.ts';
import type { HostConnection, LinkState } from '../host/host-connection.ts';

export interface FakeFile {
  bytes: Uint8Array<ArrayBuffer>;
  version: string;
}

type Recalled = Awaited<ReturnType<Host['script']['recall']>>;

const simulated: CameraEntry = {
  id: 'sim',
  kind: 'sim',
  name: { key: 'simulated', value: 'OpenMV N6' },
  likely: true,
};

export class FakeHost implements HostConnection {
  readonly files = new Map<string, FakeFile>();
  readonly examples: { entry: ExampleEntry; text: string }[] = [];
  drafts: readonly Draft[] = [];
  /** What pages told of their drafts. */
  readonly toldDrafts: DraftChanges[] = [];
  /** Drafts that are kept under another id, because somebody else changed them. */
  readonly keepAs = new Map<string, string>();
  /** What the dialog of the system gives. */
  pickedPath: string | undefined;
  /** What `takeRequested` gives. */
  readonly requested: string[] = [];
  settings: Settings = { ...defaultSettings };
  info: AppInfo = { version: '1.0.0', shell: 'browser', platform: 'linux', nativeDialogs: false, locale: 'en' };
  /** What the page sent for the shell's menu. */
  menu: readonly MenuCommand[] = [];
  status: CameraStatus = { state: 'disconnected' };
  readonly runs: { readonly source: Uint8Array; readonly document: string }[] = [];
  recalled: Recalled = { running: false, text: new Uint8Array(), lostBefore: 0 };
  /** Calls by "service.method", in order. */
  readonly calls: string[] = [];
  /** What the next call of a method rejects with. */
  readonly failures = new Map<string, Error>();
  /** Methods that do not answer until they are cancelled. */
  readonly hanging = new Set<string>();
  linkState: LinkState = 'connected';
  readonly host: Host;
  readonly #link = new Emitter<LinkState>();
  readonly #events = new Map<string, Emitter<unknown>>();
  #stream: StreamSettings = { enabled: true, raw: false };
  #version = 0;

  readonly onLinkState = this.#link.event;

  constructor() {
    const handlers = this.#createHandlers();
    const host: Record<string, Record<string, unknown>> = {};
    for (const [service, methods] of Object.entries<Record<string, (params: never) => unknown>>(handlers)) {
      const client: Record<string, unknown> = {
        on: (event: string, listener: (payload: unknown) => void) => this.#emitter(service, event).event(listener),
      };
      for (const [name, handle] of Object.entries(methods)) {
        client[name] = async (params: never, options?: CallOptions) => {
          const key = `${service}.${name}`;
          this.calls.push(key);
          const failure = this.failures.get(key);
          this.failures.delete(key);
          if (failure !== undefined) throw failure;
          if (this.hanging.has(key)) await raceAbort(new Promise(() => undefined), options?.signal);
          return handle(params);
        };
      }
      host[service] = client;
    }
    this.host = host as unknown as Host;
  }

  async openFrameLane(): Promise<never> {
    throw new RpcError('not-connected', 'The fake host has no pictures.');
  }

  setLinkState(state: LinkState): void {
    this.linkState = state;
    this.#link.emit(state);
  }

  emit<S extends keyof HostContract, E extends keyof HostContract[S]['events'] & string>(
    service: S,
    event: E,
    payload: Infer<Extract<HostContract[S]['events'][E], Schema>>,
  ): void {
    this.#emitter(service, event).emit(payload);
  }

  setStatus(status: CameraStatus): void {
    this.status = status;
    this.emit('camera', 'status', status);
  }

  putFile(path: string, content: string | Uint8Array<ArrayBuffer>): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#version += 1;
    this.files.set(path, { bytes, version: `v${this.#version}` });
  }

  fileText(path: string): string | undefined {
    const file = this.files.get(path);
    return file === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes);
  }

  #emitter(service: string, event: string): Emitter<unknown> {
    const key = `${service}.${event}`;
    const emitter = this.#events.get(key) ?? new Emitter<unknown>();
    this.#events.set(key, emitter);
    return emitter;
  }

  #createHandlers(): FakeHandlers {
    return {
      app: {
        info: () => this.info,
        settings: () => this.settings,
        changeSettings: (change) => {
          this.settings = { ...this.settings, ...change } as Settings;
          this.emit('app', 'settings', this.settings);
          return this.settings;
        },
        openExternal: () => undefined,
        openView: () => undefined,
        showMenu: ({ commands }) => {
          this.menu = commands;
        },
      },
      camera: {
        list: () => [simulated],
        connect: ({ id }) => {
          this.setStatus({ state: 'idle', entry: { ...simulated, id } });
          return this.status;
        },
        disconnect: () => this.setStatus({ state: 'disconnected', entry: simulated }),
        select: () => this.status,
        connections: () => [this.status],
        status: () => this.status,
        linkFigures: () => noFigures,
        rename: ({ id, name }) => {
          const entry = { ...simulated, id, ...(name === '' ? {} : { givenName: name }) };
          this.setStatus({ ...this.status, entry });
        },
        reset: () => undefined,
      },
      script: {
        run: (run) => {
          this.runs.push(run);
          const info = { run: this.runs.length, document: run.document };
          this.emit('script', 'started', info);
          this.setStatus({ ...this.status, state: 'running' });
          return info;
        },
        stop: () => {
          this.emit('script', 'ended', { run: this.runs.length });
          this.setStatus({ ...this.status, state: 'idle' });
        },
        recall: () => this.recalled,
        clearText: () => undefined,
        textTaken: () => undefined,
      },
      frames: {
        openLane: () => ({ lane: 'fake' }),
        closeLane: () => undefined,
        credit: () => undefined,
        settings: () => this.#stream,
        setSettings: (settings) => {
          this.#stream = settings;
        },
        source: () => ({ kind: 'stream' }),
        setSource: () => undefined,
        counters: () => ({ received: 0, droppedByCamera: 0, droppedByHost: 0, bytes: 0 }),
      },
      channels: { list: () => [], read: () => new Uint8Array(), write: () => undefined },
      profiler: {
        state: () => ({ available: false, reason: 'no-channel', exclusive: false, events: [], simulated: false }),
        watch: () => undefined,
        setMode: () => undefined,
        setEvent: () => undefined,
        reset: () => undefined,
        loadElf: () => false,
        loadElfFile: () => undefined,
        forgetSymbols: () => undefined,
        symbols: () => undefined,
      },
      report: {
        create: () => ({ name: 'report.zip', bytes: new Uint8Array(4) }),
        write: () => undefined,
        suggestName: () => 'report.zip',
      },
      files: this.#createFiles(),
    };
  }

  #createFiles(): FakeHandlers['files'] {
    return {
      places: () => [{ name: 'Home', path: '/home' }],
      list: ({ path }) => {
        const entries = listFolder(this.files, path);
        if (entries === undefined) throw new RpcError('folder-not-found', `No ${path}.`, { data: { path } });
        return { path, entries };
      },
      read: ({ path }) => ({ path, ...this.#file(path) }),
      write: ({ path, bytes, version, overwrite }) => {
        const present = this.files.get(path);
        if (present !== undefined && overwrite !== true && present.version !== version) {
          throw new RpcError(version === undefined ? 'file-exists' : 'file-changed', `${path} is another one.`);
        }
        this.putFile(path, bytes);
        return { path, version: this.files.get(path)!.version };
      },
      createFolder: () => undefined,
      recent: () => [],
      examples: () => this.examples.map(({ entry }) => entry),
      readExample: ({ id }) => {
        const example = this.examples.find(({ entry }) => entry.id === id);
        if (example === undefined) throw new RpcError('example-not-found', id);
        return { name: `${id}.py`, bytes: new TextEncoder().encode(example.text) };
      },
      drafts: () => [...this.drafts],
      keepDrafts: (changes) => {
        const { changed, closed, order, activeId } = changes;
        this.toldDrafts.push(changes);
        const gone = new Set([...closed, ...changed].map(({ id }) => id));
        const drafts = [...this.drafts.filter(({ id }) => !gone.has(id)), ...changed];
        this.drafts = drafts
          .map((draft) => ({ ...draft, active: draft.id === activeId, revision: draft.revision + 1 }))
          .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
        return changed.map(({ id, revision }) => ({ id, keptAs: this.keepAs.get(id) ?? id, revision: revision + 1 }));
      },
      pickOpen: () => undefined,
      pickSave: () => this.pickedPath,
      takeRequested: () => this.requested.splice(0),
    };
  }

  #file(path: string): FakeFile {
    const file = this.files.get(path);
    if (file === undefined) throw new RpcError('file-not-found', `No ${path}.`, { data: { path } });
    return file;
  }
}

type MethodName<S extends keyof Host> = Exclude<keyof Host[S], 'on'>;

/** The contract's methods without the call's options; one without a result may return anything. */
type FakeHandlers = {
  readonly [S in keyof Host]: {
    readonly [M in MethodName<S>]: Host[S][M] extends (params: infer P, ...rest: never) => Promise<infer R>
      ? (params: P) => undefined extends R ? R | void : R
      : never;
  };
};
