// What the page has to say that belongs to no panel: failures with sentence, cause and next step, and short remarks.
// Words are made when they are shown, so that they follow the language.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAbortError } from '../../src-shared/lib/abort.ts';
import type { Explanation } from '../../src-shared/contract/errors/describe-problem.ts';
import { toProblem, type Problem } from '../../src-shared/rpc/problem.ts';
import type { Language, Text } from './language.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a notice says: a problem always has a cause and a next step, a remark may have neither. */
export type NoticeText = Pick<Explanation, 'sentence'> & {
  readonly [Part in 'cause' | 'nextStep']?: string | undefined;
};

export interface NoticeAction {
  readonly label: Text;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly severity: Severity;
  /** Wall-clock milliseconds. */
  readonly atMs: number;
  readonly content: { readonly problem: Problem } | { readonly say: (language: Language) => NoticeText };
  readonly action: NoticeAction | undefined;
  /** What failed, such as "camera": a later success solves the notice. */
  readonly topic: string | undefined;
  readonly solved: boolean;
}

export interface NoticesState {
  /** On screen now, oldest first. */
  readonly shown: readonly Notice[];
  /** Unsolved ones of this session, newest first; at most `historyLimit`. */
  readonly history: readonly Notice[];
  /** Says a failure. A cancelled call is not a failure. */
  readonly fail: (error: unknown, action?: NoticeAction, topic?: string) => void;
  readonly problem: (problem: Problem, action?: NoticeAction, topic?: string) => void;
  /** What failed before works now. */
  readonly solve: (topic: string) => void;
  readonly remark: (severity: Severity, say: (language: Language) => NoticeText, action?: NoticeAction) => void;
  readonly dismiss: (id: number) => void;
  readonly clearHistory: () => void;
}

export type NoticesStore = StoreApi<NoticesState>;

const shownLimit = 4;
const historyLimit = 200;

export function createNoticesStore(wallClock: () => number = Date.now): NoticesStore {
  let lastId = 0;
  return createStore<NoticesState>()((set, get) => {
    const add = ({
      topic,
      ...rest
    }: Pick<Notice, 'severity' | 'content' | 'action'> & { topic?: string | undefined }): void => {
      const notice: Notice = { id: (lastId += 1), atMs: wallClock(), topic, solved: false, ...rest };
      set(({ shown, history }) => ({
        // The same failure again replaces its older notice instead of piling up.
        shown: [...shown.filter((each) => !isSame(each, notice)), notice].slice(-shownLimit),
        history: [notice, ...history.filter((each) => !isSame(each, notice))].slice(0, historyLimit),
      }));
    };
    return {
      shown: [],
      history: [],
      fail(error, action, topic) {
        if (isAbortError(error)) return;
        const problem = toProblem(error, wallClock());
        if (problem.code === 'cancelled') return;
        if (problem.code === 'internal') console.error(error);
        get().problem(problem, action, topic);
      },
      problem: (problem, action, topic) => add({ severity: 'error', content: { problem }, action, topic }),
      remark: (severity, say, action) => add({ severity, content: { say }, action }),
      solve: (topic) =>
        set(({ shown, history }) => {
          const concerns = (notice: Notice): boolean => notice.topic === topic && !notice.solved;
          if (!history.some(concerns) && !shown.some(concerns)) return {};
          return {
            shown: shown.map((each) => (concerns(each) ? { ...each, solved: true } : each)),
            history: history.filter((each) => !concerns(each)),
          };
        }),
      dismiss: (id) => set(({ shown }) => ({ shown: shown.filter((each) => each.id !== id) })),
      clearHistory: () => set({ history: [] }),
    };
  });
}

function isSame(a: Notice, b: Notice): boolean {
  return (
    'problem' in a.content &&
    'problem' in b.content &&
    a.content.problem.code === b.content.problem.code &&
    a.content.problem.message === b.content.problem.message
  );
}
