import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exampleEntry, type ExampleEntry } from '../../../src-shared/contract/files.ts';
import { v } from '../../../src-shared/rpc/schema.ts';
import { fileError, HostError } from '../host-error.ts';

/** The examples that come with the program: `examples.json` names them, relative to its own folder. */
export class ExampleStore {
  readonly #folder: string;
  #entries: Promise<readonly ExampleEntry[]> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  list(): Promise<readonly ExampleEntry[]> {
    this.#entries ??= this.#readIndex();
    return this.#entries;
  }

  async read(id: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
    const entry = (await this.list()).find((each) => each.id === id);
    if (entry === undefined) throw new HostError('example-not-found', `No example ${id}.`, { data: { id } });
    const file = path.join(this.#folder, entry.file);
    try {
      return { name: path.basename(entry.file), bytes: new Uint8Array(await readFile(file)) };
    } catch (error) {
      throw fileError(error, file);
    }
  }

  async #readIndex(): Promise<readonly ExampleEntry[]> {
    const file = path.join(this.#folder, 'examples.json');
    try {
      return v.parse(v.array(exampleEntry), JSON.parse(await readFile(file, 'utf8')));
    } catch (error) {
      this.#entries = undefined;
      throw fileError(error, file);
    }
  }
}
