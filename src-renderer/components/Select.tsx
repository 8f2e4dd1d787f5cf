import { Select as Primitive } from 'radix-ui';
import { Icon } from './Icon.tsx';
import './select.css';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectGroup {
  readonly label: string;
  readonly options: readonly SelectOption[];
}

export interface SelectProps {
  /** Name for screen readers. Leave it out if a `<label>` names the control by `id`. */
  readonly label?: string;
  readonly id?: string;
  /** Longer explanation, shown as a hint. */
  readonly hint?: string;
  readonly value: string;
  /** Options, or groups of them. */
  readonly options: readonly (SelectOption | SelectGroup)[];
  readonly disabled?: boolean;
  readonly size?: 'normal' | 'small';
  readonly onChange: (value: string) => void;
}

/** A list to choose one value from. */
export function Select(props: SelectProps): React.ReactElement {
  return (
    <Primitive.Root value={props.value} onValueChange={props.onChange} disabled={props.disabled === true}>
      <Primitive.Trigger
        id={props.id}
        className={`select select-${props.size ?? 'normal'}`}
        aria-label={props.label}
        title={props.hint}
      >
        <span className="select-value">
          <Primitive.Value />
        </span>
        <Icon name="chevronDown" size={12} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className="select-popup" position="popper" sideOffset={2} collisionPadding={8}>
          <Primitive.Viewport className="select-viewport">
            {props.options.map((option) =>
              'options' in option ? (
                <Primitive.Group key={option.label}>
                  <Primitive.Label className="select-group">{option.label}</Primitive.Label>
                  {option.options.map((each) => (
                    <Item key={each.value} {...each} />
                  ))}
                </Primitive.Group>
              ) : (
                <Item key={option.value} {...option} />
              ),
            )}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Item({ value, label }: SelectOption): React.ReactElement {
  return (
    <Primitive.Item value={value} className="select-option">
      <span className="select-mark">
        <Primitive.ItemIndicator>
          <Icon name="check" size={12} />
        </Primitive.ItemIndicator>
      </span>
      <Primitive.ItemText>{label}</Primitive.ItemText>
    </Primitive.Item>
  );
}
