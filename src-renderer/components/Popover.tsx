import { Popover as Primitive } from 'radix-ui';
import './popover.css';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Name for screen readers. */
  readonly label: string;
  /** The button that opens it; it gets the focus back. */
  readonly trigger: React.ReactElement;
  readonly children: React.ReactNode;
}

/** A small window below its button: Escape and a press outside close it. */
export function Popover(props: PopoverProps): React.ReactElement {
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Trigger asChild>{props.trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className="popup"
          aria-label={props.label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          // The content chooses what has the focus first.
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          {props.children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
