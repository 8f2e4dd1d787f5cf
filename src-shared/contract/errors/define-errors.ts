// The form in which every layer writes its codes: documentation, English and Chinese side by side.
// A code without words in one of the languages does not compile.

import type { ErrorData } from '../../lib/coded-error.ts';

export const errorLanguages = ['en', 'zh'] as const;
export type ErrorLanguage = (typeof errorLanguages)[number];

/** Who reads it: the page has a list of cameras and a Save As, the command line has options and other commands. */
export type Audience = 'page' | 'cli';

/** `{name}` is replaced by a value of the problem's data; `{name|words}` has words for when it has no such value. */
export type Words = readonly [sentence: string, cause: string, nextStep: string];

export interface Wording extends Readonly<Record<ErrorLanguage, Words>> {
  /** The next step on the command line, if the page's does not help there. */
  readonly cli?: Readonly<Record<ErrorLanguage, string>>;
}

export interface ErrorEntry extends Wording {
  /** The first that matches the data is used instead. */
  readonly variants?: readonly (Wording & { readonly when: (data: ErrorData) => boolean })[];
  /** Words for values of the data, by name of the value. English has none: it shows the value itself. */
  readonly chineseValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function defineErrors<const Code extends string>(
  entries: Readonly<Record<Code, ErrorEntry>>,
): Readonly<Record<Code, ErrorEntry>> {
  return entries;
}

/** Next steps that several codes share. */
export const nextSteps = {
  replug: { en: 'Unplug the camera, plug it in again and connect.', zh: '请拔下相机，重新插上后再连接。' },
  report: {
    en: 'Try again. If it happens again, please report it with the contents of the Problems and Output panels.',
    zh: '请重试。如果再次出现，请附上“问题”和“脚本输出”面板中的内容反馈。',
  },
  reportFromShell: {
    en: 'Try again. If it happens again, please report it with this message.',
    zh: '请重试。如果再次出现，请附上此消息反馈。',
  },
  otherPort: {
    en: 'Choose another port with --port, or omit it to use any free port.',
    zh: '请用 --port 选择其他端口，或省略它以使用空闲端口。',
  },
} as const;
