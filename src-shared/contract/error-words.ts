// What a language has to say about every error: error-words-en.ts, error-words-zh.ts.

import type { ErrorCode } from './error-codes.ts';
import type { Problem } from './problem.ts';

/** `{name}` is filled in from the facts of the failure; `{name|words}` has words for when that fact is missing. */
export type ErrorWords = readonly [sentence: string, cause: string, nextStep: string];
/** Variants come first when they match the facts; the last one always does. */
export interface ErrorVariant {
  readonly when: (facts: Problem['facts']) => boolean;
  readonly words: ErrorWords;
}
export type ErrorDictionary = Readonly<
  Record<ErrorCode | 'unknown', ErrorWords | { readonly variants: readonly ErrorVariant[]; readonly words: ErrorWords }>
>;
