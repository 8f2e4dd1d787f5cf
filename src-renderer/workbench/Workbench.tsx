// The movable panels. Their layout is kept by the host's settings.

import {
  BorderNode,
  I18nLabel,
  Layout,
  type ILayoutApi,
  type ITabRenderValues,
  type Model,
  type TabNode,
} from 'flexlayout-react';
import 'flexlayout-react/style/light.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Icon } from '../components/index.ts';
import type { Feature } from '../state/define-feature.ts';
import type { Language } from '../state/language.ts';
import { sharedMessages } from '../state/messages.ts';
import { useLanguage, useStores } from '../state/stores-context.ts';
import { layoutCommands } from './commands/layout-commands.ts';
import './flexlayout.css';
import type { PanelPlace } from './layout/build.ts';
import { presetModel, readLayout, showPanel, writeLayout } from './layout/model.ts';
import type { PresetId } from './layout/presets.ts';
import { workbenchMessages } from './messages.ts';
import { Panel } from './Panel.tsx';

/** Dragging a splitter changes the layout many times; the last one counts. */
const keepAfterMs = 500;

export function Workbench({ features }: { readonly features: readonly Feature[] }): React.ReactElement {
  const stores = useStores();
  const { settings, commands } = stores;
  const language = useLanguage();
  const [model, setModel] = useState(() => readLayout(settings.getState().settings.layout, placesOf(features)));
  const layout = useRef<ILayoutApi>(null);
  const drawnLanguage = useRef(language);
  useEffect(() => {
    // The library shows names as they were when it drew them.
    if (drawnLanguage.current !== language) layout.current?.redraw();
    drawnLanguage.current = language;
  }, [language]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const keep = (changed: Model): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void settings.getState().change({ layout: writeLayout(changed) }), keepAfterMs);
  };

  const arrange = useEffectEvent((preset: PresetId) => {
    const next = presetModel(preset, placesOf(features));
    setModel(next);
    keep(next);
  });
  const show = useEffectEvent((id: string) => {
    showPanel(model, id);
    focusPanel(id);
  });

  useEffect(() => {
    const actions = { show: (id: string) => show(id), arrange: (preset: PresetId) => arrange(preset) };
    const registered = commands.register(...layoutCommands(stores, features, actions));
    return () => registered.dispose();
  }, [stores, commands, features]);

  const featureOf = (id: string | undefined): Feature | undefined => features.find((each) => each.id === id);
  return (
    <Layout
      ref={layout}
      model={model}
      factory={(node) => renderPanel(featureOf(node.getComponent()))}
      onModelChange={keep}
      onRenderTab={(node, values) => renderTab(node, values, featureOf(node.getComponent()), language)}
      realtimeResize={true}
      keyMap={{ focusNextTabset: 'F6', focusPreviousTabset: 'Shift+F6' }}
      i18nTranslator={(key) => featureOf(key)?.messages[language].panel ?? libraryText(key, language)}
      icons={{
        close: <Icon name="close" size={12} />,
        maximize: <Icon name="expand" size={14} />,
        restore: <Icon name="shrink" size={14} />,
      }}
      invalidateTabContentOnParentRender={false}
    />
  );
}

function placesOf(features: readonly Feature[]): readonly PanelPlace[] {
  return features.map(({ id, panel }) => ({ id, area: panel.area }));
}

function renderPanel(feature: Feature | undefined): React.ReactNode {
  if (feature === undefined) return null;
  return (
    <div className="panel-root" data-panel={feature.id} tabIndex={-1}>
      <Panel feature={feature} />
    </div>
  );
}

/** To the first thing in the panel that takes the focus, once the panel is shown. */
function focusPanel(id: string): void {
  requestAnimationFrame(() => {
    const panel = document.querySelector<HTMLElement>(`[data-panel="${id}"]`);
    const first = panel?.querySelector<HTMLElement>('textarea, input:enabled, button:enabled, [tabindex="0"]');
    (first ?? panel)?.focus();
  });
}

function renderTab(node: TabNode, values: ITabRenderValues, feature: Feature | undefined, language: Language): void {
  if (feature === undefined) return;
  const border = node.getParent();
  if (!(border instanceof BorderNode)) {
    values.leading = <Icon name={feature.icon} size={14} />;
    return;
  }
  // A bar of icons at the side; its names are for screen readers and hints.
  values.leading = (
    <span className={`panel-icon-${border.getLocation().getName()}`} title={feature.messages[language].panel}>
      <Icon name={feature.icon} size={20} />
    </span>
  );
  values.content = undefined;
}

function libraryText(key: string, language: Language): string {
  const words = workbenchMessages[language].layout;
  const labels: Record<string, string> = {
    [I18nLabel.Close_Tab]: words.closeTab,
    [I18nLabel.Maximize]: words.maximize,
    [I18nLabel.Restore]: words.restore,
    [I18nLabel.Overflow_Menu_Tooltip]: words.overflow,
    [I18nLabel.Splitter]: words.splitter,
    [I18nLabel.Move_Tabset]: words.moveTabs,
    [I18nLabel.Move_Tabs]: words.moveTabs,
    [I18nLabel.Error_rendering_component]: words.failed,
    [I18nLabel.Error_rendering_component_retry]: sharedMessages[language].common.retry,
  };
  return labels[key] ?? key;
}
