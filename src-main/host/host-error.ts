import { CodedError } from '../../src-shared/lib/coded-error.ts';

/** What the host itself refuses or cannot do. Data: `path` for files. */
export type HostErrorCode =
  | 'file-not-found'
  /** A file was to be made in it. */
  | 'folder-not-found'
  /** The system refuses access. */
  | 'file-no-permission'
  /** It is no longer the version that the page based its change on. */
  | 'file-changed'
  /** There is one already, and overwriting was not asked for. */
  | 'file-exists'
  /** Its access rights do not allow changes, and replacing it was not confirmed. */
  | 'file-read-only'
  /** Data: `sizeBytes`, `limitBytes`. */
  | 'file-too-large'
  | 'not-a-file'
  | 'not-a-folder'
  /** Not an absolute path of this system. */
  | 'bad-path'
  | 'disk-full'
  /** Everything else the system reported. Data: `systemCode`. */
  | 'file-failed'
  | 'example-not-found'
  /** Only https addresses are opened outside. */
  | 'address-refused'
  /** This shell opens no dialogs. */
  | 'no-dialogs'
  /** This shell opens no windows. */
  | 'no-windows'
  /** This firmware was built without the profiler. */
  | 'no-profiler'
  /** The profiler has counted nothing, or has lost what it had counted. */
  | 'profile-empty'
  /** One browser shows the preview on as many pages as its connections allow. Data: `limit`. */
  | 'frame-lane-limit';

export class HostError extends CodedError<HostErrorCode> {}

const fileCodes: Readonly<Record<string, HostErrorCode>> = {
  ENOENT: 'file-not-found',
  EACCES: 'file-no-permission',
  EPERM: 'file-no-permission',
  EROFS: 'file-no-permission',
  EISDIR: 'not-a-file',
  ENOTDIR: 'not-a-folder',
  EEXIST: 'file-exists',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENAMETOOLONG: 'bad-path',
  EINVAL: 'bad-path',
};

/** The HostError of a failed file operation. */
export function fileError(cause: unknown, path: string): HostError {
  if (cause instanceof HostError) return cause;
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const code = fileCodes[systemCode] ?? 'file-failed';
  return new HostError(code, `${systemCode} for ${path}.`, { cause, data: { path, systemCode } });
}
