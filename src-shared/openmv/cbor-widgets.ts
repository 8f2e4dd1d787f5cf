// Widget channels of scripts (`protocol.CBORChannel`): a READ returns one CBOR array with a map of integer keys for
// each widget (docs/protocol-v2.md §17). Decodes them to typed widgets, and encodes changes as the payload of a
// CHANNEL_WRITE. Producers differ: keys have any order, a map may carry tag 259, values may be SenML string or boolean
// values, and records without a widget type are labels. Records that cannot be shown are omitted; anything but such an
// array is an error.

import { decode, encode } from 'cborg';
import { ProtocolError } from './protocol-error.ts';

const key = {
  name: 0,
  unit: 1,
  value: 2,
  textValue: 3,
  booleanValue: 4,
  data: 8,
  baseName: -2,
  width: -20,
  height: -21,
  dataMin: -23,
  dataMax: -24,
  widget: -30,
  min: -31,
  max: -32,
  step: -33,
  options: -34,
} as const;

/** Some JavaScript encoders put this tag before a map. */
const mapTag = 259;
/** A depth image of 640 × 480 plus other fields. */
export const maxWidgetBytes = 2 * 1024 * 1024;
export const maxWidgets = 256;
const maxOptions = 256;
const maxTextLength = 4096;
const maxDepthSide = 4096;

export type WidgetValue = number | boolean | string;

interface WidgetBase {
  /** The key in writes. */
  readonly name: string;
  /** "Cel", "%RH", "lux", …, as given by the script. */
  readonly unit?: string;
}

export type Widget =
  | (WidgetBase & { readonly kind: 'label'; readonly value: WidgetValue | undefined })
  | (WidgetBase & { readonly kind: 'toggle'; readonly value: boolean })
  | (WidgetBase & {
      readonly kind: 'slider';
      readonly value: number;
      readonly min: number;
      readonly max: number;
      /** Above 0. */
      readonly step: number;
    })
  | (WidgetBase & { readonly kind: 'select'; readonly value: string | undefined; readonly options: readonly string[] })
  | (WidgetBase & {
      readonly kind: 'depth';
      readonly width: number;
      readonly height: number;
      /** Values shown as nearest and farthest, usually millimetres. */
      readonly min: number;
      readonly max: number;
      /** width · height values, row by row. */
      readonly data: Float32Array;
    });

export interface WidgetChange {
  readonly name: string;
  readonly value: WidgetValue;
}

type WidgetRecord = ReadonlyMap<unknown, unknown>;

/** Throws `bad-widgets` if the bytes are not exactly one CBOR array, or too many. */
export function decodeWidgets(bytes: Uint8Array): Widget[] {
  if (bytes.length > maxWidgetBytes) {
    throw new ProtocolError('bad-widgets', `The widgets are too large: ${bytes.length} bytes.`, {
      data: { have: bytes.length, limit: maxWidgetBytes },
    });
  }
  const records = decodeArray(bytes);
  const widgets: Widget[] = [];
  let baseName = '';
  for (const record of records.slice(0, maxWidgets)) {
    if (!(record instanceof Map)) continue;
    baseName = textOf(record.get(key.baseName)) ?? baseName;
    const widget = toWidget(record, baseName);
    if (widget !== undefined) widgets.push(widget);
  }
  return widgets;
}

/**
 * The payload of one CHANNEL_WRITE at offset 0; the device cannot reassemble it from pieces. Throws
 * `value-out-of-range` for a number that is not finite.
 */
export function encodeWidgetChanges(changes: readonly WidgetChange[]): Uint8Array<ArrayBuffer> {
  for (const { name, value } of changes) {
    if (typeof value !== 'number' || Number.isFinite(value)) continue;
    throw new ProtocolError('value-out-of-range', `The value of "${name}" is not a number.`, { data: { name } });
  }
  const records = changes.map(
    ({ name, value }) =>
      new Map<number, WidgetValue>([
        [key.name, name],
        [key.value, value],
      ]),
  );
  // The device's decoder does not support 16-bit floats.
  return encode(records, { float64: true });
}

function decodeArray(bytes: Uint8Array): readonly unknown[] {
  let decoded: unknown;
  try {
    decoded = decode(bytes, { useMaps: true, tags: { [mapTag]: (content) => content() } });
  } catch (cause) {
    // Nesting that is too deep also ends here.
    throw new ProtocolError('bad-widgets', 'The widgets are not complete CBOR.', {
      cause,
      data: { have: bytes.length },
    });
  }
  if (Array.isArray(decoded)) return decoded as readonly unknown[];
  throw new ProtocolError('bad-widgets', 'The widgets are not a CBOR array.', { data: { have: bytes.length } });
}

function toWidget(record: WidgetRecord, baseName: string): Widget | undefined {
  const ownName = textOf(record.get(key.name));
  if (ownName === undefined && baseName === '') return undefined;
  const unit = textOf(record.get(key.unit));
  const base = { name: baseName + (ownName ?? ''), ...(unit !== undefined && { unit }) };
  const value = valueOf(record);
  switch (record.get(key.widget)) {
    case 'toggle':
      return { ...base, kind: 'toggle', value: value === true || (typeof value === 'number' && value !== 0) };
    case 'slider':
      return { ...base, kind: 'slider', ...sliderFacts(record, value) };
    case 'select':
      return { ...base, kind: 'select', value: textOf(value), options: optionsOf(record.get(key.options)) };
    case 'depth': {
      const picture = depthFacts(record);
      return picture && { ...base, kind: 'depth', ...picture };
    }
    default:
      return { ...base, kind: 'label', value };
  }
}

function sliderFacts(record: WidgetRecord, value: WidgetValue | undefined) {
  const min = numberOf(record.get(key.min)) ?? 0;
  const max = Math.max(min, numberOf(record.get(key.max)) ?? 100);
  const step = numberOf(record.get(key.step)) ?? 1;
  return { value: typeof value === 'number' ? value : min, min, max, step: step > 0 ? step : 1 };
}

function optionsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxOptions).flatMap((each) => textOf(each) ?? []);
}

function depthFacts(record: WidgetRecord) {
  const width = numberOf(record.get(key.width)) ?? 0;
  const height = numberOf(record.get(key.height)) ?? 0;
  const bytes = record.get(key.data);
  const sound = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= maxDepthSide;
  if (!sound(width) || !sound(height) || !(bytes instanceof Uint8Array)) return undefined;
  if (bytes.length !== 4 * width * height) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = Float32Array.from({ length: width * height }, (_, index) => view.getFloat32(4 * index, true));
  return {
    width,
    height,
    min: numberOf(record.get(key.dataMin)) ?? 0,
    max: numberOf(record.get(key.dataMax)) ?? 1000,
    data,
  };
}

function valueOf(record: WidgetRecord): WidgetValue | undefined {
  const value = record.get(key.value);
  if (typeof value === 'boolean') return value;
  const boolean = record.get(key.booleanValue);
  return (
    numberLike(value) ??
    textOf(value) ??
    textOf(record.get(key.textValue)) ??
    (boolean === true || boolean === false ? boolean : undefined)
  );
}

/** Includes NaN and infinities, which a sensor may report. */
function numberLike(value: unknown): number | undefined {
  return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = numberLike(value);
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= maxTextLength ? value : undefined;
}
