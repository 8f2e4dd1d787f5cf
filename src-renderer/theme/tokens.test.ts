import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const grounds = ['ground-window', 'ground-panel', 'ground-paper', 'ground-raised', 'ground-hover'];
const inks = ['text', 'text-muted', 'text-subtle', 'accent', 'ok', 'warn', 'danger'];
const filled = [
  ['on-accent', 'accent-ground'],
  ['on-accent', 'ok-ground'],
  ['on-accent', 'danger-ground'],
  ['text', 'accent-tint'],
  ['text', 'danger-tint'],
  ['danger', 'danger-tint'],
] as const;

function tokensOf(theme: string): Map<string, string> {
  const block = css.split(`[data-theme='${theme}'] {`)[1]?.split('}')[0] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** WCAG 2 relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(ink: string, ground: string): number {
  const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

for (const theme of ['dark', 'light']) {
  test(`every text colour of the ${theme} theme has a contrast of 4.5 on every ground`, () => {
    const tokens = tokensOf(theme);
    const pairs = [...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)), ...filled];
    const weak = pairs
      .map(([ink, ground]) => ({ ink, ground, ratio: contrast(tokens.get(ink)!, tokens.get(ground)!) }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(weak).toEqual([]);
  });
}
