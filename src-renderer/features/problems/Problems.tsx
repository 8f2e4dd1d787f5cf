// The failed line of the last run, and everything that failed in this session.

import { useStore } from 'zustand';
import { Button, EmptyState, Icon, IconButton } from '../../components/index.ts';
import '../../components/panel.css';
import { scriptName } from '../../../src-shared/text/uncaught-exception.ts';
import type { Notice } from '../../state/notices.ts';
import {
  useDescribe,
  useDocuments,
  useLanguage,
  useScript,
  useStores,
  useMessages,
} from '../../state/stores-context.ts';
import './problems.css';
import { problemsMessages } from './messages.ts';
import { sharedMessages } from '../../state/messages.ts';

export function Problems(): React.ReactElement {
  const words = useMessages(problemsMessages);
  const { notices } = useStores();
  const history = useStore(notices, (state) => state.history);
  const traceback = useScript((state) => state.traceback);
  const failures = history.filter((each) => each.severity !== 'info');

  if (failures.length === 0 && traceback === undefined) return <EmptyState icon="check" text={words.none} />;
  return (
    <section className="panel" aria-label={words.panel}>
      {failures.length > 0 && (
        <div className="problems-tools">
          <IconButton icon="clear" label={words.clear} onPress={() => notices.getState().clearHistory()} />
        </div>
      )}
      <ul className="panel-body problems" aria-label={words.list}>
        {traceback !== undefined && <TracebackItem />}
        {failures.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

function TracebackItem(): React.ReactElement | null {
  const words = useMessages(problemsMessages);
  const { documents } = useStores();
  const traceback = useScript((state) => state.traceback);
  const run = useScript((state) => state.lastRun);
  const document = useDocuments(({ list }) => list.find((each) => each.id === run?.document));
  if (traceback === undefined) return null;
  // Modules of the camera are not open here.
  const isOwn = traceback.file === scriptName;
  const name = isOwn ? document?.name : traceback.file;
  return (
    <li className="problem">
      <span className="problem-error">
        <Icon name="error" />
      </span>
      <div className="problem-text">
        <p>
          <strong>{traceback.type}</strong>
          {traceback.message !== '' && `: ${traceback.message}`}
        </p>
        {name !== undefined && <p className="problem-more">{words.failedAt(name, traceback.line)}</p>}
      </div>
      {document !== undefined && isOwn && traceback.line > 0 && (
        <Button
          label={words.goToLine(traceback.line)}
          onPress={() => documents.getState().revealLine(document.id, traceback.line)}
        />
      )}
    </li>
  );
}

function NoticeItem({ notice }: { readonly notice: Notice }): React.ReactElement {
  const shared = useMessages(sharedMessages);
  const language = useLanguage();
  const describe = useDescribe();
  const { content } = notice;
  const text = 'say' in content ? content.say(language) : describe.problem(content.problem);
  return (
    <li className="problem">
      <span className={`problem-${notice.severity}`}>
        <Icon name={notice.severity === 'error' ? 'error' : 'problems'} />
      </span>
      <div className="problem-text">
        <p>{text.sentence}</p>
        {text.cause !== undefined && <p className="problem-more">{text.cause}</p>}
        {text.nextStep !== undefined && <p className="problem-more">{text.nextStep}</p>}
        {'problem' in content && <p className="problem-more">{shared.notices.code(content.problem.code)}</p>}
      </div>
      <time className="problem-time" dateTime={new Date(notice.atMs).toISOString()}>
        {new Date(notice.atMs).toLocaleTimeString(language)}
      </time>
    </li>
  );
}
