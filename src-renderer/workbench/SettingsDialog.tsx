import { Button, Dialog, SettingRow } from '../components/index.ts';
import { Select } from '../components/Select.tsx';
import { useSettings, useStores, useMessages } from '../state/stores-context.ts';
import type { Feature } from '../state/define-feature.ts';
import './settings.css';
import { sharedMessages } from '../state/messages.ts';
import { workbenchMessages } from './messages.ts';

/** Everything that can be set; a change works at once. */
export function SettingsDialog({ features }: { readonly features: readonly Feature[] }): React.ReactElement {
  const words = useMessages(workbenchMessages).settings;
  const shared = useMessages(sharedMessages);
  const { dialogs } = useStores();
  const settings = useSettings((state) => state.settings);
  const info = useSettings((state) => state.info);
  const change = useSettings((state) => state.change);
  // A page in a browser is as new as the host that serves it.
  const switches = [
    'autoConnect',
    'autoReconnect',
    'stopOnConnect',
    ...(info?.shell === 'electron' ? (['checkForUpdates'] as const) : []),
  ] as const;
  const close = (): void => dialogs.getState().setSettingsOpen(false);

  return (
    <Dialog
      title={words.title}
      onClose={close}
      footer={<Button label={shared.common.close} kind="primary" focusFirst onPress={close} />}
    >
      <div className="settings">
        <Choice
          label={words.theme}
          value={settings.theme}
          options={words.themes}
          onChange={(theme) => void change({ theme })}
        />
        <Choice
          label={words.language}
          value={settings.language}
          options={words.languages}
          onChange={(language) => void change({ language })}
        />
        {switches.map((name) => (
          <SettingRow key={name} label={words[name]}>
            <input
              type="checkbox"
              checked={settings[name]}
              onChange={(event) => void change({ [name]: event.target.checked })}
            />
          </SettingRow>
        ))}
        {features.map(({ id, settings: Part }) => Part !== undefined && <Part key={id} />)}
        {info !== undefined && <p className="settings-version">{words.version(info.version)}</p>}
      </div>
    </Dialog>
  );
}

function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}): React.ReactElement {
  return (
    <SettingRow label={props.label}>
      <Select
        label={props.label}
        value={props.value}
        options={Object.entries<string>(props.options).map(([value, label]) => ({ value, label }))}
        onChange={(value) => props.onChange(value as Value)}
      />
    </SettingRow>
  );
}
