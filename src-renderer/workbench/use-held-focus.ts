import { useEffect, useRef, type RefCallback } from 'react';

/**
 * Keeps the focus in a place whose button is replaced by another one while it has the focus. Give the result to the
 * element around the buttons.
 */
export function useHeldFocus(): RefCallback<HTMLElement> {
  const hadFocus = useRef(false);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const focused = document.activeElement;
    const isLost = focused === null || focused === document.body || !focused.isConnected;
    if (hadFocus.current && isLost) element.querySelector<HTMLElement>('button:not([disabled])')?.focus();
    hadFocus.current = element.contains(document.activeElement);
  });
  return (element) => {
    if (element === null) return undefined;
    place.current = element;
    const take = (): void => void (hadFocus.current = true);
    // The focus that goes to another element is not held; one that goes with its button is.
    const release = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Node) hadFocus.current = false;
    };
    element.addEventListener('focusin', take);
    element.addEventListener('focusout', release);
    return () => {
      element.removeEventListener('focusin', take);
      element.removeEventListener('focusout', release);
      place.current = null;
    };
  };
}
