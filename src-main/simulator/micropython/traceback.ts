/** Python modules of the simulation live here in the interpreter's file system. */
export const libraryFolder = '/rom/lib';

/** The traceback as a camera prints it: its modules are native code there and leave no lines. */
export function userTraceback(traceback: string): string {
  return traceback
    .split('\n')
    .filter((line) => !line.startsWith(`  File "${libraryFolder}/`))
    .join('\n');
}
