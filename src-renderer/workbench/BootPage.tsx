// What is seen before the host is there: what is waited for, or why it does not come.

import { Button } from '../components/index.ts';
import { getStrings } from '../strings/strings.ts';

export interface BootPageProps {
  readonly state: 'connecting' | 'unreachable' | 'refused';
  readonly onRetry: () => void;
}

export function BootPage({ state, onRetry }: BootPageProps): React.ReactElement {
  // The chosen language is the host's to tell; until then the browser's counts.
  const strings = getStrings(navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');
  if (state === 'connecting') {
    return <output className="boot-page">{strings.boot.connecting}</output>;
  }
  const words = strings.boot[state];
  return (
    <main className="boot-page" role="alert">
      <h1>{words.sentence}</h1>
      <p>{words.cause}</p>
      <p>{words.nextStep}</p>
      <Button label={strings.common.retry} kind="primary" onPress={onRetry} />
    </main>
  );
}
