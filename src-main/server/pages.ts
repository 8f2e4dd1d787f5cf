// The pages that the server shows instead of Viewfinder: one sentence and one next step, in the language of the browser.

import type { Refusal } from './gate.ts';

type Language = 'en' | 'zh';
type Notice = Readonly<Record<Language, readonly [sentence: string, nextStep: string]>> & { readonly status: number };

export type NoticeKind = Refusal | 'not-found' | 'not-built' | 'bad-method' | 'too-many-pages' | 'failed';

const notices: Readonly<Record<NoticeKind, Notice>> = {
  'wrong-token': {
    status: 401,
    en: [
      'This link is missing the access token, or the token has expired.',
      'Open the full address printed in the terminal, including "?token=…".',
    ],
    zh: ['链接中缺少访问令牌（token），或令牌已失效。', '请打开终端中显示的完整链接（包括 ?token= 之后的部分）。'],
  },
  'too-many-wrong-tokens': {
    status: 429,
    en: ['Too many failed attempts.', 'Open the full address printed in the terminal: the right token always works.'],
    zh: ['错误次数过多。', '请打开终端中显示的完整链接：正确的令牌始终有效。'],
  },
  'wrong-host': {
    status: 403,
    en: ['Viewfinder does not accept requests for this host name.', 'Open the address printed in the terminal.'],
    zh: ['不能用此域名访问。', '请使用启动时显示的链接。'],
  },
  'wrong-origin': {
    status: 403,
    en: ['A request from another website was blocked.', 'Use Viewfinder from its own page.'],
    zh: ['已阻止来自其他网站的请求。', '请在 Viewfinder 自己的页面中使用它。'],
  },
  'not-found': {
    status: 404,
    en: ['Page not found.', 'Open the start page.'],
    zh: ['页面不存在。', '请打开起始页。'],
  },
  'not-built': {
    status: 503,
    en: [
      'The user interface has not been built yet.',
      'Run "npm run build" in the Viewfinder folder, then reload this page.',
    ],
    zh: ['界面尚未构建。', '请在 Viewfinder 目录运行 npm run build，然后刷新此页面。'],
  },
  'too-many-pages': {
    status: 503,
    en: ['Too many Viewfinder pages are open.', 'Close one of them, then reload this page.'],
    zh: ['打开的 Viewfinder 页面过多。', '请关闭其中一个，然后刷新此页面。'],
  },
  failed: {
    status: 500,
    en: ['Viewfinder could not read a file of this page.', 'Reload this page. If it fails again, restart Viewfinder.'],
    zh: ['Viewfinder 无法读取此页面的文件。', '请刷新此页面。如果再次失败，请重新启动 Viewfinder。'],
  },
  'bad-method': {
    status: 405,
    en: ['This request method is not supported.', 'Open the start page.'],
    zh: ['不支持此请求方法。', '请打开起始页。'],
  },
};

export const noticeKinds = Object.keys(notices) as readonly NoticeKind[];

export function noticeStatus(kind: NoticeKind): number {
  return notices[kind].status;
}

/** The page for a browser that prefers these languages. */
export function noticePage(kind: NoticeKind, acceptLanguage: string | undefined): string {
  const language = preferredLanguage(acceptLanguage);
  const [sentence, nextStep] = notices[kind][language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Viewfinder</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style></head>
<body><h1>Viewfinder</h1><p>${sentence}</p><p>${nextStep}</p><p><small>${kind}</small></p></body></html>`;
}

/** Of the languages that we have, the one with the highest weight in an Accept-Language header; English if there is none. */
export function preferredLanguage(acceptLanguage = ''): Language {
  let best: { readonly language: Language; readonly weight: number } = { language: 'en', weight: 0 };
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const [, primary, quality = '1'] = /^\s*(en|zh)\b[^;]*(?:;\s*q=([\d.]+))?/.exec(range) ?? [];
    const weight = Number(quality);
    if (primary !== undefined && weight > best.weight) best = { language: primary as Language, weight };
  }
  return best.language;
}
