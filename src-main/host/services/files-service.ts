// Files, examples, and the drafts that survive a crash. Over it: contract/files.ts.

import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DraftStore } from '../stores/draft-store.ts';
import { ExampleStore } from '../stores/example-store.ts';
import type { HostEvents } from '../host-events.ts';
import { JsonFile } from '../../lib/json-file.ts';
import type { ShellHooks } from '../shell-hooks.ts';
import { UserFiles } from '../stores/user-files.ts';

const maxRecent = 20;

export interface FilesServiceOptions {
  readonly dataFolder: string;
  readonly examplesFolder: string;
  readonly shell: ShellHooks;
  readonly events: HostEvents;
  readonly clock: Clock;
  /** A file of the data folder cannot be written. */
  readonly onProblem: (cause: unknown, file: string) => void;
}

export class FilesService {
  readonly #files = new UserFiles();
  readonly #examples: ExampleStore;
  readonly #shell: ShellHooks;
  readonly #drafts: DraftStore;
  readonly #recent: JsonFile<string[]>;
  readonly #events: HostEvents;
  #requested: string[] = [];

  private constructor(options: FilesServiceOptions, drafts: DraftStore, recent: JsonFile<string[]>) {
    this.#examples = new ExampleStore(options.examplesFolder);
    this.#shell = options.shell;
    this.#events = options.events;
    this.#drafts = drafts;
    this.#recent = recent;
  }

  static async load(options: FilesServiceOptions): Promise<FilesService> {
    const { dataFolder, clock, onProblem } = options;
    const [drafts, recent] = await Promise.all([
      DraftStore.load({ dataFolder, clock, onProblem }),
      JsonFile.load({ file: path.join(dataFolder, 'recent.json'), read: readPaths, clock, onProblem }),
    ]);
    return new FilesService(options, drafts, recent);
  }

  readonly handlers: HostHandlers['files'] = {
    places: () => this.#places(),
    list: ({ path: folder }) => this.#files.list(folder),
    read: async ({ path: file }) => {
      const content = await this.#files.read(file);
      this.#remember(content.path);
      return content;
    },
    write: async (request) => {
      const written = await this.#files.write(request);
      this.#remember(written.path);
      return written;
    },
    createFolder: async ({ path: folder }) => {
      await this.#files.createFolder(folder);
      return undefined;
    },
    recent: () => this.#recent.value,
    examples: async () => [...(await this.#examples.list())],
    readExample: ({ id }) => this.#examples.read(id),
    drafts: () => this.#drafts.list,
    keepDrafts: (changes) => this.#drafts.keep(changes),
    pickOpen: () => this.#shell.pickOpen(),
    pickSave: ({ suggestedName }) => this.#shell.pickSave(suggestedName),
    takeRequested: () => {
      const requested = this.#requested;
      this.#requested = [];
      return requested;
    },
  };

  /** Keeps the path until a page takes it. */
  request(file: string): void {
    this.#requested.push(path.resolve(file));
    this.#events.emit({ service: 'files', event: 'requested', payload: undefined });
  }

  /** Writes what is not on disk yet. */
  async close(): Promise<void> {
    await Promise.all([this.#drafts.close(), this.#recent.close()]);
  }

  async #places(): Promise<{ name: string; path: string }[]> {
    const home = homedir();
    const folders = [home, path.join(home, 'Documents'), ...this.#recent.value.map((file) => path.dirname(file))];
    const present = await Promise.all([...new Set(folders)].map(asFolder));
    return present.filter((folder) => folder !== undefined);
  }

  #remember(file: string): void {
    const others = this.#recent.value.filter((each) => each !== file);
    const recent = [file, ...others].slice(0, maxRecent);
    this.#recent.set(recent);
    this.#events.emit({ service: 'files', event: 'recent', payload: recent });
  }
}

async function asFolder(folder: string): Promise<{ name: string; path: string } | undefined> {
  const stats = await stat(folder).catch(() => undefined);
  return stats?.isDirectory() === true ? { name: path.basename(folder) || folder, path: folder } : undefined;
}

function readPaths(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((each): each is string => typeof each === 'string') : [];
}
