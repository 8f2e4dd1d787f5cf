import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
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
