// An exception that ended a script, as a family of boards looks at it to add a hint.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ScriptError } from '../core/board-family.ts';

/** `traceback`: as printed, with lines of the script only. `flashFolder` holds the modules that a script imports. */
export function readScriptError(traceback: string, source: Uint8Array, flashFolder: string): ScriptError | undefined {
  const lines = traceback.trimEnd().split('\n');
  const [, type, message] = /^(\w+): (.*)$/.exec(lines.at(-1)?.trimEnd() ?? '') ?? [];
  const place = [...traceback.matchAll(/^ {2}File "([^"]+)", line (\d+)/gm)].at(-1);
  if (type === undefined || message === undefined || place === undefined) return undefined;
  const text = place[1] === '<stdin>' ? new TextDecoder().decode(source) : moduleSource(place[1]!, flashFolder);
  return { type, message, line: text.split(/\r?\n/)[Number(place[2]) - 1] ?? '' };
}

function moduleSource(file: string, flashFolder: string): string {
  const full = path.resolve(flashFolder, file.replace(/^\/flash\//, ''));
  if (!full.startsWith(path.resolve(flashFolder) + path.sep)) return '';
  try {
    return readFileSync(full, 'utf8');
  } catch {
    // The script may have removed it.
    return '';
  }
}
