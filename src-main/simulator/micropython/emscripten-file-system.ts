// The part of the package's file system (Emscripten's FS) that we use and implement.

export interface FileNode {
  name: string;
  mode: number;
  parent: FileNode;
  mount: { opts: unknown };
  node_ops: NodeOperations;
  stream_ops: StreamOperations;
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
  isFile(mode: number): boolean;
  mkdir(path: string): void;
  mount(type: { mount(mount: { opts: unknown }): FileNode }, options: unknown, path: string): void;
  writeFile(path: string, data: Uint8Array | string): void;
  chdir(path: string): void;
  unlink(path: string): void;
}
