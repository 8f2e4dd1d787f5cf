import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button, Icon, IconButton } from '../components/index.ts';
import { describeProblem } from '../../src-shared/contract/error-text.ts';
import type { Notice } from '../state/notices.ts';
import { useLanguage, useStores, useStrings } from '../state/stores-context.ts';
import './notifications.css';

/** Notes go by themselves; warnings and errors stay until they are dismissed or acted on. */
const noteShownMs = 6000;

export function Notifications(): React.ReactElement {
  const strings = useStrings();
  const { notices } = useStores();
  const shown = useStore(notices, (state) => state.shown);
  return (
    <section className="notifications" aria-label={strings.notices.region} aria-live="polite">
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }): React.ReactElement {
  const strings = useStrings();
  const language = useLanguage();
  const { notices } = useStores();
  const { content, action, severity, id } = notice;
  const words = 'say' in content ? content.say(strings) : describeProblem(content.problem, language);

  useEffect(() => {
    if (severity !== 'info') return undefined;
    const timer = setTimeout(() => notices.getState().dismiss(id), noteShownMs);
    return () => clearTimeout(timer);
  }, [severity, id, notices]);

  return (
    <article
      className="notice"
      data-severity={severity}
      data-code={'problem' in content ? content.problem.code : undefined}
      role={severity === 'error' ? 'alert' : 'status'}
    >
      <span className="notice-icon">
        <span className="visually-hidden">{strings.notices[severity]}</span>
        <Icon name={severity === 'error' ? 'error' : severity === 'warning' ? 'problems' : 'info'} size={18} />
      </span>
      <div className="notice-text">
        <p className="notice-sentence">{words.sentence}</p>
        {words.cause !== undefined && <p>{words.cause}</p>}
        {words.nextStep !== undefined && <p>{words.nextStep}</p>}
        {'problem' in content && <p className="notice-code">{strings.notices.code(content.problem.code)}</p>}
        {action !== undefined && (
          <div className="notice-actions">
            <Button
              label={action.label(strings)}
              onPress={() => {
                notices.getState().dismiss(id);
                action.run();
              }}
            />
          </div>
        )}
      </div>
      <IconButton icon="close" label={strings.common.dismiss} onPress={() => notices.getState().dismiss(id)} />
    </article>
  );
}
