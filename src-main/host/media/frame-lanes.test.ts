import { describe, expect, it } from 'vitest';
import { FrameLanes, maxLanesPerBrowser } from './frame-lanes.ts';

const sink = { send: () => undefined, end: () => undefined };

describe('the frame lanes', () => {
  it('are limited per browser, and one that closes makes room', () => {
    const lanes = new FrameLanes();
    const open = Array.from({ length: maxLanesPerBrowser }, () => lanes.open('chromium'));
    expect(() => lanes.open('chromium')).toThrow(expect.objectContaining({ code: 'frame-lane-limit' }) as Error);
    expect(lanes.open('firefox').name).toMatch(/^[0-9a-f]{32}$/);
    lanes.close(open[0]!.name);
    expect(lanes.open('chromium').name).not.toBe(open[0]!.name);
  });

  it('are not limited where they use no connections', () => {
    const lanes = new FrameLanes();
    const names = Array.from({ length: 20 }, () => lanes.open(undefined).name);
    expect(new Set(names).size).toBe(20);
  });

  it('are found by their name until they close', () => {
    const lanes = new FrameLanes();
    const { name } = lanes.open(undefined);
    expect(lanes.subscribe(name, sink)).toBeDefined();
    lanes.close(name);
    expect(lanes.subscribe(name, sink)).toBeUndefined();
  });
});
