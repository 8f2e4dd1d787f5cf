// Key bindings as text: "Mod+Shift+P", "F5". Mod is Cmd on a Mac and Ctrl elsewhere.

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

export type KeyFacts = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export function matchesBinding(binding: string, event: KeyFacts, mac = isMac): boolean {
  const parts = binding.split('+');
  const key = parts.at(-1)!;
  const mod = parts.includes('Mod');
  return (
    event.ctrlKey === ((mod && !mac) || parts.includes('Ctrl')) &&
    event.metaKey === (mod && mac) &&
    event.shiftKey === parts.includes('Shift') &&
    event.altKey === parts.includes('Alt') &&
    // By the letter first, so that other keyboard layouts work; by the position where Alt changes the letter.
    (event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key}` || event.code === `Digit${key}`)
  );
}

/** As it is written for a person: "Ctrl+Shift+P" or "⇧⌘P". */
export function displayBinding(binding: string, mac = isMac): string {
  const parts = binding.split('+');
  if (!mac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
  const signs: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
  const order = ['Ctrl', 'Alt', 'Shift', 'Mod'];
  const modifiers = order.filter((each) => parts.includes(each)).map((each) => signs[each]);
  return [...modifiers, parts.at(-1)].join('');
}

/** As `aria-keyshortcuts` wants it. */
export function ariaBinding(binding: string, mac = isMac): string {
  return binding.replace('Mod', mac ? 'Meta' : 'Control').replace('Ctrl', 'Control');
}
