import { Icon, type IconName } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';
import './button.css';

export interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly icon?: IconName | undefined;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'ok' | 'quiet';
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly keyShortcuts?: string | undefined;
  /** Cannot be pressed for a moment. Unlike a disabled button it keeps the focus. */
  readonly busy?: boolean;
  /** A click leaves the focus where it is, such as in the editor. */
  readonly leavesFocus?: boolean;
  /** The first to have the focus in its dialog. */
  readonly focusFirst?: boolean;
}

/** A button with words. */
export function Button(props: ButtonProps): React.ReactElement {
  const button = (
    <button
      type="button"
      className={`button button-${props.kind ?? 'plain'}`}
      disabled={props.disabled === true}
      aria-disabled={props.busy === true ? true : undefined}
      aria-keyshortcuts={props.keyShortcuts}
      onMouseDown={(event) => {
        if (props.leavesFocus === true) event.preventDefault();
      }}
      // Dialogs move the focus to their first choice.
      data-autofocus={props.focusFirst === true ? '' : undefined}
      onClick={() => {
        if (props.busy !== true) props.onPress();
      }}
    >
      {props.icon !== undefined && <Icon name={props.icon} size={14} />}
      <span>{props.label}</span>
    </button>
  );
  return props.title === undefined ? button : <Tooltip text={props.title}>{button}</Tooltip>;
}

export interface IconButtonProps {
  /** Its name, also shown as a hint. */
  readonly label: string;
  readonly icon: IconName;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  /** Text after the hint, such as a key. */
  readonly hint?: string | undefined;
}

/** A button with an icon; its name is for screen readers and shows as a hint. */
export function IconButton(props: IconButtonProps): React.ReactElement {
  return (
    <Tooltip text={props.hint === undefined ? props.label : `${props.label} (${props.hint})`}>
      <button
        type="button"
        className="icon-button"
        aria-label={props.label}
        aria-pressed={props.pressed}
        disabled={props.disabled === true}
        onClick={props.onPress}
      >
        <Icon name={props.icon} />
      </button>
    </Tooltip>
  );
}
