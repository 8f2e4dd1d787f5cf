// What the camera is called: typed here, shown wherever cameras are chosen.

import { useState } from 'react';
import { describeEntry } from '../../../src-shared/device/words.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { useLanguage, useMessages, useStores } from '../../state/stores-context.ts';
import { cameraMessages } from './messages.ts';

const longestName = 60;

/** Mounted anew for each camera and each name that comes from elsewhere. */
export function CameraName({ entry }: { readonly entry: CameraEntry }): React.ReactElement {
  const words = useMessages(cameraMessages);
  const language = useLanguage();
  const { camera } = useStores();
  const before = entry.givenName ?? '';
  const [name, setName] = useState(before);
  const save = (): void => {
    if (name.trim() !== before) void camera.getState().rename(entry.id, name);
  };
  return (
    <form
      className="camera-name"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label>
        {words.name}
        <input
          className="text-input"
          value={name}
          maxLength={longestName}
          placeholder={entry.givenName === undefined ? describeEntry(entry, language).name : words.nameHint}
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
        />
      </label>
    </form>
  );
}
