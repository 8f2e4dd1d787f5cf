// Results that cameras give, as facts: firmware of July 2026 (commit cbb877ed), its image code run on a computer with the
// rounding of the Cortex-M instruction. Each was once different here.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScriptBench } from '../micropython/testing/script-bench.ts';
import { fastAtan2, fastPower, roundHalfEven } from './fast-math.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

async function printed(source: string): Promise<string> {
  const { text } = await bench.run(`import image\n${source}`);
  return text.trimEnd();
}

const row = 's = image.Image(10, 4, image.GRAYSCALE, buffer=bytearray([10,20,30,200,50,60,70,80,90,100] * 4))\n';

describe('scaling', () => {
  test.each([
    ['half, bilinear', 5, 'x_scale=0.5, hint=image.BILINEAR', '[10, 25, 125, 65, 85]'],
    ['double, bilinear', 4, 'x_scale=2, hint=image.BILINEAR', '[10, 10, 15, 20]'],
    ['three tenths, area', 3, 'x_scale=0.3, hint=image.AREA', '[35, 80, 81]'],
    ['half, area', 5, 'x_scale=0.5, hint=image.AREA', '[15, 115, 55, 75, 95]'],
  ])('%s', async (_name, count, options, values) => {
    const source = `${row}d = image.Image(20, 8, image.GRAYSCALE)\nd.draw_image(s, 0, 0, ${options})`;
    expect(await printed(`${source}\nprint(list(d.bytearray()[:${count}]))`)).toBe(values);
  });

  test('bicubic passes through the source pixels', async () => {
    const source = `${row}d = image.Image(20, 8, image.GRAYSCALE)\nd.draw_image(s, 0, 0, x_scale=2, hint=image.BICUBIC)`;
    expect(await printed(`${source}\nprint([d.bytearray()[i] for i in range(1, 20, 2)])`)).toBe(
      '[10, 20, 30, 200, 50, 60, 70, 80, 90, 100]',
    );
  });
});

test('the centroid of a blob is rounded to the even pixel', async () => {
  const source =
    'im = image.Image(40, 30, image.GRAYSCALE)\nim.draw_rectangle((9, 6, 4, 6), 255, 1, True)\n' +
    'b = im.find_blobs([(200, 255)], x_stride=1)[0]\nprint(b.cx, b.cxf, b.cy, b.cyf)';
  expect(await printed(source)).toBe('10 10.5 8 8.5');
});

describe('filters', () => {
  test.each([
    ['median(1)', 128],
    ['median(0)', 128],
    ['midpoint(1)', 130],
    ['mode(1)', 130],
  ])('%s of a flat area of 130', async (call, value) => {
    const source = `m = image.Image(8, 8, image.GRAYSCALE, buffer=bytearray([130] * 64))\nprint(m.${call}.get_pixel((4, 4)))`;
    expect(await printed(source)).toBe(String(value));
  });

  test('gamma_corr uses the approximate power of the firmware', async () => {
    const source =
      'g = image.Image(2, 1, image.GRAYSCALE, buffer=bytearray([202, 242]))\ng.gamma_corr(gamma=0.5)\nprint(list(g.bytearray()))';
    expect(await printed(source)).toBe('[156, 236]');
  });
});

test.each([
  ['to_evt_dark', 0, '(214, 223, 239)'],
  ['to_depth', 63, '(255, 207, 0)'],
  ['to_ironbow', 255, '(255, 255, 24)'],
])('%s has the colours of the camera', async (method, level, color) => {
  const source = `i = image.Image(1, 1, image.GRAYSCALE, buffer=bytearray([${level}]))\nprint(i.${method}(copy=True).get_pixel((0, 0)))`;
  expect(await printed(source)).toBe(color);
});

describe('arithmetic', () => {
  test('rounds halves to the even number', () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.6].map((value) => roundHalfEven(value) + 0)).toEqual([
      0, 2, 2, 0, -2, 2, -3,
    ]);
  });

  test('measures angles from 0 to 2π, and straight up as π', () => {
    expect([fastAtan2(0, 1), fastAtan2(1, 1), fastAtan2(-1, 1)].map((angle) => angle.toFixed(3))).toEqual([
      '0.000',
      '0.785',
      '5.498',
    ]);
    expect(fastAtan2(1, 0)).toBe(Math.fround(Math.PI));
  });

  test('approximates powers', () => {
    expect(Math.abs(fastPower(0.5, 2) - 0.25)).toBeLessThan(0.03);
  });
});
