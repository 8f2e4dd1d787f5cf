import { useEffect } from 'react';
import { languageOf } from '../state/settings.ts';
import { useStores } from '../state/stores-context.ts';
import { menuCommands } from './commands/menu-commands.ts';

/** Keeps the menu of the desktop shell up to date: which commands there are, their words, and whether they can be run now. */
export function useShellMenu(): void {
  const { host, commands, settings, camera, script, documents, link } = useStores();
  useEffect(() => {
    if (settings.getState().info?.shell !== 'electron') return undefined;
    let sent = '';
    let frame = 0;
    const send = (): void => {
      const menu = menuCommands(commands.all(), languageOf(settings.getState()));
      const content = JSON.stringify(menu);
      if (content === sent) return;
      sent = content;
      host.app.showMenu({ commands: menu }).catch(() => (sent = ''));
    };
    // Many changes come together, at every key for example.
    const schedule = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(send);
    };
    schedule();
    const stores = [commands.store, settings, camera, script, documents, link];
    const subscriptions = stores.map((store) => store.subscribe(schedule));
    return () => {
      cancelAnimationFrame(frame);
      for (const unsubscribe of subscriptions) unsubscribe();
    };
  }, [host, commands, settings, camera, script, documents, link]);
}
