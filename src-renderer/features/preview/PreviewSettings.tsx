import { SettingRow } from '../../components/index.ts';
import { useMessages } from '../../state/stores-context.ts';
import { previewMessages } from './messages.ts';
import { useStreamSettings } from './use-stream-settings.ts';

/** The preview's part of the settings dialog. */
export function PreviewSettings(): React.ReactElement {
  const words = useMessages(previewMessages);
  const { settings, change } = useStreamSettings();
  return (
    <SettingRow label={words.compatible}>
      <input
        type="checkbox"
        checked={settings?.compatible === true}
        disabled={settings === undefined}
        onChange={(event) => change({ compatible: event.target.checked })}
      />
    </SettingRow>
  );
}
