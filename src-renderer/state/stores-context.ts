import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { describeProblem, type Explanation } from '../../src-shared/contract/errors/describe-problem.ts';
import type { ErrorCode } from '../../src-shared/contract/errors/index.ts';
import { toProblem, type Problem } from '../../src-shared/rpc/problem.ts';
import type { Language, Messages } from './language.ts';
import type { CameraState } from './camera.ts';
import type { StoreFactory } from './feature-stores.ts';
import type { DocumentsState, OpenDocument } from './documents.ts';
import type { ScriptState } from './script.ts';
import { languageOf, type SettingsState } from './settings.ts';
import type { Stores } from './stores.ts';

const StoresContext = createContext<Stores | undefined>(undefined);

export const StoresProvider = StoresContext.Provider;

/** The state of the page; every component below the app has it. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === undefined) throw new Error('No StoresProvider above this component.');
  return stores;
}

export function useCamera<T>(select: (state: CameraState) => T): T {
  return useStore(useStores().camera, select);
}

export function useScript<T>(select: (state: ScriptState) => T): T {
  return useStore(useStores().script, select);
}

export function useDocuments<T>(select: (state: DocumentsState) => T): T {
  return useStore(useStores().documents, select);
}

export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useStores().settings, select);
}

/** False while the host is away: what needs it is not offered then. */
export function useIsLinked(): boolean {
  return useStore(useStores().link, ({ state }) => state === 'connected');
}

export function useActiveDocument(): OpenDocument | undefined {
  return useDocuments(({ list, activeId }) => list.find((each) => each.id === activeId));
}

export function useLanguage(): Language {
  return useSettings(languageOf);
}

/** The words of the chosen language. */
export function useMessages<Words>(messages: Messages<Words>): Words {
  return messages[useLanguage()];
}

/** The store that a feature made; the function that makes it names it. */
export function useFeatureStore<Store>(create: StoreFactory<Store>): Store {
  return useStores().features.get(create);
}

export interface Describe {
  /** Any error that a call rejected with. */
  readonly error: (error: unknown) => Explanation;
  readonly problem: (problem: Problem) => Explanation;
  /** A state that is not a failure here, in the words of a failure. */
  readonly code: (code: ErrorCode) => Explanation;
}

/** Failures in the language of the page: the one way from a problem to its words. */
export function useDescribe(): Describe {
  const language = useLanguage();
  return useMemo(
    () => ({
      error: (error) => describeProblem(toProblem(error), language),
      problem: (problem) => describeProblem(problem, language),
      code: (code) => describeProblem({ code, message: '', data: {} }, language),
    }),
    [language],
  );
}
