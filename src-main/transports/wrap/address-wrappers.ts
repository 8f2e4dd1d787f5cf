// What may stand in front of an address: "fault(drop=2%):sim", "capture(FILE):/dev/ttyACM0", also one before the other.

export interface AddressWrapper {
  readonly kind: 'fault' | 'capture';
  /** Between the brackets; holds no closing one. */
  readonly argument: string;
}

export interface WrappedAddress {
  /** The outermost first. */
  readonly wrappers: readonly AddressWrapper[];
  readonly address: string;
}

export function unwrapAddress(text: string): WrappedAddress {
  const address = text.trim();
  const [, kind, argument, inner] = /^(fault|capture)\(([^)]*)\):(.*)$/s.exec(address) ?? [];
  if (inner === undefined) return { wrappers: [], address };
  const rest = unwrapAddress(inner);
  const wrapper: AddressWrapper = { kind: kind as AddressWrapper['kind'], argument: argument! };
  return { wrappers: [wrapper, ...rest.wrappers], address: rest.address };
}
