export const en = {
  panel: 'Terminal',
  clear: 'Clear the terminal',
  copy: 'Copy the selection',
  copyAll: 'Copy all',
  find: 'Find in the terminal',
  findNext: 'Next match',
  findPrevious: 'Previous match',
  noMatch: 'No match',
  lost: (count: number) => `[${count} bytes were lost here]`,
  skipped: (count: number) => `[${count} bytes came too fast to be shown]`,
  runStarts: (name: string) => `── ${name} ──`,
  output: 'Text of the script',
  commands: {
    clear: 'Clear the terminal',
    find: 'Find in the terminal',
    copy: 'Copy the text of the terminal',
  },
};

export type TerminalMessages = typeof en;
