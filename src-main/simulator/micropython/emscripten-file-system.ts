// The part of the package's file system (Emscripten's FS) that we use and implement.

export interface FileNode {
  name: string;
  mode: number;
  parent: FileNode;
  mount: object;
  node_ops: NodeOperations;
  stream_ops: StreamOperations;
  /** Of a folder in the memory file system. */
  contents?: Record<string, FileNode>;
}

export interface FileStream {
  node: FileNode;
  flags: number;
  position: number;
  descriptor?: number;
}

export interface FileAttributes {
  dev: number;
  ino: number;
  mode: number;
  nlink: number;
  uid: number;
  gid: number;
  rdev: number;
  size: number;
  atime: Date;
  mtime: Date;
  ctime: Date;
  blksize: number;
  blocks: number;
}

export interface NodeOperations {
  getattr(node: FileNode): FileAttributes;
  setattr(node: FileNode, attributes: { mode?: number; size?: number; atime?: Date; mtime?: Date }): void;
  lookup(parent: FileNode, name: string): FileNode;
  mknod(parent: FileNode, name: string, mode: number, device: number): FileNode;
  rename(node: FileNode, newParent: FileNode, newName: string): void;
  unlink(parent: FileNode, name: string): void;
  rmdir(parent: FileNode, name: string): void;
  readdir(node: FileNode): string[];
  statfs(root: FileNode): { blocks: number; bfree: number; bavail: number };
}

export interface StreamOperations {
  open(stream: FileStream): void;
  close(stream: FileStream): void;
  read(stream: FileStream, buffer: Int8Array, offset: number, length: number, position: number): number;
  write(stream: FileStream, buffer: Int8Array | Uint8Array, offset: number, length: number, position: number): number;
  llseek(stream: FileStream, offset: number, whence: number): number;
  fsync(stream: FileStream): number;
}

export interface EmscriptenFileSystem {
  readonly ErrnoError: new (errno: number) => Error;
  createNode(parent: FileNode | null, name: string, mode: number, device: number): FileNode;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  mkdir(path: string): void;
  mount(type: { mount(mount: { opts: unknown }): FileNode }, options: unknown, path: string): void;
  writeFile(path: string, data: Uint8Array | string): void;
  chdir(path: string): void;
  unlink(path: string): void;
  /** Forgets a node, so that no path leads to it. */
  destroyNode(node: FileNode): void;
  lookupPath(path: string): { node: FileNode };
  /** 0 or an error number; `permissions` combines r, w and x. The package calls it before each access. */
  nodePermissions(node: FileNode, permissions: string): number;
  /** 0 or an error number. The package calls it before it opens a file. */
  mayOpen(node: FileNode | undefined, flags: number): number;
}
