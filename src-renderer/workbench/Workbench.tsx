// The movable panels. Their arrangement is kept by the host's settings.

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
import { useStores, useStrings } from '../state/stores-context.ts';
import type { Strings } from '../strings/strings.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { presetLayout, readLayout, showPanel, writeLayout } from './layout-model.ts';
import './flexlayout.css';
import { isPanelId, panelIds, panels, type PanelId } from './panels.tsx';

/** Dragging a splitter changes the layout many times; the last one counts. */
const keepAfterMs = 500;

export function Workbench(): React.ReactElement {
  const strings = useStrings();
  const { settings, commands } = useStores();
  const [model, setModel] = useState(() => readLayout(settings.getState().settings.layout));
  const layout = useRef<ILayoutApi>(null);
  const drawnStrings = useRef(strings);
  useEffect(() => {
    // The library shows names as they were when it drew them.
    if (drawnStrings.current !== strings) layout.current?.redraw();
    drawnStrings.current = strings;
  }, [strings]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const keep = (changed: Model): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void settings.getState().change({ layout: writeLayout(changed) }), keepAfterMs);
  };

  const reset = useEffectEvent(() => {
    const next = presetLayout();
    setModel(next);
    keep(next);
  });

  useEffect(() => {
    const registered = commands.register(
      ...panelIds.map((id) => ({
        id: `view.${id}`,
        title: (words: Strings) => words.commands.show(panels[id].title(words)),
        run: () => {
          showPanel(model, id);
          focusPanel(id);
        },
      })),
      { id: 'view.reset', title: (words) => words.commands.resetLayout, run: () => reset() },
    );
    return () => registered.dispose();
  }, [commands, model]);

  return (
    <Layout
      ref={layout}
      model={model}
      factory={renderPanel}
      onModelChange={keep}
      onRenderTab={(node, values) => renderTab(node, values, strings)}
      realtimeResize={true}
      keyMap={{ focusNextTabset: 'F6', focusPreviousTabset: 'Shift+F6' }}
      i18nTranslator={(key) => translate(key, strings)}
      icons={{
        close: <Icon name="close" size={12} />,
        maximize: <Icon name="expand" size={14} />,
        restore: <Icon name="shrink" size={14} />,
      }}
      invalidateTabContentOnParentRender={false}
    />
  );
}

function renderPanel(node: TabNode): React.ReactNode {
  const id = node.getComponent();
  if (!isPanelId(id)) return null;
  return (
    <div className="panel-root" data-panel={id} tabIndex={-1}>
      <ErrorBoundary>{panels[id].render()}</ErrorBoundary>
    </div>
  );
}

/** To the first thing in the panel that takes the focus, once the panel is shown. */
function focusPanel(id: PanelId): void {
  requestAnimationFrame(() => {
    const panel = document.querySelector<HTMLElement>(`[data-panel="${id}"]`);
    const first = panel?.querySelector<HTMLElement>('textarea, input:enabled, button:enabled, [tabindex="0"]');
    (first ?? panel)?.focus();
  });
}

function renderTab(node: TabNode, values: ITabRenderValues, strings: Strings): void {
  const id = node.getComponent();
  if (!isPanelId(id)) return;
  const border = node.getParent();
  if (!(border instanceof BorderNode)) {
    values.leading = <Icon name={panels[id].icon} size={14} />;
    return;
  }
  // A bar of icons at the side; its names are for screen readers and hints.
  values.leading = (
    <span className={`panel-icon-${border.getLocation().getName()}`} title={panels[id].title(strings)}>
      <Icon name={panels[id].icon} size={20} />
    </span>
  );
  values.content = undefined;
}

function translate(key: string, strings: Strings): string {
  if (isPanelId(key)) return panels[key].title(strings);
  const labels: Record<string, string> = {
    [I18nLabel.Close_Tab]: strings.layout.closeTab,
    [I18nLabel.Maximize]: strings.layout.maximize,
    [I18nLabel.Restore]: strings.layout.restore,
    [I18nLabel.Overflow_Menu_Tooltip]: strings.layout.overflow,
    [I18nLabel.Splitter]: strings.layout.splitter,
    [I18nLabel.Move_Tabset]: strings.layout.moveTabs,
    [I18nLabel.Move_Tabs]: strings.layout.moveTabs,
    [I18nLabel.Error_rendering_component]: strings.layout.failed,
    [I18nLabel.Error_rendering_component_retry]: strings.common.retry,
  };
  return labels[key] ?? key;
}
