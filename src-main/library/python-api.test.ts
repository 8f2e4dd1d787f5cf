// docs/camera-api.md maps every name of the official package, and what it maps to exists.

import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { encodeProfileRecords } from '../../src-shared/openmv/profile-record.ts';
import type { ByteTransport } from '../transports/api/byte-transport.ts';
import { createMemoryTransport } from '../transports/testing/memory-transport.ts';
import {
  pythonConstructorArguments,
  pythonExceptions,
  pythonKeys,
  pythonMethods,
} from '../camera/testing/python-api-names.ts';
import { createSimulatedCamera } from '../camera/testing/simulated-camera.ts';
import { Camera } from './index.ts';

const page = readFileSync(new URL('../../docs/camera-api.md', import.meta.url), 'utf8');
/** Where the names were taken from; it lies beside the checkout on machines of this project's developers only. */
const reference = new URL('../../../shared/seeds/openmv-python-api-reference.txt', import.meta.url);

/** First and second cell of each row under a heading, without code marks and arguments. */
function rows(heading: string): Map<string, string> {
  const section = page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const cells = [...section.matchAll(/^\| `([^`]+)` +\| `([^`]+)`/gm)];
  return new Map(cells.map(([, python, ours]) => [bareName(python!), bareName(ours!)]));
}

function bareName(code: string): string {
  return code.replace(/\(.*$/, '').replace(/^Camera\./, '');
}

test('the page maps every method, and each of them exists', () => {
  const map = rows('Names');
  expect([...map.keys()]).toEqual(pythonMethods);
  const camera: object = new Camera(createMemoryTransport().transport);
  const has = (name: string): boolean =>
    typeof Reflect.get(camera, name) === 'function' || typeof Reflect.get(Camera, name) === 'function';
  expect([...map.values()].filter((name) => !has(name))).toEqual([]);
});

test('the page maps every argument of the constructor and every exception', () => {
  expect([...rows('Options').keys()]).toEqual(pythonConstructorArguments);
  expect([...rows('Errors').keys()]).toEqual(pythonExceptions);
});

test('what the methods return has every key of the dictionaries, in camel case', async () => {
  const profile = { recordCount: 1, encode: () => encodeProfileRecords([record], 0) };
  const ignored = { setExclusive: () => {}, setEvent: () => {}, reset: () => {}, setLocked: () => {} };
  let transport: ByteTransport | undefined;
  const sim = createSimulatedCamera({
    wrap: (inner) => (transport = inner),
    device: { profileChannel: true, pmuCounters: 0 },
    profileSource: { ...profile, ...ignored },
  });
  const camera = new Camera(transport!);
  onTestFinished(async () => {
    await camera.disconnect();
    await sim.dispose();
  });
  await camera.connect();
  await camera.streaming(true, { raw: true });
  await camera.exec('loop');
  const frames = camera.frames();
  sim.engine.snapshot({ width: 8, height: 1, format: PixelFormat.grayscale, data: new Uint8Array(8) });
  const frame: IteratorResult<object> = await frames[Symbol.asyncIterator]().next();
  const results: Record<string, object> = {
    read_frame: frame.value as object,
    version: camera.version(),
    system_info: camera.systemInfo(),
    host_stats: camera.hostStats(),
    device_stats: await camera.deviceStats(),
    read_profile: (await camera.readProfile())![0]!,
  };
  expect(Object.keys(results)).toEqual(Object.keys(pythonKeys));
  for (const [method, keys] of Object.entries(pythonKeys)) {
    const wanted = keys.map((key) => key.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
    expect([method, wanted.filter((key) => !(key in results[method]!))]).toEqual([method, []]);
  }
});

if (!existsSync(reference)) console.warn('Skipped: the reference text is not beside this checkout.');
test.runIf(existsSync(reference))('the lists are those of the reference', () => {
  const text = readFileSync(reference, 'utf8');
  const names = (part: string, pattern: RegExp): string[] => [...part.matchAll(pattern)].map((match) => match[1]!);
  expect(names(text, /py:(?:static)?method:: Camera\.(\w+)/g)).toEqual(pythonMethods);
  expect(names(text, /py:exception:: (\w+)/g)).toEqual(pythonExceptions);
  expect(names(/:: Camera\((.*?)\)/.exec(text)![1]!, /(\w+): /g)).toEqual(pythonConstructorArguments);
  const patterns: Record<string, RegExp> = {
    read_frame: /``(\w+)`` \(:class/g,
    version: /\* ``(\w+)`` --/g,
    system_info: /\* ``(\w+)`` --/g,
    host_stats: /``(\w+)``/g,
    device_stats: /``(\w+)``/g,
    read_profile: /``(\w+)``(?=,| tuple)/g,
  };
  for (const [method, pattern] of Object.entries(patterns)) {
    const [, section] = new RegExp(`Camera\\.${method}\\(\\)(.*?)(?:\\.\\. py:|Profiler --)`, 's').exec(text)!;
    expect([method, names(section!, pattern)]).toEqual([method, pythonKeys[method]]);
  }
});

const record = {
  address: 1,
  caller: 2,
  callCount: 3,
  minTicks: 4,
  maxTicks: 5,
  totalTicks: 6n,
  totalCycles: 0n,
  events: [],
};
