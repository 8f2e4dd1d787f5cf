// The failed line of the last run, and everything that failed in this session.

import { useStore } from 'zustand';
import { Button, EmptyState, Icon, IconButton } from '../../components/index.ts';
import '../../components/panel.css';
import { describeProblem } from '../../../src-shared/contract/error-text.ts';
import type { Notice } from '../../state/notices.ts';
import { useDocuments, useLanguage, useScript, useStores, useStrings } from '../../state/stores-context.ts';
import './problems.css';

export function Problems(): React.ReactElement {
  const strings = useStrings();
  const { notices } = useStores();
  const history = useStore(notices, (state) => state.history);
  const traceback = useScript((state) => state.traceback);
  const failures = history.filter((each) => each.severity !== 'info');

  if (failures.length === 0 && traceback === undefined) return <EmptyState icon="check" text={strings.problems.none} />;
  return (
    <section className="panel" aria-label={strings.problems.panel}>
      {failures.length > 0 && (
        <div className="problems-tools">
          <IconButton icon="clear" label={strings.problems.clear} onPress={() => notices.getState().clearHistory()} />
        </div>
      )}
      <ul className="panel-body problems" aria-label={strings.problems.list}>
        {traceback !== undefined && <TracebackItem />}
        {failures.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}

function TracebackItem(): React.ReactElement | null {
  const strings = useStrings();
  const { documents } = useStores();
  const traceback = useScript((state) => state.traceback);
  const run = useScript((state) => state.lastRun);
  const document = useDocuments(({ list }) => list.find((each) => each.id === run?.document));
  if (traceback === undefined) return null;
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
        {document !== undefined && (
          <p className="problem-more">{strings.script.failedAt(document.name, traceback.line)}</p>
        )}
      </div>
      {document !== undefined && traceback.line > 0 && (
        <Button
          label={strings.problems.goToLine(traceback.line)}
          onPress={() => documents.getState().revealLine(document.id, traceback.line)}
        />
      )}
    </li>
  );
}

function NoticeItem({ notice }: { readonly notice: Notice }): React.ReactElement {
  const strings = useStrings();
  const language = useLanguage();
  const { content } = notice;
  const words = 'say' in content ? content.say(strings) : describeProblem(content.problem, language);
  return (
    <li className="problem">
      <span className={`problem-${notice.severity}`}>
        <Icon name={notice.severity === 'error' ? 'error' : 'problems'} />
      </span>
      <div className="problem-text">
        <p>{words.sentence}</p>
        {words.cause !== undefined && <p className="problem-more">{words.cause}</p>}
        {words.nextStep !== undefined && <p className="problem-more">{words.nextStep}</p>}
        {'problem' in content && <p className="problem-more">{strings.notices.code(content.problem.code)}</p>}
      </div>
      <time className="problem-time" dateTime={new Date(notice.atMs).toISOString()}>
        {new Date(notice.atMs).toLocaleTimeString(language)}
      </time>
    </li>
  );
}
