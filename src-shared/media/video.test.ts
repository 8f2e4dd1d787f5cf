import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccessUnitAssembler, type AccessUnit, type AccessUnitOptions } from './access-units.ts';
import { h264, h265, joinAnnexB, splitAnnexB, type NalCodec } from './nal.ts';
import { maxNalBytes, NalDepacketizer } from './nal-depacketizer.ts';
import { packetizeNals } from './nal-packetizer.ts';

/** A unit with a type of the codec. */
function unitOf(codec: NalCodec, type: number, body: readonly number[]): Uint8Array {
  return codec.encoding === 'h264' ? Uint8Array.of(0x60 | type, ...body) : Uint8Array.of(type << 1, 1, ...body);
}

function depacketize(codec: NalCodec, payloads: readonly Uint8Array[]) {
  const units: Uint8Array[] = [];
  let damaged = 0;
  const depacketizer = new NalDepacketizer(codec, {
    unit: (nal) => void units.push(nal),
    damaged: () => void damaged++,
  });
  for (const payload of payloads) depacketizer.push(payload);
  return { units, damaged, depacketizer };
}

const codecs = [h264, h265] as const;
/** Bytes without zeros, so that no start code appears by chance. */
const body = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 300 });

describe.each(codecs)('$encoding units', (codec) => {
  const units = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 23 }), body), { minLength: 1, maxLength: 12 })
    .map((list) => list.map(([type, bytes]) => unitOf(codec, type, bytes)));

  test('survive the way through RTP, whatever the packet size, aggregated or not', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 16, max: 400 }), fc.boolean(), (sent, maxBytes, aggregate) => {
        const payloads = packetizeNals(codec, sent, { maxBytes, aggregate });
        for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(maxBytes);
        expect(depacketize(codec, payloads)).toMatchObject({ units: sent, damaged: 0 });
      }),
    );
  });

  test('survive Annex B', () => {
    fc.assert(
      fc.property(units, (sent) => {
        expect(splitAnnexB(joinAnnexB(sent))).toEqual(sent);
      }),
    );
  });

  test('of which a fragment is lost are dropped, and the next one is whole', () => {
    const long = unitOf(
      codec,
      1,
      Array.from({ length: 100 }, () => 7),
    );
    const next = unitOf(codec, 1, [8, 8]);
    const payloads = packetizeNals(codec, [long], { maxBytes: 30 });
    for (let missing = 0; missing < payloads.length; missing++) {
      const units: Uint8Array[] = [];
      const depacketizer = new NalDepacketizer(codec, { unit: (nal) => void units.push(nal), damaged: () => {} });
      [...payloads, ...packetizeNals(codec, [next])].forEach((payload, index) => {
        if (index === missing) depacketizer.gap();
        else depacketizer.push(payload);
      });
      expect(units).toEqual([next]);
      expect(depacketizer.heldBytes).toBe(0);
    }
  });

  test('that are empty, broken or too large are reported', () => {
    expect(depacketize(codec, [new Uint8Array(0)]).damaged).toBe(1);
    const [aggregate] = packetizeNals(codec, [unitOf(codec, 1, [1, 2]), unitOf(codec, 1, [3])], { aggregate: true });
    expect(depacketize(codec, [aggregate!.subarray(0, -1)]).damaged).toBe(1);
    const large = unitOf(codec, 1, [1]);
    const huge = new Uint8Array(maxNalBytes + 1000).fill(1);
    huge.set(large);
    const result = depacketize(codec, packetizeNals(codec, [huge], { maxBytes: 60_000 }));
    expect(result.units).toEqual([]);
    expect(result.damaged).toBe(1);
    expect(result.depacketizer.heldBytes).toBe(0);
  });
});

test('an aggregate carries the importance of its most important unit', () => {
  const payload = packetizeNals(h264, [Uint8Array.of(0x01, 5), Uint8Array.of(0x65, 5)], { aggregate: true })[0]!;
  expect(payload[0]).toBe(0x60 | 24);
});

test('bytes before the first start code and zeros before the next one belong to no unit', () => {
  const bytes = Uint8Array.of(9, 9, 0, 0, 1, 0x65, 1, 0, 0, 0, 1, 0x41, 2, 0, 0);
  expect(splitAnnexB(bytes)).toEqual([Uint8Array.of(0x65, 1), Uint8Array.of(0x41, 2)]);
});

