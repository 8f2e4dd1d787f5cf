// The examples by folder, in the chosen language. Choosing one opens it as a new document.

import { useCallback, useEffect, useState } from 'react';
import { Button, EmptyState } from '../../components/index.ts';
import { Tree } from '../../components/Tree.tsx';
import '../../components/panel.css';
import type { ExampleEntry } from '../../../src-shared/contract/files.ts';
import { useLanguage, useStores, useMessages } from '../../state/stores-context.ts';
import { exampleRows } from './example-rows.ts';
import { examplesMessages } from './messages.ts';
import { sharedMessages } from '../../state/messages.ts';

export function Examples(): React.ReactElement {
  const words = useMessages(examplesMessages);
  const shared = useMessages(sharedMessages);
  const language = useLanguage();
  const { files, notices, commands } = useStores();
  const [examples, setExamples] = useState<readonly ExampleEntry[]>();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());

  const read = useCallback(() => {
    files.examples().then(setExamples, (error: unknown) => {
      setExamples([]);
      notices.getState().fail(error);
    });
  }, [files, notices]);

  useEffect(read, [read]);

  const toggle = (folder: string): void =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(folder)) next.add(folder);
      return next;
    });

  return (
    <section className="panel" aria-label={words.panel}>
      <header className="panel-header">
        <h2 className="panel-title">{words.panel}</h2>
      </header>
      <div className="panel-body">
        {examples?.length === 0 && (
          <EmptyState icon="examples" text={words.none}>
            <Button label={shared.common.retry} onPress={read} />
          </EmptyState>
        )}
        <Tree
          label={words.tree}
          rows={exampleRows(examples ?? [], language, closed)}
          onToggle={toggle}
          onChoose={(id) => void files.openExample(id).then(() => commands.run('editor.focus'))}
        />
      </div>
    </section>
  );
}
