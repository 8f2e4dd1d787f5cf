// The folder of the simulated flash disk, mounted into the interpreter's file system: a backend for Emscripten's FS over
// Node's synchronous calls. A script gets no further than this folder: names are single path elements, and a link is
// followed only when its target lies inside.

import fs from 'node:fs';
import path from 'node:path';
import { clusterBytes, FlashQuota } from './flash-quota.ts';
import type {
  EmscriptenFileSystem,
  FileNode,
  FileStream,
  NodeOperations,
  StreamOperations,
} from './emscripten-file-system.ts';

/** Emscripten's numbers; errno.ts translates them for Python. */
const errnoByCode: Readonly<Record<string, number>> = {
  EACCES: 2,
  EBADF: 8,
  EBUSY: 10,
  EEXIST: 20,
  EINVAL: 28,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOSPC: 51,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  EPERM: 63,
  EROFS: 69,
};
const eio = 29;

/** Flags of open() as the interpreter's C library has them. */
const OpenFlag = {
  accessMode: 3,
  writeOnly: 1,
  readWrite: 2,
  create: 0o100,
  exclusive: 0o200,
  truncate: 0o1000,
} as const;
const Seek = { current: 1, end: 2 } as const;

const folderMode = 0o040777;
const fileMode = 0o100666;
const folderBit = 0o040000;

/** Larger than the flash disk of any camera, and small beside a computer's disk. */
const limitBytes = 64 * 1024 * 1024;

/** Mounts a real folder at `mountPoint`, which must exist. */
export function mountFolder(files: EmscriptenFileSystem, folder: string, mountPoint: string): void {
  const realFolder = fs.realpathSync(folder);
  const backend = new FlashFileSystem(files, realFolder, new FlashQuota(realFolder, limitBytes));
  files.mount({ mount: () => backend.root() }, {}, mountPoint);
}

class FlashFileSystem {
  readonly #files: EmscriptenFileSystem;
  readonly #folder: string;
  readonly #quota: FlashQuota;

  constructor(files: EmscriptenFileSystem, folder: string, quota: FlashQuota) {
    this.#files = files;
    this.#folder = folder;
    this.#quota = quota;
  }

  root(): FileNode {
    return this.#createNode(null, '/', folderMode);
  }

