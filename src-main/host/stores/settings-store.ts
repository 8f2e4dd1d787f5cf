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
  /** For cameras without an entry in `streams`. */
  readonly stream: StreamSettings;
  /** By the identity key of the camera. */
  readonly streams: Readonly<Record<string, StreamSettings>>;
}

/** Cameras whose stream settings are kept. Overflow: those set first are forgotten. */
const maxStreams = 100;

const defaultStream: StreamSettings = { enabled: true, raw: false };

/** Settings in `settings.json`. An entry that is missing or wrong gets its default; the others stay. */
export class SettingsStore {
  readonly #file: JsonFile<StoredSettings>;
  readonly #change = new Emitter<Settings>();
  readonly onChange = this.#change.event;

  private constructor(file: JsonFile<StoredSettings>) {
    this.#file = file;
  }

  static async load(
    dataFolder: string,
    clock: Clock,
    onProblem: (cause: unknown, file: string) => void,
  ): Promise<SettingsStore> {
    const file = path.join(dataFolder, 'settings.json');
    return new SettingsStore(await JsonFile.load({ file, read: readSettings, clock, onProblem }));
  }

  get value(): Settings {
    return this.#file.value.app;
  }

  /** Stream settings of a camera; undefined: of a camera that is not known yet. */
  streamOf(key: string | undefined): StreamSettings {
    const { stream, streams } = this.#file.value;
    return (key !== undefined && Object.hasOwn(streams, key) ? streams[key] : undefined) ?? stream;
  }

  change(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const app = { ...this.value, ...given };
    this.#file.set({ ...this.#file.value, app });
    this.#change.emit(app);
    return app;
  }

  setStream(key: string | undefined, stream: StreamSettings): void {
    const stored = this.#file.value;
    if (key === undefined) {
      this.#file.set({ ...stored, stream });
      return;
    }
    const others = Object.entries(stored.streams).filter(([each]) => each !== key);
    const kept = others.slice(Math.max(0, others.length + 1 - maxStreams));
    this.#file.set({ ...stored, streams: Object.fromEntries([...kept, [key, stream]]) });
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
  const streams = Object.entries(record(stored['streams'])).filter(
    (entry): entry is [string, StreamSettings] => v.safeParse(streamSchema, entry[1]).success,
  );
  return {
    app: { ...defaultSettings, ...valid },
    stream: stream.success ? stream.output : defaultStream,
    streams: Object.fromEntries(streams),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
