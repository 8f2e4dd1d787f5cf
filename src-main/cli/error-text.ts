// Failures in words for a terminal: three lines, and the same as data for --json.
// The words are those of src-shared/contract/errors, in the variant for the command line.

import { describeProblem, type Explanation } from '../../src-shared/contract/errors/describe-problem.ts';
import type { ErrorLanguage } from '../../src-shared/contract/errors/define-errors.ts';
import { toProblem, type Problem } from '../../src-shared/rpc/problem.ts';

export type ExplainedError = Explanation & Pick<Problem, 'code' | 'message' | 'data'>;

/** Puts any error into words. An error without a code keeps its technical message as the cause. */
export function explainError(error: unknown, language: ErrorLanguage = 'en'): ExplainedError {
  const problem = reasonOf(toProblem(error));
  const { message, data } = problem;
  const code = problem.code === 'internal' ? 'unexpected' : problem.code;
  return { ...describeProblem(problem, language, 'cli'), code, message, data };
}

/** A command connects by itself: that the camera is gone only matters with the reason why it went. */
function reasonOf(problem: Problem): Problem {
  return problem.code === 'not-connected' && problem.cause !== undefined ? problem.cause : problem;
}

const labels = { en: { cause: 'cause', hint: 'hint' }, zh: { cause: '原因', hint: '建议' } } as const;

/** "error [port-busy]: sentence", and a line each for the cause and the next step. */
export function errorText({ code, sentence, cause, nextStep }: ExplainedError, language: ErrorLanguage = 'en'): string {
  const label = labels[language];
  return `error [${code}]: ${sentence}\n  ${label.cause}: ${cause}\n  ${label.hint}: ${nextStep}`;
}
