// A failure in words: one sentence, one cause, one next step. Used by the page and by the command line alike.

import { isErrorCode } from './error-codes.ts';
import type { ErrorDictionary } from './error-words.ts';
import { englishWords } from './error-words-en.ts';
import { chineseWords } from './error-words-zh.ts';
import type { Problem } from './problem.ts';

export type ErrorLanguage = 'en' | 'zh';

export interface ProblemText {
  /** What happened. */
  readonly sentence: string;
  /** Why. */
  readonly cause: string;
  /** What to do about it. */
  readonly nextStep: string;
}

const dictionaries: Readonly<Record<ErrorLanguage, ErrorDictionary>> = { en: englishWords, zh: chineseWords };

/** Words for a failure. An unknown code keeps its technical message as the cause. */
export function describeProblem(problem: Problem, language: ErrorLanguage): ProblemText {
  const facts = { code: problem.code, message: problem.message, ...problem.facts };
  const entry = dictionaries[language][isErrorCode(problem.code) ? problem.code : 'unknown'];
  const words = 'words' in entry ? (entry.variants.find(({ when }) => when(facts))?.words ?? entry.words) : entry;
  const [sentence, cause, nextStep] = words;
  return { sentence: fill(sentence, facts), cause: fill(cause, facts), nextStep: fill(nextStep, facts) };
}

function fill(template: string, facts: Problem['facts']): string {
  // Braces without a fact stay: a udev rule has some of its own.
  return template.replace(/\{(\w+)(?:\|([^}]*))?\}/g, (all, name: string, missing: string | undefined) =>
    String((Object.hasOwn(facts, name) ? facts[name] : undefined) ?? missing ?? all),
  );
}
