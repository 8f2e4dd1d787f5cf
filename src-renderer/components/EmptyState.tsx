import { Icon, type IconName } from './Icon.tsx';
import './empty-state.css';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly children?: React.ReactNode;
}

/** What a panel shows while it has nothing to show: what is missing, and how to get it. */
export function EmptyState(props: EmptyStateProps): React.ReactElement {
  return (
    <div className="empty-state">
      <Icon name={props.icon} size={28} />
      <p className="empty-state-text">{props.text}</p>
      {props.hint !== undefined && <p className="empty-state-hint">{props.hint}</p>}
      {props.children !== undefined && <div className="empty-state-actions">{props.children}</div>}
    </div>
  );
}
