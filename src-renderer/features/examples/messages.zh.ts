import type { ExamplesMessages } from './messages.en.ts';

export const zh: ExamplesMessages = {
  panel: '示例',
  tree: '示例',
  none: '没有示例。',
};
