// Paths of the host, whose system may not be the page's.

/** The last part of a path of either kind. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** The folder of a file; undefined without a path, or at the top. */
export function folderOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? undefined : path.slice(0, end);
}
