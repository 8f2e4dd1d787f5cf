import { describeEntry } from '../../../src-shared/device/words.ts';
import { StatusItem } from '../../components/index.ts';
import { isConnected } from '../../state/camera.ts';
import { sharedMessages } from '../../state/messages.ts';
import { useCamera, useIsLinked, useLanguage, useMessages, useStores } from '../../state/stores-context.ts';
import { cameraMessages } from './messages.ts';

/** State of the camera, and which one it is. */
export function CameraStatus(): React.ReactElement {
  const words = useMessages(cameraMessages);
  const shared = useMessages(sharedMessages).camera;
  const { commands } = useStores();
  const language = useLanguage();
  const status = useCamera((state) => state.status);
  const { identity, entry } = status;
  const show = (): void => void commands.run('view.camera');
  // While the host does not answer its last word is old.
  const isLinked = useIsLinked();
  const connected = isLinked && isConnected(status);
  const waits: Partial<Record<typeof status.state, string>> = shared.waits;
  return (
    <>
      <button type="button" className="status-item status-button" title={words.panel} onClick={show}>
        <span className="state-dot" data-state={isLinked ? status.state : 'unknown'} aria-hidden="true" />
        <output>{isLinked ? (waits[status.state] ?? shared.states[status.state]) : shared.unknownState}</output>
      </button>
      {connected && identity !== undefined && (
        <>
          <StatusItem text={identity.board} title={words.board} onPress={show} />
          {identity.sensors.length > 0 && <StatusItem text={identity.sensors.join(', ')} title={words.sensors} />}
          <StatusItem text={words.firmwareVersion(identity.firmware)} />
        </>
      )}
      {connected && entry !== undefined && <StatusItem text={entry.id} title={describeEntry(entry, language).detail} />}
    </>
  );
}
