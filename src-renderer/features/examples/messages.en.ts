export const en = {
  panel: 'Examples',
  tree: 'Examples',
  none: 'There are no examples.',
};

export type ExamplesMessages = typeof en;
