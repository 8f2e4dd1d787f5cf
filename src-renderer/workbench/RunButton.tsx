import { Button } from '../components/index.ts';
import { ariaBinding, displayBinding } from '../state/key-binding.ts';
import { useCamera, useDocuments, useIsLinked, useScript, useStores, useMessages } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';

/** Runs the document in front, or stops what runs. */
export function RunButton(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { commands } = useStores();
  const isLinked = useIsLinked();
  const pending = useScript((state) => state.pending);
  const isRunning = useCamera(({ status }) => status.state === 'running');
  const hasDocument = useDocuments(({ activeId }) => activeId !== undefined);
  const keys = { title: displayBinding('Mod+R'), keyShortcuts: `${ariaBinding('Mod+R')} F5` };

  const stops = isRunning || pending === 'stop';
  const label = {
    run: words.script.starting,
    stop: words.script.stopping,
    none: stops ? words.script.stop : words.script.run,
  };
  // One button in all states: a click or a key on it must not lose the focus.
  return (
    <Button
      label={label[pending ?? 'none']}
      icon={stops ? 'stop' : 'run'}
      kind={stops ? 'danger' : 'ok'}
      busy={pending !== undefined}
      disabled={!isLinked || (!stops && !hasDocument)}
      leavesFocus
      {...keys}
      onPress={() => commands.run(stops ? 'script.stop' : 'script.run')}
    />
  );
}
