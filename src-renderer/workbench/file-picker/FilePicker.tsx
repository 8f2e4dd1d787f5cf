// A file dialog over the host's folders, for shells that have none.

import { Button, Dialog } from '../../components/index.ts';
import type { FilePick } from '../../state/dialogs.ts';
import { sharedMessages } from '../../state/messages.ts';
import { useDescribe, useMessages } from '../../state/stores-context.ts';
import { workbenchMessages } from '../messages.ts';
import { FileEntries } from './FileEntries.tsx';
import './file-picker.css';
import { FolderBar } from './FolderBar.tsx';
import { useFilePicker, type FilePickerModel } from './use-file-picker.ts';

export interface FilePickerProps {
  readonly pick: FilePick;
  /** Without a path: the dialog was closed. */
  readonly onAnswer: (path?: string) => void;
}

export function FilePicker({ pick, onAnswer }: FilePickerProps): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const picker = useFilePicker(pick, onAnswer);
  const saves = pick.mode === 'save';
  return (
    <Dialog
      shape="wide"
      title={saves ? words.saveTitle : words.openTitle}
      onClose={() => onAnswer()}
      footer={<Footer picker={picker} saves={saves} onCancel={() => onAnswer()} />}
    >
      <div className="file-picker">
        <FolderBar picker={picker} canCreate={saves} />
        <Failure error={picker.state.failure} />
        <FileEntries picker={picker} />
        {saves && <NameField picker={picker} />}
      </div>
    </Dialog>
  );
}

function Footer(props: {
  readonly picker: FilePickerModel;
  readonly saves: boolean;
  readonly onCancel: () => void;
}): React.ReactElement {
  const { common } = useMessages(sharedMessages);
  const { state, save } = props.picker;
  return (
    <>
      {props.saves && (
        <Button label={common.save} kind="primary" disabled={state.name.trim() === ''} onPress={() => void save()} />
      )}
      <Button label={common.cancel} onPress={props.onCancel} />
    </>
  );
}

function Failure({ error }: { readonly error: unknown }): React.ReactElement | null {
  const describe = useDescribe();
  if (error === undefined) return null;
  const { sentence, nextStep } = describe.error(error);
  return (
    <p className="file-picker-failure" role="alert">
      {`${sentence} ${nextStep}`}
    </p>
  );
}

function NameField({ picker }: { readonly picker: FilePickerModel }): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  return (
    <label className="field">
      {words.name}
      <input
        className="text-input"
        data-autofocus=""
        value={picker.state.name}
        spellCheck={false}
        onChange={(event) => picker.dispatch({ type: 'named', name: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void picker.save();
        }}
      />
    </label>
  );
}
