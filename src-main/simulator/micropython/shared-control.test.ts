import { describe, expect, test } from 'vitest';
import { ServiceFlag, SharedControl } from './shared-control.ts';

describe('SharedControl', () => {
  test('gives text back in order across the end of the ring', () => {
    const script = new SharedControl();
    const host = new SharedControl(script.buffer);
    const sent: number[] = [];
    const received: number[] = [];
    for (let round = 0; round < 40; round++) {
      const piece = Uint8Array.from({ length: 5000 + round }, (_, index) => (index * 7 + round) & 0xff);
      expect(script.writeText(piece)).toBe(piece.length);
      sent.push(...piece);
      received.push(...host.readText());
    }
    expect(received).toEqual(sent);
  });

  test('takes only what fits and the rest later', () => {
    const control = new SharedControl();
    const text = new Uint8Array(100_000).fill(65);
    const first = control.writeText(text);
    expect(first).toBe(65_536);
    expect(control.writeText(text.subarray(first))).toBe(0);
    expect(control.readText()).toHaveLength(65_536);
    expect(control.writeText(text.subarray(first))).toBe(text.length - first);
  });

  test('rings once until the bell is silenced', () => {
    const control = new SharedControl();
    expect([control.ringBell(), control.ringBell()]).toEqual([true, false]);
    control.silenceBell();
    expect(control.ringBell()).toBe(true);
  });

  test('hands flags over once', () => {
    const control = new SharedControl();
    control.raise(ServiceFlag.interrupt);
    control.raise(ServiceFlag.collect);
    expect(control.takeFlags()).toBe(ServiceFlag.interrupt | ServiceFlag.collect);
    expect(control.flags).toBe(0);
  });
});
