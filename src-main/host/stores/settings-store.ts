import path from 'node:path';
import { defaultSettings, settings as settingsSchema, type Settings } from '../../../src-shared/contract/app.ts';
import { streamSettings as streamSchema } from '../../../src-shared/contract/frames.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { v } from '../../../src-shared/rpc/schema.ts';
import { JsonFile } from '../../lib/json-file.ts';

interface StoredSettings {
  readonly app: Settings;
  readonly stream: StreamSettings;
}

const defaultStream: StreamSettings = { enabled: true, raw: false };

/** Settings in `settings.json`. An entry that is missing or wrong gets its default; the others stay. */
export class SettingsStore {
  readonly #file: JsonFile<StoredSettings>;
  readonly #change = new Emitter<Settings>();
  readonly onChange = this.#change.event;

  private constructor(file: JsonFile<StoredSettings>) {
    this.#file = file;
  }

  static async load(dataFolder: string, clock: Clock, onProblem: (error: unknown) => void): Promise<SettingsStore> {
    const file = path.join(dataFolder, 'settings.json');
    return new SettingsStore(await JsonFile.load({ file, read: readSettings, clock, onProblem }));
  }

  get value(): Settings {
    return this.#file.value.app;
  }

  get stream(): StreamSettings {
    return this.#file.value.stream;
  }

  change(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const app = { ...this.value, ...given };
    this.#file.set({ ...this.#file.value, app });
    this.#change.emit(app);
    return app;
  }

  setStream(stream: StreamSettings): void {
    this.#file.set({ ...this.#file.value, stream });
  }

  /** Writes what is not on disk yet. */
  flush(): Promise<void> {
    return this.#file.flush();
  }

  /** Writes for the last time. */
  close(): Promise<void> {
    return this.#file.close();
  }
}

function readSettings(json: unknown): StoredSettings {
  const stored = record(json);
  const app = record(stored['app']);
  const entries = Object.entries(settingsSchema.entries).filter(([name, schema]) => v.is(schema, app[name]));
  const valid = Object.fromEntries(entries.map(([name]) => [name, app[name]]));
  const stream = v.safeParse(streamSchema, stored['stream']);
  return { app: { ...defaultSettings, ...valid }, stream: stream.success ? stream.output : defaultStream };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
