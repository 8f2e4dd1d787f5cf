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

  if (pending === 'stop')
    return <Button label={words.script.stopping} icon="stop" disabled onPress={() => undefined} />;
  if (isRunning) {
    return (
      <Button
        label={words.script.stop}
        icon="stop"
        kind="danger"
        disabled={!isLinked}
        {...keys}
        onPress={() => commands.run('script.stop')}
      />
    );
  }
  return (
    <Button
      label={pending === 'run' ? words.script.starting : words.script.run}
      icon="run"
      kind="ok"
      disabled={pending === 'run' || !hasDocument || !isLinked}
      {...keys}
      onPress={() => commands.run('script.run')}
    />
  );
}
