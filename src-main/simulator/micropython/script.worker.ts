// Entry of the thread that runs scripts: starts the machine and runs one script after the other. While a script runs this
// thread never returns to its event loop; the host reaches it through shared memory (script-service.ts).

import { parentPort, workerData } from 'node:worker_threads';
import { ScriptMachine, type Post } from './script-machine.ts';
import type { RunMessage, ScriptWorkerData } from './worker-messages.ts';

const port = parentPort;
if (port === null) throw new Error('script.worker is the entry of a worker thread.');
const post: Post = (message, transfer = []) => port.postMessage(message, transfer);

function reasonOf(error: unknown, limit: number): string {
  return error instanceof Error ? error.message.slice(0, limit) : 'unknown';
}

try {
  const run = await ScriptMachine.start(workerData as ScriptWorkerData, post);
  port.on('message', ({ source }: RunMessage) => {
    post({ kind: 'started' });
    try {
      post({ kind: 'ended', result: run(source) });
    } catch (error) {
      // Not a Python exception: the interpreter itself has failed and must not be used again.
      post({ kind: 'failed', reason: reasonOf(error, 500) });
    }
  });
} catch (error) {
  post({ kind: 'failed', reason: reasonOf(error, 2000) });
}
