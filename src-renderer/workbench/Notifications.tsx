import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button, Icon, IconButton } from '../components/index.ts';
import type { Notice } from '../state/notices.ts';
import { useDescribe, useLanguage, useStores, useMessages } from '../state/stores-context.ts';
import './notifications.css';
import { sharedMessages } from '../state/messages.ts';
import { workbenchMessages } from './messages.ts';

/** Notes go by themselves; warnings and errors stay until they are dismissed or acted on. */
const noteShownMs = 6000;

export function Notifications(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { notices } = useStores();
  const shown = useStore(notices, (state) => state.shown);
  return (
    <section className="notifications" aria-label={words.notices.region} aria-live="polite">
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const shared = useMessages(sharedMessages);
  const language = useLanguage();
  const describe = useDescribe();
  const { notices } = useStores();
  const { content, action, severity, id } = notice;
  const text = 'say' in content ? content.say(language) : describe.problem(content.problem);

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
        <span className="visually-hidden">{words.notices[severity]}</span>
        <Icon name={severity === 'error' ? 'error' : severity === 'warning' ? 'problems' : 'info'} size={18} />
      </span>
      <div className="notice-text">
        <p className="notice-sentence">{text.sentence}</p>
        {text.cause !== undefined && <p>{text.cause}</p>}
        {text.nextStep !== undefined && <p>{text.nextStep}</p>}
        {'problem' in content && <p className="notice-code">{shared.notices.code(content.problem.code)}</p>}
        {action !== undefined && (
          <div className="notice-actions">
            <Button
              label={action.label(language)}
              onPress={() => {
                notices.getState().dismiss(id);
                action.run();
              }}
            />
          </div>
        )}
      </div>
      <IconButton icon="close" label={shared.common.dismiss} onPress={() => notices.getState().dismiss(id)} />
    </article>
  );
}
