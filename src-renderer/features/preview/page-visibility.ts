import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { toDisposable } from '../../../src-shared/lib/disposable.ts';
import type { Listen } from '../../../src-shared/lib/emitter.ts';

/** Whether a person can see the page: false for a tab in the background and a minimized or covered window. */
export interface PageVisibility {
  readonly visible: boolean;
  readonly onChange: Listen<void>;
}

export const documentVisibility: PageVisibility = {
  get visible() {
    return document.visibilityState === 'visible';
  },
  onChange(listener): Disposable {
    const onChange = (): void => listener();
    document.addEventListener('visibilitychange', onChange);
    return toDisposable(() => document.removeEventListener('visibilitychange', onChange));
  },
};
