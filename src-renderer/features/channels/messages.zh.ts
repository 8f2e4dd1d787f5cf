import type { ChannelsMessages } from './messages.en.ts';

export const zh: ChannelsMessages = {
  panel: '通道',
  list: '相机的通道',
  none: '脚本现在没有通道。',
  fixed: (names) => `始终存在、供链路自身使用：${names}`,
  noneHint: '脚本可用 protocol.register 创建通道。',
  read: '读取',
  write: '写入',
  readable: '可读',
  writable: '可写',
  bytesRead: (count) => `${count} 字节`,
  nothingRead: '没有数据',
  asText: '文本',
  asHex: '十六进制',
  format: '显示为',
  toWrite: (name) => `写入 ${name} 的数据`,
  badHex: '十六进制须为成对的 0–9 和 A–F，例如“01 FF”。',
  readAlways: '每次事件时读取',
  lastEvent: (code, count) => `事件 ${code}（${count}）`,
};
