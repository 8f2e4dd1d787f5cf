// What the server says when it does not serve the program: one sentence, one cause, one next step.

import type { Refusal } from './gate.ts';

interface Notice {
  readonly status: number;
  readonly sentence: string;
  readonly nextStep: string;
}

const notices: Readonly<
  Record<Refusal | 'not-found' | 'not-built' | 'bad-method' | 'too-many-pages' | 'failed', Notice>
> = {
  'wrong-token': {
    status: 401,
    sentence: 'This address needs the token of the running Viewfinder.',
    nextStep: 'Open the whole address that Viewfinder printed at its start, with everything after "?token=".',
  },
  'too-many-wrong-tokens': {
    status: 429,
    sentence: 'Too many wrong tokens came from your address.',
    nextStep: 'Open the whole address that Viewfinder printed at its start: the right token always works.',
  },
  'wrong-host': {
    status: 403,
    sentence: 'Viewfinder is not served under this name.',
    nextStep: 'Open the address that Viewfinder printed at its start.',
  },
  'wrong-origin': {
    status: 403,
    sentence: 'Another page tried to use Viewfinder.',
    nextStep: 'Use Viewfinder from its own page.',
  },
  'not-found': { status: 404, sentence: 'There is nothing here.', nextStep: 'Go to the start page.' },
  'not-built': {
    status: 503,
    sentence: 'The user interface has not been built yet.',
    nextStep: 'Run "npm run build" in the folder of Viewfinder, then reload this page.',
  },
  'too-many-pages': {
    status: 503,
    sentence: 'Too many pages of Viewfinder are open.',
    nextStep: 'Close a page of Viewfinder, then reload this one.',
  },
  failed: {
    status: 500,
    sentence: 'Viewfinder could not read a file of this page.',
    nextStep: 'Reload this page. If it fails again, restart Viewfinder.',
  },
  'bad-method': { status: 405, sentence: 'Only reading is possible here.', nextStep: 'Go to the start page.' },
};

export function noticePage(kind: keyof typeof notices): { status: number; html: string } {
  const { status, sentence, nextStep } = notices[kind];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Viewfinder</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style></head>
<body><h1>Viewfinder</h1><p>${sentence}</p><p>${nextStep}</p><p><small>${kind}</small></p></body></html>`;
  return { status, html };
}
