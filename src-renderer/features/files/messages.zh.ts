import type { FilesMessages } from './messages.en.ts';

export const zh: FilesMessages = {
  panel: '文件',
  places: '位置',
  recent: '最近的文件',
  tree: '此计算机的文件',
  empty: '此文件夹为空。',
  noPlaces: '主机没有提供文件夹。',
};