/** What an assembler makes of steps: a unit with its time, 'mark' or 'gap'. */
function assemble(
  codec: NalCodec,
  steps: readonly ((assembler: AccessUnitAssembler) => void)[],
  options: Partial<AccessUnitOptions> = {},
) {
  const frames: AccessUnit[] = [];
  let dropped = 0;
  const assembler = new AccessUnitAssembler(codec, {
    onUnit: (unit) => void frames.push(unit),
    onDropped: () => void dropped++,
    ...options,
  });
  for (const step of steps) step(assembler);
  return { frames: frames.map(({ data, ...rest }) => ({ ...rest, units: splitAnnexB(data) })), dropped };
}

const push = (nal: Uint8Array, timestamp: number) => (assembler: AccessUnitAssembler) => assembler.push(nal, timestamp);
const mark = (assembler: AccessUnitAssembler): void => assembler.mark();
const gap = (assembler: AccessUnitAssembler): void => assembler.gap();

describe.each([
  { codec: h264, key: 5, delta: 1, sets: [7, 8] },
  { codec: h265, key: 19, delta: 1, sets: [32, 33, 34] },
])('$codec.encoding frames', ({ codec, key, delta, sets }) => {
  const first = (type: number, value = 1): Uint8Array => unitOf(codec, type, [0x80, value]);
  const later = (type: number, value = 1): Uint8Array => unitOf(codec, type, [0x01, value]);
  const parameterSets = sets.map((type) => unitOf(codec, type, [1, 2]));
  const keyFrameAt = (timestamp: number) => [...parameterSets, first(key)].map((nal) => push(nal, timestamp));

  test('end at the marker', () => {
    const { frames } = assemble(codec, [...keyFrameAt(0), mark, push(first(delta), 3000), mark]);
    expect(frames).toEqual([
      { keyFrame: true, timestamp: 0, units: [...parameterSets, first(key)] },
      { keyFrame: false, timestamp: 3000, units: [first(delta)] },
    ]);
  });

  test('end at a new time stamp, and where the next frame begins', () => {
    const steps = [...keyFrameAt(0), push(first(delta), 10), push(first(delta, 2), 10), push(first(delta, 3), 20)];
    expect(assemble(codec, steps).frames.map(({ timestamp }) => timestamp)).toEqual([0, 10, 10]);
  });

  test('of several slices stay whole once a marker on every slice was seen', () => {
    const slices = (timestamp: number) => [push(first(delta), timestamp), mark, push(later(delta), timestamp), mark];
    const steps = [
      ...keyFrameAt(0),
      mark,
      push(later(key), 0),
      mark,
      ...keyFrameAt(5),
      mark,
      push(later(key), 5),
      mark,
    ];
    const { frames } = assemble(codec, [...steps, ...slices(10), ...slices(20), ...slices(30)]);
    const whole = frames.filter(({ timestamp }) => timestamp > 0);
    expect(whole.map(({ units }) => units.length)).toEqual([sets.length + 2, 2, 2]);
  });

  test('that lost packets are dropped with all that depend on them', () => {
    const steps = [...keyFrameAt(0), mark, push(first(delta), 1), gap, mark, push(first(delta), 2), mark];
    const { frames, dropped } = assemble(codec, [...steps, ...keyFrameAt(3), mark]);
    expect(frames.map(({ timestamp }) => timestamp)).toEqual([0, 3]);
    expect(dropped).toBe(2);
  });

  test('that lost packets are kept on request', () => {
    const steps = [...keyFrameAt(0), mark, gap, push(first(delta), 1), mark];
    expect(assemble(codec, steps, { keepDamaged: true }).frames).toHaveLength(2);
  });

  test('before the first key frame are dropped', () => {
    expect(assemble(codec, [push(first(delta), 0), mark, ...keyFrameAt(1), mark])).toMatchObject({
      frames: [{ timestamp: 1 }],
      dropped: 1,
    });
  });

  test('take their parameter sets from the description until the stream has its own', () => {
    const { frames } = assemble(codec, [push(first(key), 0), mark], { parameterSets });
    expect(frames[0]!.units).toEqual([...parameterSets, first(key)]);
    const own = unitOf(codec, sets[0]!, [9]);
    const steps = [push(own, 0), push(first(key), 0), mark, push(first(key), 1), mark];
    const [, second] = assemble(codec, steps, { parameterSets }).frames;
    expect(second!.units).toEqual([own, ...parameterSets.slice(1), first(key)]);
  });

  test('with too many units are damage and stay bounded', () => {
    const many = Array.from({ length: 2000 }, () => push(later(delta), 7));
    expect(assemble(codec, [...keyFrameAt(0), mark, push(first(delta), 7), ...many, mark]).dropped).toBe(1);
  });
});
