export const en = {
  panel: 'Problems',
  none: 'Nothing has failed.',
  list: 'Problems',
  clear: 'Clear the list',
  goToLine: (line: number) => `Go to line ${line}`,
  failedAt: (name: string, line: number) => `Failed in ${name}, line ${line}`,
  count: (count: number) => `${count} ${count === 1 ? 'problem' : 'problems'}`,
};

export type ProblemsMessages = typeof en;
