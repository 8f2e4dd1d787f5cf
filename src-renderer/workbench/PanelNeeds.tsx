import { EmptyState } from '../components/index.ts';
import { missingNeed } from '../state/camera.ts';
import type { Feature } from '../state/define-feature.ts';
import { useCamera, useMessages } from '../state/stores-context.ts';
import { workbenchMessages } from './messages.ts';

/** Shows the panel, or what the connected camera lacks for it. */
export function PanelNeeds(props: { readonly feature: Feature; readonly children: React.ReactNode }): React.ReactNode {
  const { panel, icon } = props.feature;
  const words = useMessages(workbenchMessages).panels;
  const missing = useCamera(({ status }) => missingNeed(status, panel.needs));
  if (missing === undefined) return props.children;
  return <EmptyState icon={icon} text={words.unavailable} hint={words.needs[missing]} />;
}
