import { readdirSync } from 'node:fs';

/** What the process has open, by kind: timers, sockets, ports, and on Linux descriptors and threads. */
export function openResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (process.platform === 'linux') {
    counts.set('descriptors', readdirSync('/proc/self/fd').length);
    counts.set('threads', readdirSync('/proc/self/task').length);
  }
  return counts;
}

/** The kinds of which there are at least `least` more than before. */
export function grownResources(before: ReadonlyMap<string, number>, least: number): string[] {
  return [...openResources()]
    .filter(([kind, count]) => count - (before.get(kind) ?? 0) >= least)
    .map(([kind, count]) => `${kind}: ${before.get(kind) ?? 0} → ${count}`);
}
