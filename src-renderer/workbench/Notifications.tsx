// Failures and warnings take their own place above the status bar, so that they never cover a frame or a line; notes and
// solved failures show for a moment in a corner.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Button, Icon, IconButton } from '../components/index.ts';
import { sharedMessages } from '../state/messages.ts';
import type { Notice } from '../state/notices.ts';
import { useDescribe, useLanguage, useMessages, useStores } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';
import './notifications.css';

/** Notes go by themselves; warnings and errors stay until they are dismissed, acted on or solved. */
const noteShownMs = 6000;

export function Notifications(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { notices, commands } = useStores();
  const shown = useStore(notices, (state) => state.shown);
  const open = shown.filter((each) => !isNote(each));
  const newest = open.at(-1);
  return (
    <section className="notifications" aria-label={words.notices.region} aria-live="polite">
      {newest !== undefined && <NoticeCard key={newest.id} notice={newest} />}
      {open.length > 1 && (
        <Button
          label={words.notices.more(open.length - 1)}
          kind="quiet"
          onPress={() => void commands.run('view.problems')}
        />
      )}
      <div className="notifications-notes">
        {notesOf(shown).map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </div>
    </section>
  );
}

/** Notes, and of what was solved the newest. */
function notesOf(shown: readonly Notice[]): readonly Notice[] {
  const solved = shown.filter((each) => each.solved).at(-1);
  return shown.filter((each) => isNote(each) && (!each.solved || each === solved));
}

/** Something that needs no action. */
function isNote({ severity, solved }: Notice): boolean {
  return severity === 'info' || solved;
}

function NoticeCard({ notice }: { readonly notice: Notice }): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const shared = useMessages(sharedMessages);
  const language = useLanguage();
  const describe = useDescribe();
  const { notices } = useStores();
  const { content, action, id, solved } = notice;
  const severity = solved ? 'info' : notice.severity;
  const text = 'say' in content ? content.say(language) : describe.problem(content.problem);
  const leaves = isNote(notice);

  useEffect(() => {
    if (!leaves) return undefined;
    const timer = setTimeout(() => notices.getState().dismiss(id), noteShownMs);
    return () => clearTimeout(timer);
  }, [leaves, id, notices]);

  return (
    <article
      className="notice"
      data-severity={severity}
      data-code={'problem' in content ? content.problem.code : undefined}
      role={severity === 'error' ? 'alert' : 'status'}
    >
      <span className="notice-icon">
        <span className="visually-hidden">{words.notices[severity]}</span>
        <Icon name={iconOf(notice)} size={18} />
      </span>
      <div className="notice-text">
        <p className="notice-sentence">{solved ? words.notices.solved(text.sentence) : text.sentence}</p>
        {!solved && text.cause !== undefined && <p>{text.cause}</p>}
        {!solved && text.nextStep !== undefined && <p>{text.nextStep}</p>}
        {'problem' in content && <p className="notice-code">{shared.notices.code(content.problem.code)}</p>}
      </div>
      {action !== undefined && !solved && (
        <Button
          label={action.label(language)}
          onPress={() => {
            notices.getState().dismiss(id);
            action.run();
          }}
        />
      )}
      <IconButton icon="close" label={shared.common.dismiss} onPress={() => notices.getState().dismiss(id)} />
    </article>
  );
}

function iconOf({ severity, solved }: Notice): 'check' | 'error' | 'problems' | 'info' {
  if (solved) return 'check';
  return severity === 'error' ? 'error' : severity === 'warning' ? 'problems' : 'info';
}
