import assert from 'node:assert/strict';
import { encode } from 'cborg';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { decodeWidgets, encodeWidgetChanges, maxWidgets, type Widget, type WidgetChange } from '../cbor-widgets.ts';
import { ProtocolError } from '../protocol-error.ts';

const longestText = 4096;

const record = (entries: Readonly<Record<number, unknown>>): Map<number, unknown> =>
  new Map(Object.entries(entries).map(([key, value]) => [Number(key), value]));

const seeds = [
  [record({ 0: 'temperature', 1: 'Cel', 2: 21.5, [-30]: 'label' }), record({ [-2]: 'room/', 0: 'door', 4: true })],
  [record({ 0: 'gain', 2: 3, [-30]: 'slider', [-31]: 0, [-32]: 10, [-33]: 0.5 }), record({ 0: 'count', 2: 2n ** 60n })],
  [record({ 0: 'mode', 2: 'A', [-30]: 'select', [-34]: ['A', 'B'] }), record({ 0: 'mirror', 2: 1, [-30]: 'toggle' })],
  [
    record({ 0: 'depth', [-30]: 'depth', 8: new Uint8Array(8), [-20]: 2, [-21]: 1, [-23]: 0, [-24]: 500 }),
    record({ 0: 'state', 3: 'open' }),
  ],
];

export const cborWidgetsTarget: FuzzTarget = {
  name: 'cbor-widgets',
  share: 1.5,
  seeds: () => seeds.map((records) => encode(records)),
  tokens: [
    ...['label', 'toggle', 'slider', 'select', 'depth'].map((kind) => encode(kind)),
    ...[-2, -20, -21, -23, -24, -30, -31, -32, -33, -34, 2n ** 63n, 1.5, -1e300, true, null, undefined].map((value) =>
      encode(value),
    ),
    // Tag 259, arrays and maps of indefinite length, their end, impossible lengths.
    Uint8Array.of(0xd9, 0x01, 0x03),
    Uint8Array.of(0x9f),
    Uint8Array.of(0xbf),
    Uint8Array.of(0xff),
    Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x5b, 0, 0, 0, 1, 0, 0, 0, 0),
    Uint8Array.of(0xf9, 0x7e, 0x00),
    Uint8Array.of(0x63, 0xed, 0xa0, 0x80),
  ],
  run(bytes) {
    const widgets = attempt(ProtocolError, () => decodeWidgets(bytes)) ?? [];
    assert(widgets.length <= maxWidgets, 'The number of widgets is limited.');
    for (const widget of widgets) checkWidget(widget);
    const changes = widgets.flatMap(changeOf);
    assert.deepEqual(decodeWidgets(encodeWidgetChanges(changes)).flatMap(changeOf), changes);
  },
};

/** The value of a widget as a change of itself; skips names that the base name made too long. */
function changeOf(widget: Widget): WidgetChange[] {
  if (widget.kind === 'depth' || widget.value === undefined || widget.name.length > longestText) return [];
  if (typeof widget.value === 'number' && !Number.isFinite(widget.value)) return [];
  return [{ name: widget.name, value: widget.value }];
}

function checkWidget(widget: Widget): void {
  const { name, unit = '', kind } = widget;
  assert(name.length <= 2 * longestText && unit.length <= longestText, 'Texts are short.');
  if (kind === 'depth') {
    const { width, height, data, min, max } = widget;
    assert(width > 0 && height > 0 && data.length === width * height, 'Every point has a value.');
    assert(Number.isFinite(min) && Number.isFinite(max), 'A range has ends.');
    return;
  }
  if (typeof widget.value === 'string') assert(widget.value.length <= longestText, 'Texts are short.');
  if (kind === 'slider') {
    assert(widget.min <= widget.max && widget.step > 0, 'The slider has a valid range and step.');
    assert(Number.isFinite(widget.min) && Number.isFinite(widget.max), 'A range has ends.');
  }
  if (kind === 'select') {
    assert(widget.options.length <= 256 && widget.options.every((option) => option.length <= longestText));
  }
}
