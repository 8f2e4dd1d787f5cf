import './status-item.css';

export interface StatusItemProps {
  readonly text: string;
  readonly title?: string | undefined;
  /** Without it the item is plain text. */
  readonly onPress?: () => void;
}

/** One fact in the status bar; one that leads somewhere is a button. */
export function StatusItem(props: StatusItemProps): React.ReactElement {
  if (props.onPress === undefined) {
    return (
      <span className="status-item" title={props.title}>
        {props.text}
      </span>
    );
  }
  return (
    <button type="button" className="status-item status-button" title={props.title} onClick={props.onPress}>
      {props.text}
    </button>
  );
}
