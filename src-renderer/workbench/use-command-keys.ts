import { useEffect } from 'react';
import { isEnabled } from '../state/commands.ts';
import { useStores } from '../state/stores-context.ts';

/** Runs the command of a key before anything in the page sees the key; the browser's own use of it is prevented. */
export function useCommandKeys(): void {
  const { commands } = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // While an input method composes, keys belong to it.
      if (event.isComposing) return;
      const command = commands.forKey(event);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      // A dialog waits for its answer first.
      const isAsking = document.querySelector('.dialog') !== null;
      if (!event.repeat && !isAsking && isEnabled(command)) command.run();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [commands]);
}
