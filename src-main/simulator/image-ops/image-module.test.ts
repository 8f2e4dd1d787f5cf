// The image module as scripts see it: real MicroPython, the Python modules and the primitives together.

import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJpegCodec } from '../jpeg/jpeg-codec.ts';
import { ScriptBench } from '../micropython/testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

/** Lines that a script prints; its traceback is among them when it fails. */
async function lines(source: string): Promise<string[]> {
  const { text } = await bench.run(`import image\n${source}`);
  return text.split('\r\n').slice(0, -1);
}

describe('the image module', () => {
  test('makes, describes and indexes images', async () => {
    const source = `
img = image.Image(8, 4, image.RGB565)
print(img, len(img), img.format() == image.RGB565, img.size(), type(img.bytearray()), len(bytes(img)))
img.set_pixel((3, 2), (255, 0, 0))
print(img.get_pixel((3, 2)), img.get_pixel((3, 2), rgbtuple=False), img.get_pixel((8, 0)), img[2 * 8 + 3], img[0:2])
img[1] = (0, 255, 0)
print([row[:2] for row in img][0])
print(image.Image(2, 2, image.GRAYSCALE, buffer=bytearray(b"abcd"))[:])`;
    expect(await lines(source)).toEqual([
      `{"w":8, "h":4, "type":"rgb565", "size":64} 4 True 64 <class 'bytearray'> 64`,
      '(255, 0, 0) 63488 None (255, 0, 0) ((0, 0, 0), (0, 0, 0))',
      '[0, 2016]',
      '(97, 98, 99, 100)',
    ]);
  });

  test('draws into pixels that the script and the preview see', async () => {
    const source = `
img = image.Image(64, 48, image.RGB565)
img.draw_rectangle((10, 10, 20, 10), color=(0, 0, 255), fill=True).draw_cross((40, 20), color=(255, 255, 255), size=3)
img.draw_line((0, 47, 63, 47)).draw_circle((50, 10, 5), (0, 255, 0), fill=True).draw_string((2, 30), "Hi", scale=1.5)
img.draw_ellipse((30, 30, 8, 4, 30)).draw_arrow((5, 5, 20, 5)).draw_keypoints([(20, 40, 90)]).draw_edges(((1, 1), (5, 1), (5, 5), (1, 5)))
img.draw_detection((40, 30, 10, 10, 45, 35), (255, 0, 0), label="7")
img.draw_image(img.copy(), 0, 0, alpha=128)
print(img.get_pixel((15, 15)), img.get_pixel((40, 20)), img.get_pixel((63, 47)), img.get_pixel((50, 10)))
img.flush()`;
    expect(await lines(source)).toEqual(['(0, 0, 255) (255, 255, 255) (255, 255, 255) (0, 255, 0)']);
    const frame = bench.frames[0];
    if (frame !== undefined) expect([frame.width, frame.height, frame.data.length]).toEqual([64, 48, 64 * 48 * 2]);
  });

  test('finds a drawn rectangle with all its facts', async () => {
    const source = `
img = image.Image(320, 240, image.RGB565)
img.draw_rectangle((40, 60, 80, 30), color=(255, 0, 0), fill=True)
blob, = img.find_blobs([(30, 100, 15, 127, 15, 127)], pixels_threshold=200, area_threshold=200, x_hist_bins_max=4)
print(blob.rect, blob.x, blob.y, blob.w, blob.h, blob.cx, blob.cy, blob.cxf, blob.cyf, blob.pixels, blob.area)
print(blob.code, blob.count, blob.density, blob.elongation > 0.8, abs(blob.rotation - 3.1416) < 0.01, blob.x_hist_bins)
print(blob.min_corners, blob[0:4], len(blob))
print(image.get_enclosing_circle(blob), image.get_major_axis_line(blob), image.get_solidity(blob))
img.draw_rectangle(blob.rect).draw_edges(blob.min_corners, color=(255, 0, 0))`;
    expect(await lines(source)).toEqual([
      '(40, 60, 80, 30) 40 60 80 30 80 74 79.5 74.5 2400 2400',
      '1 1 1.0 True True [600, 600, 600, 600]',
      '((40, 60), (119, 60), (119, 89), (40, 89)) (40, 60, 80, 30) 23',
      '(x=79, y=74, r=43) (x1=119, y1=74, x2=40, y2=74) 1.0',
    ]);
  });

  test('asks the callbacks of find_blobs', async () => {
    const source = `
img = image.Image(100, 40, image.GRAYSCALE)
for x in (5, 20, 60):
    img.draw_rectangle((x, 10, 10, 10), color=255, fill=True)
white = [(200, 255)]
print([b.x for b in img.find_blobs(white)])
print([b.x for b in img.find_blobs(white, threshold_cb=lambda b: b.x > 10)])
print([(b.x, b.w, b.count) for b in img.find_blobs(white, merge=True, margin=50)])
print([(b.x, b.w, b.count) for b in img.find_blobs(white, merge=True, margin=50, merge_cb=lambda a, b: abs(a.x - b.x) < 20)])
try:
    img.find_blobs(white, threshold_cb=lambda b: 1 / 0)
except ZeroDivisionError:
    print("raised")`;
    expect(await lines(source)).toEqual([
      '[5, 20, 60]',
      '[20, 60]',
      '[(5, 65, 3)]',
      '[(5, 25, 2), (60, 10, 1)]',
      'raised',
    ]);
  });

  test('gives the statistics of a known image', async () => {
    const source = `
img = image.Image(10, 10, image.GRAYSCALE)
img.draw_rectangle((0, 0, 10, 5), color=100, fill=True)
s = img.get_statistics()
print(s.mean, s.median, s.mode, s.stdev, s.min, s.max, s.lq, s.uq, s.l_mean, s.a_mean)
h = img.get_histogram()
print(h.bins()[0], h.bins()[100], h.get_percentile(0.9).value, h.get_threshold().value, h.get_statistics().mean)
print(image.Image(4, 4, image.RGB565).get_statistics(roi=(1, 1, 2, 2)).l_mean, len(image.Image(4, 4, image.RGB565).histogram()[1]))
track = image.Image(160, 120, image.GRAYSCALE).draw_line((80, 0, 80, 119), 255, thickness=6)
line = track.get_regression([(100, 255)])
print(img.get_similarity(img).mean, line.theta, abs(line.rho - 80) < 4, line.y1, line.y2, line.length)`;
    expect(await lines(source)).toEqual([
      '50 0 0 50 0 100 0 100 50 0',
      '0.5 0.5 100 0 50',
      '0 256',
      '1.0 0 True 0 118 118',
    ]);
  });

  test('converts, crops and scales, as copies and in place', async () => {
    const source = `
img = image.Image(40, 20, image.RGB565)
img.draw_rectangle((0, 0, 20, 20), color=(255, 255, 255), fill=True)
gray = img.to_grayscale(copy=True)
print(gray, img)
print(gray.copy(roi=(10, 0, 20, 10), x_scale=0.5).bytearray()[:12])
print(img.scale(x_scale=0.5, y_scale=0.5), img.get_pixel((9, 9)), img.get_pixel((10, 9)))
print(img.to_bitmap(), [img.get_pixel((x, 0)) for x in (0, 9, 10, 19)])
print(gray.copy(hint=image.HMIRROR).get_pixel((0, 0)), gray.copy(hint=image.ROTATE_90))
print(gray.to_rainbow(copy=True).get_pixel((0, 0)) != gray.to_rainbow(copy=True).get_pixel((30, 0)))
try:
    gray.to_rgb565()
except OSError as e:
    print(e)`;
    expect(await lines(source)).toEqual([
      '{"w":40, "h":20, "type":"grayscale", "size":800} {"w":40, "h":20, "type":"rgb565", "size":1600}',
      String.raw`bytearray(b'\xff\xff\xff\xff\xff\x00\x00\x00\x00\x00\xff\xff')`,
      '{"w":20, "h":10, "type":"rgb565", "size":400} (255, 255, 255) (0, 0, 0)',
      '{"w":20, "h":10, "type":"binary", "size":40} [1, 1, 0, 0]',
      '0 {"w":20, "h":40, "type":"grayscale", "size":800}',
      'True',
      "The image doesn't fit in the frame buffer!",
    ]);
  });

  test('runs every filter and operation on every format', async () => {
    const source = `
for pixformat in (image.BINARY, image.GRAYSCALE, image.RGB565):
    img = image.Image(32, 24, pixformat)
    img.draw_rectangle((10, 6, 12, 12), fill=True)
    for name in ("erode", "dilate", "open", "close", "top_hat", "black_hat", "mean", "median", "mode", "midpoint",
                 "gaussian", "laplacian", "bilateral"):
        getattr(img.copy(), name)(1)
    img.copy().morph(1, [1, 2, 1, 2, 4, 2, 1, 2, 1]).morph(1, [[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    img.copy().mean(1, threshold=True, offset=5, invert=True, mask=img.copy())
    for name in ("b_and", "b_nand", "b_or", "b_nor", "b_xor", "b_xnor", "add", "sub", "rsub", "min", "max", "difference", "replace", "blend"):
        getattr(img.copy(), name)(img.copy())
        getattr(img.copy(), name)(1)
    img.copy().invert().histeq().histeq(adaptive=True, clip_limit=3).gamma_corr(gamma=1.5).awb().ccm([1, 0, 0, 0, 1, 0, 0, 0, 1])
    img.copy().linpolar().logpolar().lens_corr(1.8).rotation_corr(z_rotation=10, corners=[(0, 0), (31, 0), (31, 23), (0, 23)])
    img.copy().binary([(1, 255)], to_bitmap=True).binary([(1, 1)], invert=True)
    img.copy().flood_fill((16, 12), color=0).mask_rectangle().mask_circle().mask_ellipse()
    img.clear(mask=img.copy())
    print(img.get_statistics().max)
print(image.Image(32, 24, image.GRAYSCALE).find_edges(image.EDGE_CANNY, threshold=(50, 80)).find_edges(image.EDGE_SIMPLE))`;
    expect(await lines(source)).toEqual(['0', '0', '0', '{"w":32, "h":24, "type":"grayscale", "size":768}']);
  });

  test('compresses to a JPEG that decodes, and saves and loads files', async () => {
    const source = `
img = image.Image(64, 48, image.RGB565)
img.draw_rectangle((0, 0, 32, 48), color=(255, 0, 0), fill=True)
jpeg = img.to_jpeg(quality=90, copy=True)
print(jpeg.format() == image.JPEG, jpeg.size() == len(jpeg), bytes(jpeg)[:2], jpeg.to_rgb565(copy=True).get_pixel((5, 5))[0] > 230)
for name in ("a.jpg", "a.bmp", "a.ppm", "a.png", "plain"):
    img.save("/flash/" + name)
for name in ("a.bmp", "a.ppm", "plain.bmp"):
    print(bytes(image.Image("/flash/" + name)) == bytes(img))
print(image.Image("/flash/a.jpg").format() == image.JPEG, bytes(image.Image("/flash/a.png").to_rgb565(copy=True)) == bytes(img))
with open("/flash/copy.jpg", "wb") as f:
    f.write(jpeg)
print(img.compress(quality=50), img.format() == image.JPEG)
try:
    image.Image("/flash/none.bmp")
except OSError as e:
    print(e)`;
    const printed = await lines(source);
    expect(printed.slice(0, 5)).toEqual([String.raw`True True b'\xff\xd8' True`, 'True', 'True', 'True', 'True True']);
    expect(printed.at(-1)).toBe('[Errno 2] ENOENT');
    const codec = await createJpegCodec();
    const { width, height, rgba } = codec.decode(await readFile(path.join(bench.flashFolder, 'copy.jpg')));
    expect([width, height]).toEqual([64, 48]);
    expect(rgba[0]).toBeGreaterThan(230);
    await access(path.join(bench.flashFolder, 'plain.bmp'));
  });

  test('knows the colour functions', async () => {
    const source = `
print(image.rgb_to_lab((255, 0, 0)), image.lab_to_rgb((53, 80, 66)), image.rgb_to_grayscale((255, 255, 255)))
print(image.binary_to_rgb(1), image.grayscale_to_rgb(128), image.rgb_to_yuv((255, 255, 255)), image.grayscale_to_binary(128))`;
    expect(await lines(source)).toEqual([
      '(53, 80, 66) (255, 0, 0) 255',
      '(255, 255, 255) (132, 130, 132) (255, 0, 0) 1',
    ]);
  });

  test('makes arrays of grey images', async () => {
    const source = `
from ulab import numpy as np
img = image.Image(4, 2, image.GRAYSCALE, buffer=bytearray(range(8)))
a = img.to_ndarray("f")
print(a.shape, a[1][3], img.to_ndarray("b")[0][0], bytes(image.Image(a * 10)))`;
    expect(await lines(source)).toEqual([String.raw`(2, 4) 7.0 -128 b'\x00\n\x14\x1e(2<F'`]);
  });

  test.each([
    ['img.find_apriltags()', 'NotImplementedError: Image.find_apriltags is not simulated'],
    ['image.HaarCascade("frontalface")', 'ImportError: image.HaarCascade is not simulated'],
    ['img.nonsense()', "AttributeError: 'Image' object has no attribute 'nonsense'"],
    ['image.nonsense', "AttributeError: module 'image' has no attribute 'nonsense'"],
    ['img.draw_line(1)', "TypeError: object 'int' isn't a tuple or list"],
    ['img.draw_line((1.5, 0, 3, 4))', "TypeError: can't convert float to int"],
    ['img.find_blobs([(0, 1)], roi=(100, 100, 5, 5))', 'OSError: ROI does not overlap on the image!'],
    ['img.to_jpeg(quality=0)', 'ValueError: Quality ranges between 0 and 100'],
    ['img.mean(-1)', 'OSError: KernelSize must be >= 0!'],
    ['image.Image(4, 0, image.RGB565)', 'OSError: Image height must be > 0'],
    ['image.Image(4, 4, image.RGB565, buffer=bytearray(3))', 'ValueError: Buffer is too small'],
    ['img.draw_image(img, transform=1)', 'NotImplementedError: the transform argument is not simulated'],
  ])('%s raises %s', async (call, error) => {
    const line = (await lines(`img = image.Image(16, 16, image.RGB565)\n${call}`)).at(-1);
    // A hint may follow.
    expect(line?.slice(0, error.length)).toBe(error);
  });
});
