// A problem in words: one sentence, one cause, one next step. Used by the page and by the command line.

import type { ErrorData } from '../../lib/coded-error.ts';
import type { Problem } from '../../rpc/problem.ts';
import type { Audience, ErrorEntry, ErrorLanguage } from './define-errors.ts';
import { fillIn } from './fill-in.ts';
import { errorEntries, isErrorCode } from './index.ts';

export interface Explanation {
  /** What happened. */
  readonly sentence: string;
  /** Why. */
  readonly cause: string;
  /** What to do about it. */
  readonly nextStep: string;
}

/** Words for a problem. An unknown code keeps its technical message as the cause. */
export function describeProblem(
  problem: Pick<Problem, 'code' | 'message' | 'data'>,
  language: ErrorLanguage,
  audience: Audience = 'page',
): Explanation {
  const entry: ErrorEntry = errorEntries[isErrorCode(problem.code) ? problem.code : 'unknown'];
  const wording = entry.variants?.find(({ when }) => when(problem.data)) ?? entry;
  const [sentence, cause, nextStep] = wording[language];
  const values = { ...valuesFor(problem.data, entry, language), code: problem.code, message: problem.message };
  return {
    sentence: fillIn(sentence, values),
    cause: fillIn(cause, values),
    nextStep: fillIn(audience === 'cli' ? (wording.cli?.[language] ?? nextStep) : nextStep, values),
  };
}

/** The data as a reader of the language sees it: sizes with units, lists and known terms in that language. */
function valuesFor(data: ErrorData, entry: ErrorEntry, language: ErrorLanguage): ErrorData {
  const { sizeBytes, limitBytes, expected } = data;
  const values: Record<string, string | number | boolean> = { ...data };
  if (typeof sizeBytes === 'number') values['size'] = sizeText(sizeBytes, language);
  if (typeof limitBytes === 'number') values['limitText'] = sizeText(limitBytes, language);
  if (language === 'en') return values;
  if (typeof expected === 'string') values['expected'] = expected.replaceAll(', ', '、');
  for (const [name, translations] of Object.entries(entry.chineseValues ?? {})) {
    const translation = translations[String(data[name])];
    if (translation !== undefined) values[name] = translation;
  }
  return values;
}

const mebibyte = 1024 * 1024;

function sizeText(bytes: number, language: ErrorLanguage): string {
  if (bytes > 0 && bytes % mebibyte === 0) return `${bytes / mebibyte} MB`;
  return language === 'zh' ? `${bytes} 字节` : `${bytes} bytes`;
}
