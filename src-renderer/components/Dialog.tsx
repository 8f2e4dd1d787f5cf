import { useEffect, useId, useRef } from 'react';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
  readonly footer?: React.ReactNode;
  /** `top`: a narrow one at the upper edge. */
  readonly shape?: 'narrow' | 'wide' | 'top';
}

/** A modal dialog: the browser keeps the focus inside, Escape closes it, the focus goes back afterwards. */
export function Dialog(props: DialogProps): React.ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    (dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog?.querySelector('input'))?.focus();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${props.shape ?? 'narrow'}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <h2 className="dialog-title" id={titleId}>
        {props.title}
      </h2>
      <div className="dialog-body">{props.children}</div>
      {props.footer !== undefined && <div className="dialog-footer">{props.footer}</div>}
    </dialog>
  );
}
