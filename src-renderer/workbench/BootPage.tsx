// What is seen before the host is there: what is waited for, or why it does not come.

import { Button } from '../components/index.ts';
import { sharedMessages } from '../state/messages.ts';
import { workbenchMessages } from './messages.ts';

export interface BootPageProps {
  readonly state: 'connecting' | 'unreachable' | 'refused';
  readonly onRetry: () => void;
}

export function BootPage({ state, onRetry }: BootPageProps): React.ReactElement {
  // The chosen language is the host's to tell; until then the browser's counts.
  const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const { boot } = workbenchMessages[language];
  if (state === 'connecting') {
    return <output className="boot-page">{boot.connecting}</output>;
  }
  const words = boot[state];
  return (
    <main className="boot-page" role="alert">
      <h1>{words.sentence}</h1>
      <p>{words.cause}</p>
      <p>{words.nextStep}</p>
      <Button label={sharedMessages[language].common.retry} kind="primary" onPress={onRetry} />
    </main>
  );
}
