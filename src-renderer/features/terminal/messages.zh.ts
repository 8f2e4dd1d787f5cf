import type { TerminalMessages } from './messages.en.ts';

export const zh: TerminalMessages = {
  panel: '终端',
  clear: '清空终端',
  copy: '复制所选内容',
  copyAll: '全部复制',
  find: '在终端中查找',
  findNext: '下一个',
  findPrevious: '上一个',
  noMatch: '没有匹配',
  lost: (count) => `[此处丢失了 ${count} 字节]`,
  skipped: (count) => `[${count} 字节来得太快，未能显示]`,
  runStarts: (name) => `── ${name} ──`,
  output: '脚本输出的文本',
  commands: {
    clear: '清空终端',
    find: '在终端中查找',
    copy: '复制终端文本',
  },
};
