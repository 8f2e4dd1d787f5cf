/** The address in its normal form if the system's browser may open it, and undefined for everything but https. */
export function externalAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  // A user name and password before the host only serve to deceive.
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}
