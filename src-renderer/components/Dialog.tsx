import { Dialog as Primitive } from 'radix-ui';
import { useRef, useState } from 'react';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
  readonly footer?: React.ReactNode;
  /** `top`: a narrow one at the upper edge. */
  readonly shape?: 'narrow' | 'wide' | 'top';
}

/** A modal dialog: the focus stays inside, Escape closes it, and the focus returns to where it was. */
export function Dialog(props: DialogProps): React.ReactElement {
  const content = useRef<HTMLDivElement>(null);
  // Before the dialog takes the focus.
  const [opener] = useState(() => document.activeElement);
  return (
    <Primitive.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="dialog-overlay" />
        <Primitive.Content
          ref={content}
          className={`dialog dialog-${props.shape ?? 'narrow'}`}
          aria-describedby={undefined}
          // Only a click on a button closes a dialog: a question must not be answered by a click beside it.
          onPointerDownOutside={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Unless what was chosen in the dialog has moved the focus.
            const isLost = document.activeElement === document.body || document.activeElement === null;
            if (isLost && opener instanceof HTMLElement) opener.focus();
          }}
          onOpenAutoFocus={(event) => {
            const first = content.current?.querySelector<HTMLElement>('[data-autofocus], input:not([type="checkbox"])');
            if (first === null || first === undefined) return;
            event.preventDefault();
            (content.current?.querySelector<HTMLElement>('[data-autofocus]') ?? first).focus();
          }}
        >
          <Primitive.Title className="dialog-title">{props.title}</Primitive.Title>
          <div className="dialog-body">{props.children}</div>
          {props.footer !== undefined && <div className="dialog-footer">{props.footer}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
