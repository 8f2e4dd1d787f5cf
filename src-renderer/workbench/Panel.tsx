import { lazy, Suspense, useState } from 'react';
import type { Feature } from '../state/define-feature.ts';
import { useMessages } from '../state/stores-context.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { workbenchMessages } from './messages.ts';
import { PanelNeeds } from './PanelNeeds.tsx';

/** The panel of a feature, loaded when it is shown for the first time. A failure stays inside it. */
export function Panel({ feature }: { readonly feature: Feature }): React.ReactElement {
  // A load that failed is remembered by the component, so trying again takes a new one.
  const [Content, setContent] = useState(() => lazyPanel(feature));
  return (
    <ErrorBoundary onRetry={() => setContent(lazyPanel(feature))}>
      <PanelNeeds feature={feature}>
        <Suspense fallback={<Loading />}>
          <Content />
        </Suspense>
      </PanelNeeds>
    </ErrorBoundary>
  );
}

function lazyPanel({ panel }: Feature): React.LazyExoticComponent<React.ComponentType> {
  return lazy(async () => ({ default: await panel.load() }));
}

function Loading(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  return <output className="panel-loading">{words.panels.loading}</output>;
}
