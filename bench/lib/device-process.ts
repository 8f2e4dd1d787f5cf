// The other end of a benchmark, in a process of its own, so that what it costs is not counted as the host's.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface DeviceProcess {
  /** As `transportFor` takes it. */
  readonly address: string;
  stop(): Promise<void>;
}

/** `viewfinder simulate` on a TCP port or on a pseudo terminal. */
export function startSimulatedDevice(line: 'tcp' | 'pty'): Promise<DeviceProcess> {
  const port = line === 'tcp' ? ['--tcp', '0'] : ['--pty'];
  return start(['dist/main/viewfinder.js', 'simulate', ...port, '--json']);
}

/** A bench's own script as the other end: it prints {"address": …} on a line and runs until it is ended. */
export function startOwnDevice(script: string, ...args: readonly string[]): Promise<DeviceProcess> {
  return start([script, ...args]);
}

async function start(args: readonly string[]): Promise<DeviceProcess> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const { address } = JSON.parse(line) as { address: string };
  return {
    address,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
