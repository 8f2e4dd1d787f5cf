// What may precede an address: "fault(drop=2%):sim", "capture(FILE):/dev/ttyACM0", also one before the other.

/** Something around a transport. */
export interface AddressWrapper {
  readonly kind: 'fault' | 'capture';
  /** The text between the brackets; may contain brackets, as names of files do. */
  readonly argument: string;
}

/** An address and what precedes it. */
export interface WrappedAddress {
  /** The outermost first. */
  readonly wrappers: readonly AddressWrapper[];
  readonly address: string;
}

/** Splits an address into its wrappers and the address itself. */
export function unwrapAddress(text: string): WrappedAddress {
  const address = text.trim();
  const [start, kind] = /^(fault|capture)\(/.exec(address) ?? [];
  if (start === undefined) return { wrappers: [], address };
  const end = closingBracket(address, start.length);
  if (end < 0) return { wrappers: [], address };
  const rest = unwrapAddress(address.slice(end + 2));
  const wrapper: AddressWrapper = { kind: kind as AddressWrapper['kind'], argument: address.slice(start.length, end) };
  return { wrappers: [wrapper, ...rest.wrappers], address: rest.address };
}

/**
 * Index of the "):" that closes an argument which starts at `from`: the first one outside of brackets of the argument. An
 * argument with unbalanced brackets extends to the last "):". Negative if there is none.
 */
function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] !== ')') continue;
    if (depth === 0 && text[at + 1] === ':') return at;
    depth = Math.max(0, depth - 1);
  }
  const last = text.lastIndexOf('):');
  return last < from ? -1 : last;
}
