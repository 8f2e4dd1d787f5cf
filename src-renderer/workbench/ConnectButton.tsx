import { Button } from '../components/index.ts';
import { isConnected } from '../state/camera.ts';
import { ariaBinding, displayBinding } from '../state/key-binding.ts';
import { describeEntry } from '../../src-shared/device/words.ts';
import { sharedMessages } from '../state/messages.ts';
import { useCamera, useIsLinked, useLanguage, useMessages, useStores } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';
import { useHeldFocus } from './use-held-focus.ts';

/** Connects or disconnects; while it waits it says for what, and offers to give up. */
export function ConnectButton(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const shared = useMessages(sharedMessages);
  const { commands } = useStores();
  const isLinked = useIsLinked();
  const pending = useCamera((state) => state.pending);
  const status = useCamera((state) => state.status);
  const language = useLanguage();
  const chosenId = useCamera((state) => state.chosenId);
  const chosen = useCamera(({ list }) => list.find((each) => each.id === chosenId));
  const target = pending === 'connect' ? chosen : (status.entry ?? chosen);
  const name = target === undefined ? chosenId : describeEntry(target, language).name;

  // Another button takes the place of the pressed one.
  const place = useHeldFocus();

  if (pending === 'connect' || status.state === 'connecting') {
    return (
      <span className="waiting" ref={place}>
        <output className="waiting-text">
          <span className="spinner" aria-hidden="true" />
          {words.camera.connectingTo(name)}
        </output>
        <Button label={shared.common.cancel} leavesFocus onPress={() => commands.run('camera.cancel')} />
      </span>
    );
  }
  const connected = isConnected(status);
  return (
    <span ref={place}>
      <Button
        label={
          pending === 'disconnect'
            ? words.camera.disconnecting
            : connected
              ? words.camera.disconnect
              : shared.camera.connect
        }
        icon={connected ? 'unplug' : 'plug'}
        kind={connected ? 'plain' : 'primary'}
        busy={pending === 'disconnect'}
        disabled={!isLinked}
        leavesFocus
        title={displayBinding('Mod+E')}
        keyShortcuts={ariaBinding('Mod+E')}
        onPress={() => commands.run('camera.connect')}
      />
    </span>
  );
}
