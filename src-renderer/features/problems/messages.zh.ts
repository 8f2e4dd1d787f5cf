import type { ProblemsMessages } from './messages.en.ts';

export const zh: ProblemsMessages = {
  panel: '问题',
  none: '没有出现问题。',
  list: '问题',
  clear: '清空列表',
  goToLine: (line) => `转到第 ${line} 行`,
  failedAt: (name, line) => `${name} 第 ${line} 行出错`,
  count: (count) => `${count} 个问题`,
};
