import { encode } from 'cborg';
import { expect, test } from 'vitest';
import { decodeWidgets, encodeWidgetChanges, maxWidgetBytes, maxWidgets } from './cbor-widgets.ts';
import { fromHex, toHex } from './testing/hex.ts';

// Bytes encoded by the firmware's library, docs/protocol-v2.md §17.
test.each([
  [
    'a label',
    '81 a4 00 64 74656d70 381d 65 6c6162656c 02 fb4039800000000000 01 63 43656c',
    { kind: 'label', name: 'temp', unit: 'Cel', value: 25.5 },
  ],
  ['a toggle', '81 a3 00 66 6d6972726f72 381d 66 746f67676c65 02 f4', { kind: 'toggle', name: 'mirror', value: false }],
  [
    'a slider',
    '81 a7 00 64 6761696e 381d 66 736c69646572 02 03 381e 00 381f 0a 3820 01 01 62 6442',
    { kind: 'slider', name: 'gain', unit: 'dB', value: 3, min: 0, max: 10, step: 1 },
  ],
  [
    'a choice',
    '81 a4 00 64 6d6f6465 381d 66 73656c656374 02 61 41 3821 82 6141 6142',
    { kind: 'select', name: 'mode', value: 'A', options: ['A', 'B'] },
  ],
  [
    'a depth image',
    '81 a7 00 65 6465707468 381d 65 6465707468 08 48 0000c84200004843 33 02 34 01 36 00 37 19 03e8',
    { kind: 'depth', name: 'depth', width: 2, height: 1, min: 0, max: 1000, data: Float32Array.of(100, 200) },
  ],
])('decodes %s', (_name, hex, widget) => {
  expect(decodeWidgets(fromHex(hex.replaceAll(' ', '')))).toEqual([widget]);
});

test('encodes a change in the form that the device accepts', () => {
  expect(toHex(encodeWidgetChanges([{ name: 'mirror', value: true }]))).toBe('81a200666d6972726f7202f5');
  // Not a 16-bit float, although the value would fit into one.
  expect(toHex(encodeWidgetChanges([{ name: 'g', value: 0.5 }]))).toBe('81a200616702fb3fe0000000000000');
  expect(() => encodeWidgetChanges([{ name: 'g', value: Number.NaN }])).toThrow(
    expect.objectContaining({ code: 'value-out-of-range' }),
  );
});

test('accepts a map with tag 259', () => {
  expect(decodeWidgets(fromHex('81d90103a20061670203'))).toEqual([{ kind: 'label', name: 'g', value: 3 }]);
});

test('decodes records without widget type as labels and prefixes their names with the base name', () => {
  const records = [
    new Map<number, unknown>([
      [-2, 'room/'],
      [0, 'door'],
      [4, true],
    ]),
    new Map<number, unknown>([
      [0, 'state'],
      [3, 'open'],
    ]),
    new Map<number, unknown>([
      [0, 'count'],
      [2, 2n ** 60n],
    ]),
  ];
  expect(decodeWidgets(encode(records))).toEqual([
    { kind: 'label', name: 'room/door', value: true },
    { kind: 'label', name: 'room/state', value: 'open' },
    { kind: 'label', name: 'room/count', value: 2 ** 60 },
  ]);
});

test('omits records that cannot be shown, and corrects the limits of a slider', () => {
  const records = [
    7,
    new Map([[2, 1]]),
    new Map<number, unknown>([
      [0, 'depth'],
      [-30, 'depth'],
      [-20, 2],
      [-21, 2],
      [8, new Uint8Array(15)],
    ]),
    new Map<number, unknown>([
      [0, 's'],
      [-30, 'slider'],
      [-31, 5],
      [-32, 1],
      [-33, -1],
    ]),
  ];
  expect(decodeWidgets(encode(records))).toEqual([{ kind: 'slider', name: 's', value: 5, min: 5, max: 5, step: 1 }]);
});

test('limits the number of widgets', () => {
  const records = Array.from({ length: 1000 }, (_, index) => new Map<number, unknown>([[0, `w${index}`]]));
  expect(decodeWidgets(encode(records))).toHaveLength(maxWidgets);
});

test.each([
  ['nothing', ''],
  ['half an array', '81a2006661'],
  ['a number', '07'],
  ['a map', 'a0'],
  ['an array with more bytes behind it', '80 00'],
  ['another tag', '81c100'],
])('rejects %s with bad-widgets', (_name, hex) => {
  expect(() => decodeWidgets(fromHex(hex.replaceAll(' ', '')))).toThrow(
    expect.objectContaining({ code: 'bad-widgets' }),
  );
});

test('rejects too deep nesting and too large payloads with bad-widgets', () => {
  for (const size of [200_000, maxWidgetBytes + 1]) {
    expect(() => decodeWidgets(new Uint8Array(size).fill(0x81))).toThrow(
      expect.objectContaining({ code: 'bad-widgets' }),
    );
  }
});
