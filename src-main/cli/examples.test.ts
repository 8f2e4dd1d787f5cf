// The built-in examples on the simulated camera: each one is listed, starts, and has a visible effect.

import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { exampleEntry } from '../../src-shared/contract/files.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { v } from '../../src-shared/rpc/schema.ts';
import { OpenMvCamera } from '../camera/index.ts';
import { assetFile } from '../lib/product-files.ts';
import { transportFor } from '../transports/open-transport.ts';
import { runSession } from './run-session.ts';

const folder = assetFile('examples');
const examples = v.parse(v.array(exampleEntry), JSON.parse(await readFile(`${folder}/examples.json`, 'utf8')));

describe('the examples', () => {
  it('are all listed, each with a unique id', async () => {
    const files = (await readdir(folder)).filter((file) => file.endsWith('.py'));
    expect(examples.map((example) => example.file).sort()).toEqual(files.sort());
    expect(new Set(examples.map((example) => example.id)).size).toBe(examples.length);
  });

  it.each(examples.map((example) => [example.file]))('%s runs', async (file) => {
    const camera = new OpenMvCamera({ transport: transportFor('sim'), clock: systemClock });
    const enough = new AbortController();
    const registered = camera.channels.onChange((channels) => {
      if (channels.some((channel) => channel.dynamic)) enough.abort();
    });
    try {
      await camera.connect();
      await camera.preview.configure({ enabled: true, raw: false });
      const result = await runSession(camera, await readFile(`${folder}/${file}`), {
        clock: systemClock,
        frames: 3,
        signal: enough.signal,
        onText: () => {
          if (file !== 'exceptions.py') enough.abort();
        },
      });
      if (file === 'exceptions.py') expect(result.exception).toMatchObject({ type: 'TypeError', file: '<stdin>' });
      else expect(result).toMatchObject({ exception: undefined, endedBy: expect.not.stringMatching('script') });
    } finally {
      registered.dispose();
      await camera.disconnect();
    }
  });
});
