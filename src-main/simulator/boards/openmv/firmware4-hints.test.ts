import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ScriptBench } from '../../micropython/testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

const setup =
  'import image\nimg = image.Image(40, 30, image.GRAYSCALE)\nimg.draw_rectangle((8, 6, 4, 6), 255, 1, True)\n' +
  'blob = img.find_blobs([(200, 255)], x_stride=1)[0]\n';

async function lastLine(source: string): Promise<string | undefined> {
  return (await bench.run(setup + source)).text.trimEnd().split('\r\n').at(-1);
}

test.each([
  ['print(blob.cx())', "TypeError: 'int' object isn't callable", 'write .cx without parentheses'],
  ['print(img.get_statistics().mean())', "TypeError: 'int' object isn't callable", 'write .mean without parentheses'],
  ['x, y = blob.rect()[:2]', "TypeError: 'tuple' object isn't callable", 'write .rect without parentheses'],
  ['img.draw_rectangle(1, 2, 3, 4)', "isn't a tuple or list", 'write draw_rectangle((x, y, w, h), …)'],
  ['img.draw_rectangle(1, 2, 3, 4, color=9)', 'multiple values', 'write draw_rectangle((x, y, w, h), …)'],
  ['img.draw_line(1, 2, 3, 4, 255, 2)', 'positional arguments', 'write draw_line((x0, y0, x1, y1), …)'],
  ['img.draw_string(1, 2, "text")', "isn't a tuple or list", 'write draw_string((x, y), text, …)'],
  ['img.get_pixel(1, 2)', 'positional arguments', 'write get_pixel((x, y))'],
  ['img.set_pixel(1, 2, 255)', 'positional arguments', 'write set_pixel((x, y), color)'],
  ['print(blob.rotation_deg())', "no attribute 'rotation_deg'", 'write math.degrees(blob.rotation)'],
  ['print(blob.solidity())', "no attribute 'solidity'", 'write image.get_solidity(blob)'],
  ['img.compressed()', "no attribute 'compressed'", 'write img.to_jpeg(copy=True)'],
  ['img.get_regression([(200, 255)], robust=True)', "keyword argument 'robust'", 'removed robust'],
  ['import tf', 'tf is not simulated', 'firmware 5 has ml instead'],
])('%s is explained', async (source, message, hint) => {
  const line = await lastLine(source);
  expect(line).toContain(message);
  expect(line).toContain('firmware 5');
  expect(line).toContain(hint);
});

test('an error in a module of the flash disk is explained by its own line', async () => {
  await writeFile(path.join(bench.flashFolder, 'finder.py'), 'def center(blob):\n    return blob.cx(), blob.cy()\n');
  expect(await lastLine('import finder\nfinder.center(blob)')).toContain('write .cx without parentheses');
});

test.each(['3()', 'img.dance()', 'x = 1\nx[0]', 'import nowhere', 'raise TypeError("isn\'t a tuple or list")'])(
  '%s gets no hint',
  async (source) => {
    expect(await lastLine(source)).not.toContain('firmware 5');
  },
);
