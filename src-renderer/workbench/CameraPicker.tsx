// The chosen camera and its state; opens the list of cameras and a field for an address.

import { useEffect, useRef, useState } from 'react';
import { Button, Icon, Popover } from '../components/index.ts';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import { describeEntry } from '../../src-shared/device/words.ts';
import { sharedMessages } from '../state/messages.ts';
import { useCamera, useIsLinked, useLanguage, useMessages, useStores } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';

export function CameraPicker(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const shared = useMessages(sharedMessages);
  const [open, setOpen] = useState(false);
  const status = useCamera((state) => state.status);
  const chosenId = useCamera((state) => state.chosenId);
  const list = useCamera((state) => state.list);
  const language = useLanguage();
  const chosen = status.entry?.id === chosenId ? status.entry : list.find((each) => each.id === chosenId);
  const name = chosen === undefined ? chosenId : describeEntry(chosen, language).name;

  // While the host does not answer its last word is old.
  const isLinked = useIsLinked();
  const state = isLinked ? shared.camera.states[status.state] : shared.camera.unknownState;

  const trigger = (
    <button type="button" className="picker-button" aria-label={`${words.camera.picker}: ${name}, ${state}`}>
      <span className="state-dot" data-state={isLinked ? status.state : 'unknown'} aria-hidden="true" />
      <span className="picker-name">{name}</span>
      <span className="picker-state">{state}</span>
      <Icon name="chevronDown" size={12} />
    </button>
  );
  return (
    <div className="picker">
      <Popover open={open} onOpenChange={setOpen} label={words.camera.pickerTitle} trigger={trigger}>
        <CameraChoice onDone={() => setOpen(false)} />
      </Popover>
    </div>
  );
}

function CameraChoice({ onDone }: { readonly onDone: () => void }): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { camera } = useStores();
  const list = useCamera((state) => state.list);
  const chosenId = useCamera((state) => state.chosenId);
  const popup = useRef<HTMLDivElement>(null);
  const [address, setAddress] = useState('');
  const likely = list.filter((each) => each.likely);
  const others = list.filter((each) => !each.likely);

  useEffect(() => {
    void camera.getState().refreshList();
    const options = popup.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [];
    ([...options].find((each) => each.ariaSelected === 'true') ?? options[0])?.focus();
  }, [camera]);

  const connect = (cameraId: string): void => {
    onDone();
    void camera.getState().connect(cameraId);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const options = [...(popup.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const index = options.findIndex((each) => each === document.activeElement);
    if (index < 0) return;
    event.preventDefault();
    options[index + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  };

  return (
    <div ref={popup}>
      {list.length === 0 && <p className="popup-note">{words.camera.noCameras}</p>}
      <div role="listbox" aria-label={words.camera.picker} onKeyDown={onKeyDown} tabIndex={-1}>
        {likely.map((entry) => (
          <CameraOption key={entry.id} entry={entry} chosen={entry.id === chosenId} onChoose={connect} />
        ))}
        {others.length > 0 && (
          <div role="group" aria-label={words.camera.others}>
            <p className="popup-title">{words.camera.others}</p>
            {others.map((entry) => (
              <CameraOption key={entry.id} entry={entry} chosen={entry.id === chosenId} onChoose={connect} />
            ))}
          </div>
        )}
      </div>
      <form
        className="popup-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') connect(address.trim());
        }}
      >
        <input
          className="text-input"
          aria-label={words.camera.address}
          placeholder={words.camera.addressHint}
          value={address}
          spellCheck={false}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button
          label={words.camera.connectAddress}
          disabled={address.trim() === ''}
          onPress={() => connect(address.trim())}
        />
      </form>
    </div>
  );
}

function CameraOption(props: {
  readonly entry: CameraEntry;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}): React.ReactElement {
  const { entry, chosen } = props;
  const { name, detail } = describeEntry(entry, useLanguage());
  return (
    <button
      type="button"
      role="option"
      aria-selected={chosen}
      className="popup-option"
      onClick={() => props.onChoose(entry.id)}
    >
      <Icon name={entry.kind === 'sim' ? 'preview' : entry.kind === 'serial' ? 'plug' : 'channels'} />
      <span className="popup-option-text">
        <span>{name}</span>
        <span className="popup-option-detail">{detail}</span>
      </span>
      {chosen && <Icon name="check" />}
    </button>
  );
}
