import { chmod, chown, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeAtomically } from './atomic-write.ts';

const isRoot = process.getuid?.() === 0;
const isPosix = process.platform !== 'win32';
/** The ids of an account without rights, on every Linux. */
const nobody = 65_534;

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-write-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe.runIf(isPosix)('an atomic write', () => {
  it.each([0o664, 0o666, 0o600, 0o755])('keeps the mode %o whatever the umask', async (mode) => {
    const file = path.join(await temporaryFolder(), 'a.py');
    await writeFile(file, 'old');
    await chmod(file, mode);
    await writeAtomically(file, 'new');
    expect([(await stat(file)).mode & 0o777, await readFile(file, 'utf8')]).toEqual([mode, 'new']);
  });

  it.runIf(isRoot)('keeps owner and group', async () => {
    const file = path.join(await temporaryFolder(), 'a.py');
    await writeFile(file, 'old');
    await chown(file, nobody, nobody);
    await writeAtomically(file, 'new');
    const { uid, gid } = await stat(file);
    expect([uid, gid, await readFile(file, 'utf8')]).toEqual([nobody, nobody, 'new']);
  });

  it.runIf(isRoot)('keeps the owner where only the group may write', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o777);
    const file = path.join(folder, 'a.py');
    await writeFile(file, 'old and longer');
    await chmod(file, 0o666);
    await withoutRights(() => writeAtomically(file, 'new'));
    const { uid, mode } = await stat(file);
    expect([uid, mode & 0o777, await readFile(file, 'utf8')]).toEqual([0, 0o666, 'new']);
    expect(await readdir(folder)).toEqual(['a.py']);
  });

  it('keeps symbolic and hard links', async () => {
    const folder = await temporaryFolder();
    const [file, hard, soft] = ['a.py', 'hard.py', 'soft.py'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(file, 'old');
    await link(file, hard);
    await symlink(file, soft);
    await writeAtomically(soft, 'new');
    expect(await Promise.all([file, hard, soft].map((each) => readFile(each, 'utf8')))).toEqual(['new', 'new', 'new']);
    expect((await stat(file)).nlink).toBe(2);
  });

  it('writes in place where the folder cannot be written to', async () => {
    const folder = path.join(await temporaryFolder(), 'sealed');
    await mkdir(folder);
    const file = path.join(folder, 'a.py');
    await writeFile(file, 'old and longer');
    await chmod(file, 0o666);
    await chmod(folder, 0o555);
    await chmod(path.dirname(folder), 0o755);
    await withoutRights(() => writeAtomically(file, 'new'));
    expect(await readFile(file, 'utf8')).toBe('new');
    await expect(withoutRights(() => writeAtomically(path.join(folder, 'b.py'), 'x'))).rejects.toMatchObject({
      code: 'EACCES',
    });
  });

  it('takes every name that the file system takes', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, `${'ü'.repeat(126)}.py`);
    await writeAtomically(file, 'one');
    await writeAtomically(file, 'two');
    expect([await readFile(file, 'utf8'), (await readdir(folder)).length]).toEqual(['two', 1]);
  });
});
