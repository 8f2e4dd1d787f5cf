// Leaves a script only the files that a camera has: everything outside of the mounted folders is removed or cannot be
// written. The package's memory file system would otherwise hold any amount of data outside of Python's memory limit.

import type { EmscriptenFileSystem } from './emscripten-file-system.ts';

/** Emscripten's numbers. */
const eisdir = 31;
const erofs = 69;
/** Flag of open() that asks for a folder. */
const folderOnly = 0o200000;

/** To be called when all files are in place. `kept`: folders of the root; `writable`: the mount point of the flash disk. */
export function lockDownFiles(files: EmscriptenFileSystem, kept: readonly string[], writable: string): void {
  const { contents = {} } = files.lookupPath('/').node;
  for (const [name, node] of Object.entries(contents)) {
    if (kept.includes(name)) continue;
    files.destroyNode(node);
    delete contents[name];
  }
  const { mount } = files.lookupPath(writable).node;
  files.nodePermissions = (node, permissions) => (permissions.includes('w') && node.mount !== mount ? erofs : 0);
  const mayOpen = files.mayOpen.bind(files);
  files.mayOpen = (node, flags) => {
    if (node !== undefined && files.isDir(node.mode) && (flags & folderOnly) === 0) return eisdir;
    return mayOpen(node, flags);
  };
}