  #createNode(parent: FileNode | null, name: string, mode: number): FileNode {
    const node = this.#files.createNode(parent, name, mode, 0);
    node.node_ops = this.#nodeOperations;
    node.stream_ops = this.#streamOperations;
    return node;
  }

  /** The real path of a node; refuses what would lie outside. */
  #pathOf(node: FileNode): string {
    const names: string[] = [];
    for (let each = node; each.parent !== each; each = each.parent) names.unshift(each.name);
    return this.#confined(path.join(this.#folder, ...names.map((name) => this.#element(name))));
  }

  #childPath(parent: FileNode, name: string): string {
    return this.#confined(path.join(this.#pathOf(parent), this.#element(name)));
  }

  #element(name: string): string {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes(path.sep))
      throw this.#error('ENOENT');
    return name;
  }

  #confined(full: string): string {
    if (full === this.#folder) return full;
    // What does not exist yet lies where its folder lies.
    const existing = fs.lstatSync(full, { throwIfNoEntry: false }) === undefined ? path.dirname(full) : full;
    let real: string;
    try {
      real = fs.realpathSync(existing);
    } catch {
      throw this.#error('ENOENT');
    }
    if (real !== this.#folder && !real.startsWith(this.#folder + path.sep)) throw this.#error('EACCES');
    return full;
  }

  #isVisible(parent: FileNode, name: string): boolean {
    try {
      const stat = fs.statSync(this.#childPath(parent, name));
      return stat.isDirectory() || stat.isFile();
    } catch {
      return false;
    }
  }

  #error(code: string | undefined): Error {
    return new this.#files.ErrnoError(errnoByCode[code ?? ''] ?? eio);
  }

  #truncate(file: string, sizeBytes: number): void {
    const before = fs.statSync(file).size;
    if (!this.#quota.reserve(before, sizeBytes)) throw this.#error('ENOSPC');
    fs.truncateSync(file, sizeBytes);
    this.#quota.release(before, sizeBytes);
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof this.#files.ErrnoError) throw error;
      throw this.#error((error as NodeJS.ErrnoException).code);
    }
  }

  readonly #nodeOperations: NodeOperations = {
    getattr: (node) =>
      this.#attempt(() => {
        const stat = fs.statSync(this.#pathOf(node));
        const mode = stat.isDirectory() ? folderMode : fileMode;
        return {
          dev: 1,
          ino: stat.ino,
          mode,
          nlink: 1,
          uid: 0,
          gid: 0,
          rdev: 0,
          size: stat.size,
          atime: stat.atime,
          mtime: stat.mtime,
          ctime: stat.ctime,
          blksize: 4096,
          blocks: Math.ceil(stat.size / 512),
        };
      }),
    setattr: (node, { size, atime, mtime }) =>
      this.#attempt(() => {
        if (size !== undefined) this.#truncate(this.#pathOf(node), size);
        if (atime !== undefined && mtime !== undefined) fs.utimesSync(this.#pathOf(node), atime, mtime);
      }),
    lookup: (parent, name) =>
      this.#attempt(() => {
        const stat = fs.statSync(this.#childPath(parent, name));
        if (!stat.isDirectory() && !stat.isFile()) throw this.#error('EACCES');
        return this.#createNode(parent, name, stat.isDirectory() ? folderMode : fileMode);
      }),
    mknod: (parent, name, mode) =>
      this.#attempt(() => {
        const isFolder = (mode & folderBit) !== 0;
        if (!this.#quota.reserve(-1, 0)) throw this.#error('ENOSPC');
        if (isFolder) fs.mkdirSync(this.#childPath(parent, name));
        else fs.closeSync(fs.openSync(this.#childPath(parent, name), 'wx'));
        return this.#createNode(parent, name, isFolder ? folderMode : fileMode);
      }),
    rename: (node, newParent, newName) =>
      this.#attempt(() => {
        const target = this.#childPath(newParent, newName);
        const replaced = fs.lstatSync(target, { throwIfNoEntry: false })?.size;
        fs.renameSync(this.#pathOf(node), target);
        if (replaced !== undefined) this.#quota.release(replaced, -1);
        node.name = newName;
        node.parent = newParent;
      }),
    unlink: (parent, name) =>
      this.#attempt(() => {
        const file = this.#childPath(parent, name);
        const { size } = fs.lstatSync(file);
        fs.unlinkSync(file);
        this.#quota.release(size, -1);
      }),
    rmdir: (parent, name) =>
      this.#attempt(() => {
        fs.rmdirSync(this.#childPath(parent, name));
        this.#quota.release(0, -1);
      }),
    statfs: () => {
      const free = Math.floor(this.#quota.freeBytes / clusterBytes);
      return { blocks: this.#quota.limitBytes / clusterBytes, bfree: free, bavail: free };
    },
    readdir: (node) =>
      this.#attempt(() => {
        // One name that cannot be looked up would end the whole listing.
        const names = fs.readdirSync(this.#pathOf(node)).filter((name) => this.#isVisible(node, name));
        return ['.', '..', ...names];
      }),
  };

  readonly #streamOperations: StreamOperations = {
    open: (stream) =>
      this.#attempt(() => {
        if (!this.#files.isFile(stream.node.mode)) return;
        const access = stream.flags & OpenFlag.accessMode;
        // Emscripten has created and cut the file by now, and does the position of "append" itself.
        const flags = access === OpenFlag.readWrite ? 'r+' : access === OpenFlag.writeOnly ? 'r+' : 'r';
        stream.descriptor = fs.openSync(this.#pathOf(stream.node), flags);
      }),
    close: (stream) =>
      this.#attempt(() => {
        if (stream.descriptor !== undefined) fs.closeSync(stream.descriptor);
        delete stream.descriptor;
      }),
    read: (stream, buffer, offset, length, position) =>
      this.#attempt(() => {
        if (length === 0) return 0;
        // The interpreter's memory is shared; Node reads into unshared memory only.
        const bytes = new Uint8Array(length);
        const count = fs.readSync(descriptorOf(stream), bytes, 0, length, position);
        new Uint8Array(buffer.buffer, buffer.byteOffset + offset, count).set(bytes.subarray(0, count));
        return count;
      }),
    write: (stream, buffer, offset, length, position) =>
      this.#attempt(() => {
        const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length).slice();
        const { size } = fs.fstatSync(descriptorOf(stream));
        if (!this.#quota.reserve(size, Math.max(size, position + length))) throw this.#error('ENOSPC');
        return fs.writeSync(descriptorOf(stream), bytes, 0, length, position);
      }),
    llseek: (stream, offset, whence) =>
      this.#attempt(() => {
        let position = offset;
        if (whence === Seek.current) position += stream.position;
        else if (whence === Seek.end && this.#files.isFile(stream.node.mode))
          position += fs.fstatSync(descriptorOf(stream)).size;
        if (position < 0) throw this.#error('EINVAL');
        return position;
      }),
    fsync: () => 0,
  };
}

function descriptorOf(stream: FileStream): number {
  if (stream.descriptor === undefined) throw Object.assign(new Error('not open'), { code: 'EBADF' });
  return stream.descriptor;
}
