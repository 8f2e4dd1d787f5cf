// Starts libjpeg-turbo (WebAssembly). The package's two files are found by Node's own resolution, so this works from
// source, from the bundles in dist/main and in worker threads. The wasm file is compiled once; instances are made
// synchronously from it, because a damaged image makes the library leak and now and then it must be replaced.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { JpegError } from './jpeg-error.ts';

export interface TurboFrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned: boolean;
}

/** Views into wasm memory: valid until the next call that may grow it. */
export interface TurboEncoder {
  getDecodedBuffer(info: TurboFrameInfo): Uint8ClampedArray;
  /** 0: baseline, as cameras write it; the library's default is the slower progressive form. */
  setProgressive(progressive: 0 | 1): void;
  setQuality(quality: number): void;
  setSubSampling(mode: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8ClampedArray;
}

export interface TurboDecoder {
  getEncodedBuffer(sizeBytes: number): Uint8ClampedArray;
  decode(): void;
  getFrameInfo(): TurboFrameInfo;
  getDecodedBuffer(): Uint8ClampedArray;
}

export interface TurboInstance {
  readonly JPEGEncoder: new () => TurboEncoder;
  readonly JPEGDecoder: new () => TurboDecoder;
  readonly HEAPU8: Uint8Array;
}

type LoaderOptions = Partial<TurboInstance> & {
  instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
  print(): void;
  printErr(): void;
};
type Loader = (options: LoaderOptions) => Promise<TurboInstance>;

const packageName = '@cornerstonejs/codec-libjpeg-turbo-8bit';

/** Resolves to a function that makes instances. Throws `codec-unavailable`. */
export async function loadLibjpegTurbo(): Promise<() => TurboInstance> {
  try {
    const require = createRequire(import.meta.url);
    const load = require(`${packageName}/wasmjs`) as Loader;
    const module = await WebAssembly.compile(await readFile(require.resolve(`${packageName}/wasm`)));
    return () => instantiate(load, module);
  } catch (cause) {
    throw unavailable(cause);
  }
}

function instantiate(load: Loader, module: WebAssembly.Module): TurboInstance {
  const options: LoaderOptions = {
    // Given an instance at once, the loader fills `options` before it returns; its promise then tells nothing new.
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance);
      return instance.exports;
    },
    print: () => {},
    printErr: () => {},
  };
  void load(options).catch(() => {});
  if (!isComplete(options)) throw unavailable(new Error('The loader did not start at once.'));
  return options;
}

function isComplete(options: Partial<TurboInstance>): options is TurboInstance {
  return options.JPEGEncoder !== undefined && options.JPEGDecoder !== undefined && options.HEAPU8 !== undefined;
}

function unavailable(cause: unknown): JpegError {
  return new JpegError('codec-unavailable', 'The JPEG codec cannot be started.', { cause });
}
