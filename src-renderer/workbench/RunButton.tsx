import { Button } from '../components/index.ts';
import { ariaBinding, displayBinding } from '../state/key-binding.ts';
import { useCamera, useDocuments, useIsLinked, useScript, useStores, useStrings } from '../state/stores-context.ts';

/** Runs the document in front, or stops what runs. */
export function RunButton(): React.ReactElement {
  const strings = useStrings();
  const { commands } = useStores();
  const isLinked = useIsLinked();
  const pending = useScript((state) => state.pending);
  const isRunning = useCamera(({ status }) => status.state === 'running');
  const hasDocument = useDocuments(({ activeId }) => activeId !== undefined);
  const keys = { title: displayBinding('Mod+R'), keyShortcuts: `${ariaBinding('Mod+R')} F5` };

  if (pending === 'stop')
    return <Button label={strings.script.stopping} icon="stop" disabled onPress={() => undefined} />;
  if (isRunning) {
    return (
      <Button
        label={strings.script.stop}
        icon="stop"
        kind="danger"
        disabled={!isLinked}
        {...keys}
        onPress={() => commands.run('script.toggle')}
      />
    );
  }
  return (
    <Button
      label={pending === 'run' ? strings.script.starting : strings.script.run}
      icon="run"
      kind="ok"
      disabled={pending === 'run' || !hasDocument || !isLinked}
      {...keys}
      onPress={() => commands.run('script.toggle')}
    />
  );
}
