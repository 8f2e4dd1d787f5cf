import { SettingRow } from '../../components/index.ts';
import { useMessages, useSettings } from '../../state/stores-context.ts';
import { fontSizes } from './document-commands.ts';
import { editorMessages } from './messages.ts';

/** The editor's part of the settings dialog. */
export function EditorSettings(): React.ReactElement {
  const words = useMessages(editorMessages);
  const size = useSettings((state) => state.settings.editorFontSize);
  const change = useSettings((state) => state.change);
  return (
    <SettingRow label={words.fontSize}>
      <input
        className="text-input"
        type="number"
        min={fontSizes.least}
        max={fontSizes.most}
        value={size}
        onChange={({ target: { valueAsNumber: next } }) => {
          if (next >= fontSizes.least && next <= fontSizes.most) void change({ editorFontSize: next });
        }}
      />
    </SettingRow>
  );
}
