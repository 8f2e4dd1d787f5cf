// What the camera is called: typed here, shown wherever cameras are chosen.

import { useState } from 'react';
import type { CameraEntry } from '../../../src-shared/contract/camera.ts';
import { useStores, useStrings } from '../../state/stores-context.ts';

const longestName = 60;

/** Mounted anew for each camera and each name that comes from elsewhere. */
export function CameraName({ entry }: { readonly entry: CameraEntry }): React.ReactElement {
  const words = useStrings().camera;
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
          placeholder={entry.givenName === undefined ? entry.name : words.nameHint}
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
        />
      </label>
    </form>
  );
}
