// Calls between page and host (src-shared/rpc/rpc-error.ts).

import { defineErrors, nextSteps } from './define-errors.ts';

export const rpcErrors = defineErrors({
  /** A message or its parameters do not have the agreed shape. Data: `where`, `reason`. */
  'bad-message': {
    en: [
      'The page and Viewfinder do not understand each other.',
      'A message did not have the agreed shape ({where|unknown place}).',
      'Reload the page. If it happens again, reinstall Viewfinder.',
    ],
    zh: [
      '页面与 Viewfinder 后台的消息格式不一致。',
      '一条消息不符合约定的格式（{where|位置未知}）。',
      '请刷新页面。如果再次出现，请重新安装 Viewfinder。',
    ],
  },
  /** The host has no such method. Data: `service`, `method`. */
  'unknown-method': {
    en: [
      'Viewfinder does not know this request.',
      'The page and the running Viewfinder have different versions.',
      'Reload the page.',
    ],
    zh: ['Viewfinder 后台不支持此请求。', '页面与后台版本不一致。', '请刷新页面。'],
  },
  /** More pending calls than a page needs. Data: `limit`. */
  'too-many-calls': {
    en: [
      'Too many requests at the same time.',
      'Viewfinder accepts {limit|a limited number} at a time.',
      'Wait a moment and try again.',
    ],
    zh: ['同时发出的请求太多。', '后台同时最多处理 {limit|有限} 个请求。', '请稍候再试。'],
  },
  /** Data: `sizeBytes`, `limitBytes`. */
  'message-too-large': {
    en: [
      'This is too much data for one message.',
      'It is {size|too long}; the limit is {limitText|shorter}.',
      'Move long text to a separate file, and keep the script smaller.',
    ],
    zh: [
      '一次发送的内容过多。',
      '内容大小为 {size|未知}，上限为 {limitText|更小}。',
      '请把长文本另存为文件，并缩短脚本。',
    ],
  },
  /** The page cancelled the call. */
  cancelled: {
    en: ['Cancelled.', 'You cancelled it, or a newer request replaced it.', 'Start it again if you need it.'],
    zh: ['已取消。', '已被您取消，或被新的操作取代。', '需要时请重新开始。'],
  },
  /** The connection between page and host closed before the answer arrived. */
  'connection-lost': {
    en: [
      'Connection to Viewfinder lost.',
      'Viewfinder exited, or the network failed.',
      'Wait until it is back, then try again. Your changes are kept.',
    ],
    zh: ['与 Viewfinder 后台的连接中断。', '后台已退出，或网络出现故障。', '请等它恢复后重试。代码不会丢失。'],
  },
  /** A defect of Viewfinder: something failed that has no code. */
  internal: {
    en: ['Internal error.', '{message}', nextSteps.report.en],
    zh: ['程序内部出错。', '{message}', nextSteps.report.zh],
    cli: nextSteps.reportFromShell,
  },
  /** Made by the page: the host did not come back in time, or refuses this page. */
  'host-unreachable': {
    en: [
      'Viewfinder is not responding.',
      'It has exited, or no longer accepts this page.',
      'Start Viewfinder again and open the address it prints. Your changes are kept.',
    ],
    zh: [
      'Viewfinder 后台没有响应。',
      '它已退出，或者不再接受此页面。',
      '请重新启动 Viewfinder，并打开新的链接。代码已保留。',
    ],
  },
});

export const otherErrors = defineErrors({
  /** Stands for every code that this version does not know. Data: `code`. */
  unknown: {
    en: ['Something went wrong ({code}).', '{message}', nextSteps.report.en],
    zh: ['出现问题（{code}）。', '{message}', nextSteps.report.zh],
    cli: nextSteps.reportFromShell,
  },
});
