import { useEffect, useEffectEvent, type RefObject } from 'react';

/** Tells whether any part of the element can be seen: panels behind others stay in the page. */
export function useVisible(ref: RefObject<HTMLElement | null>, onChange: (visible: boolean) => void): void {
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting === true));
    observer.observe(element);
    return () => {
      observer.disconnect();
      tell(false);
    };
  }, [ref]);
}
