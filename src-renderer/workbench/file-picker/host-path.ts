// Paths of the host, whose system may not be the page's: "/home/x" or "C:\Users\x".

/** The folder above; undefined at the top. */
export function parentOf(path: string): string | undefined {
  const trimmed = path.replace(/[\\/]+$/, '');
  const end = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  if (end < 0) return undefined;
  if (end === 0) return trimmed.length > 1 ? '/' : undefined;
  // A drive's root keeps its separator.
  return /^[a-z]:$/i.test(trimmed.slice(0, end)) ? trimmed.slice(0, end + 1) : trimmed.slice(0, end);
}

export function joinPath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return /[\\/]$/.test(folder) ? folder + name : folder + separator + name;
}
