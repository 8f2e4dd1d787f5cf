import { Button, Dialog } from '../components/index.ts';
import { useSettings, useStores, useStrings } from '../state/stores-context.ts';
import { useStreamSettings } from '../state/use-stream-settings.ts';
import './settings.css';

/** Everything that can be set; a change works at once. */
export function SettingsDialog(): React.ReactElement {
  const strings = useStrings();
  const words = strings.settings;
  const { dialogs } = useStores();
  const settings = useSettings((state) => state.settings);
  const stream = useStreamSettings();
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
      footer={<Button label={strings.common.close} kind="primary" focusFirst onPress={close} />}
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
        <label className="setting">
          {words.fontSize}
          <input
            className="text-input"
            type="number"
            min={6}
            max={60}
            value={settings.editorFontSize}
            onChange={(event) => {
              const size = event.target.valueAsNumber;
              if (size >= 6 && size <= 60) void change({ editorFontSize: size });
            }}
          />
        </label>
        {switches.map((name) => (
          <label className="setting" key={name}>
            {words[name]}
            <input
              type="checkbox"
              checked={settings[name]}
              onChange={(event) => void change({ [name]: event.target.checked })}
            />
          </label>
        ))}
        <label className="setting">
          {words.compatible}
          <input
            type="checkbox"
            checked={stream.settings?.compatible === true}
            disabled={stream.settings === undefined}
            onChange={(event) => stream.change({ compatible: event.target.checked })}
          />
        </label>
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
    <label className="setting">
      {props.label}
      <select className="select" value={props.value} onChange={(event) => props.onChange(event.target.value as Value)}>
        {Object.entries<string>(props.options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
