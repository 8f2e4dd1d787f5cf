import { useStore } from 'zustand';
import { StatusItem } from '../components/index.ts';
import type { Feature, StatusItem as StatusItemDefinition } from '../state/define-feature.ts';
import { useLanguage, useMessages, useSettings, useStores } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';
import './status-bar.css';

/** What the features say of the moment, the language, and the connection to the host. */
export function StatusBar({ features }: { readonly features: readonly Feature[] }): React.ReactElement {
  return (
    <footer className="status-bar">
      <FeatureItems features={features} side="left" />
      <span className="status-gap" />
      <FeatureItems features={features} side="right" />
      <LanguagePart />
      <LinkPart />
    </footer>
  );
}

function FeatureItems(props: {
  readonly features: readonly Feature[];
  readonly side: StatusItemDefinition['side'];
}): React.ReactElement {
  const items = props.features
    .flatMap(({ id, status = [] }) => status.map((item) => ({ ...item, key: `${id} ${item.order}` })))
    .filter(({ side }) => side === props.side)
    .sort((a, b) => a.order - b.order);
  return (
    <>
      {items.map((item) => (
        <item.component key={item.key} />
      ))}
    </>
  );
}

function LanguagePart(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const language = useLanguage();
  const change = useSettings((state) => state.change);
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <StatusItem
      text={language === 'en' ? 'EN' : '中文'}
      title={`${words.status.language}: ${words.settings.languages[other]}`}
      onPress={() => void change({ language: other })}
    />
  );
}

/** The connection to the host, while there is none. */
function LinkPart(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const { link } = useStores();
  const state = useStore(link, (each) => each.state);
  return (
    <output className="status-item" data-link={state}>
      {state === 'connected' ? '' : words.status.link[state]}
    </output>
  );
}
