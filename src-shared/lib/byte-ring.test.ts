import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteRing } from './byte-ring.ts';

it('keeps the newest bytes and counts the dropped ones for any sequence of pushes and takes', () => {
  const step = fc.oneof(
    fc.record({ push: fc.uint8Array({ maxLength: 9000 }) }),
    fc.record({ take: fc.integer({ min: 0, max: 9000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const limit = 10_000;
      const ring = new ByteRing(limit);
      let model: number[] = [];
      let lost = 0;
      for (const each of steps) {
        if ('push' in each) {
          ring.push(each.push);
          model.push(...each.push);
          lost += Math.max(0, model.length - limit);
          model = model.slice(-limit);
        } else {
          expect([...ring.take(each.take)]).toEqual(model.splice(0, each.take));
          lost = 0;
        }
        expect([ring.length, ring.lostBytes]).toEqual([model.length, lost]);
      }
      expect([...ring.snapshot()]).toEqual(model);
    }),
    { numRuns: 50 },
  );
});
