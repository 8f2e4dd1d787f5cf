import { Tooltip as Primitive } from 'radix-ui';
import './tooltip.css';

export interface TooltipProps {
  readonly text: string;
  /** One element that takes the focus and passes its properties on. */
  readonly children: React.ReactElement;
}

/** Milliseconds of rest before a hint appears. */
const delayMs = 500;

/** A hint that appears on rest and on keyboard focus. It does not name the control. */
export function Tooltip({ text, children }: TooltipProps): React.ReactElement {
  return (
    <Primitive.Provider delayDuration={delayMs}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content className="tooltip" sideOffset={4} collisionPadding={6}>
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
