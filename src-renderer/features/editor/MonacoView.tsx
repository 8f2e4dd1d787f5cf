import { useEffect, useRef } from 'react';
import { useSettings, useStores } from '../../state/stores-context.ts';
import { themeOf } from '../../state/settings.ts';
import { editorCommands } from './editor-commands.ts';
import { EditorSession } from './editor-session.ts';
import { applyMonacoTheme } from './monaco-theme.ts';

/** The text of the document in front. */
export function MonacoView(): React.ReactElement {
  const stores = useStores();
  const container = useRef<HTMLDivElement>(null);
  const theme = useSettings(themeOf);

  useEffect(() => {
    if (container.current === null) return undefined;
    const session = new EditorSession(stores, container.current);
    const commands = stores.commands.register(...editorCommands(session));
    return () => {
      commands.dispose();
      session.dispose();
    };
  }, [stores]);

  useEffect(() => applyMonacoTheme(theme), [theme]);

  return <div className="editor-text" id="editor-text" role="tabpanel" ref={container} />;
}
