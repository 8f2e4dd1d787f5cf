// Failures in words, on one line. The words are the contract's, as in the page; only what the command line alone can
// get wrong has its words here.

import { describeProblem, type ProblemText } from '../../src-shared/contract/error-text.ts';
import { CodedError } from '../../src-shared/lib/coded-error.ts';
import { CliError, type CliErrorCode } from './cli-error.ts';

export interface ExplainedError extends ProblemText {
  readonly code: string;
  /** The technical message. */
  readonly message: string;
  readonly facts: CodedError['facts'];
}

const ownWords: Readonly<Record<CliErrorCode, (error: CliError) => ProblemText>> = {
  usage: ({ message }) => ({
    sentence: 'The command was not understood.',
    cause: `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?)]$/.test(message) ? '' : '.'}`,
    nextStep: 'See "viewfinder --help", or "viewfinder COMMAND --help".',
  }),
  'no-frame': () => ({
    sentence: 'No picture came from the camera.',
    cause: 'The script took none, or the camera has no sensor.',
    nextStep: 'Run a script that calls snapshot().',
  }),
  'no-script': () => ({
    sentence: 'No script runs on the camera.',
    cause: 'It has ended, or none was started.',
    nextStep: 'Start one with "viewfinder run FILE", or give the camera a main.py and reset it.',
  }),
};

/** Puts any error into words. An error without a known code keeps its technical message as the cause. */
export function explainError(error: unknown): ExplainedError {
  const message = error instanceof Error ? error.message : String(error);
  const { code, facts } = error instanceof CodedError ? error : { code: 'unexpected', facts: {} };
  const words =
    error instanceof CliError ? ownWords[error.code](error) : describeProblem({ code, message, facts }, 'en');
  return { ...words, code, message, facts };
}

/** "error [port-busy]: sentence cause next step" */
export function errorLine(error: ExplainedError): string {
  return `error [${error.code}]: ${error.sentence} ${error.cause} ${error.nextStep}`;
}
