import { mkdir, readdir, readFile, rm, stat, symlink, writeFile, chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { collect, createTestHost, draftChanges, temporaryFolder } from '../testing/test-host.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function setUp() {
  const folder = await temporaryFolder();
  const examplesFolder = path.join(folder, 'examples');
  await mkdir(path.join(examplesFolder, 'basics'), { recursive: true });
  await writeFile(path.join(examplesFolder, 'basics/hello.py'), 'print(1)\n');
  await writeFile(
    path.join(examplesFolder, 'examples.json'),
    JSON.stringify([{ id: 'hello', folder: 'basics', title: { en: 'Hello', zh: '你好' }, file: 'basics/hello.py' }]),
  );
  const testHost = await createTestHost({ examplesFolder });
  return { ...testHost, folder, file: path.join(folder, 'script.py'), host: testHost.openPage().host };
}

describe('files', () => {
  it('are written whole and read back byte for byte', async () => {
    const { host, file, folder } = await setUp();
    const bytes = encode('a\r\n\t# 你好');
    const { version } = await host.files.write({ path: file, bytes });
    expect(await host.files.read({ path: file })).toEqual({ path: file, bytes, version });
    expect((await readdir(folder)).sort()).toEqual(['examples', 'script.py']);
    expect(await host.files.recent(undefined)).toEqual([file]);
  });

  it('are replaced only on request, and never if they changed since they were read', async () => {
    const { host, file } = await setUp();
    const { version } = await host.files.write({ path: file, bytes: encode('one') });
    await expect(host.files.write({ path: file, bytes: encode('x') })).rejects.toMatchObject({ code: 'file-exists' });
    await writeFile(file, 'from another program');
    await expect(host.files.write({ path: file, bytes: encode('x'), version })).rejects.toMatchObject({
      code: 'file-changed',
      data: { path: file },
    });
    expect(await readFile(file, 'utf8')).toBe('from another program');
    const overwritten = await host.files.write({ path: file, bytes: encode('mine'), overwrite: true });
    await host.files.write({ path: file, bytes: encode('two'), version: overwritten.version });
    expect(await readFile(file, 'utf8')).toBe('two');
  });

  it('keep their links and access rights', async () => {
    const { host, file, folder } = await setUp();
    await writeFile(file, 'one');
    await chmod(file, 0o640);
    const link = path.join(folder, 'link.py');
    await symlink(file, link);
    await host.files.write({ path: link, bytes: encode('two'), overwrite: true });
    expect(await readFile(file, 'utf8')).toBe('two');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  it('that are read-only are replaced only when the page confirms it', async () => {
    const { host, file } = await setUp();
    const { version } = await host.files.write({ path: file, bytes: encode('one') });
    await chmod(file, 0o444);
    await expect(host.files.write({ path: file, bytes: encode('two'), version })).rejects.toMatchObject({
      code: 'file-read-only',
      data: { path: file },
    });
    await expect(host.files.write({ path: file, bytes: encode('two'), overwrite: true })).rejects.toMatchObject({
      code: 'file-read-only',
    });
    expect(await readFile(file, 'utf8')).toBe('one');
    await host.files.write({ path: file, bytes: encode('two'), version, replaceReadOnly: true });
    expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual(['two', 0o444]);
  });

  it('are refused with a code that says why', async () => {
    const { host, folder, file } = await setUp();
    const codeOf = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    await writeFile(path.join(folder, 'large.bin'), new Uint8Array(8 * 1024 * 1024 + 1));
    expect([
      await codeOf(host.files.read({ path: path.join(folder, 'missing.py') })),
      await codeOf(host.files.read({ path: folder })),
      await codeOf(host.files.read({ path: 'relative.py' })),
      await codeOf(host.files.read({ path: '/a\0b' })),
      await codeOf(host.files.read({ path: path.join(folder, 'large.bin') })),
      await codeOf(host.files.read({ path: '/dev/zero' })),
      await codeOf(host.files.list({ path: file })),
      await codeOf(host.files.write({ path: folder, bytes: encode('') })),
      await codeOf(host.files.write({ path: path.join(folder, 'no/such/folder.py'), bytes: encode('') })),
      await codeOf(host.files.createFolder({ path: folder })),
      await codeOf(host.files.readExample({ id: '../secret' })),
      await codeOf(host.files.pickOpen(undefined)),
    ]).toEqual([
      'file-not-found',
      'not-a-file',
      'bad-path',
      'bad-path',
      'file-too-large',
      'not-a-file',
      'file-not-found',
      'not-a-file',
      'file-not-found',
      'file-exists',
      'example-not-found',
      'no-dialogs',
    ]);
  });

  it('are listed with folders first, without what is hidden', async () => {
    const { host, folder, file } = await setUp();
    await writeFile(file, 'abc');
    await writeFile(path.join(folder, '.hidden'), '');
    const { entries } = await host.files.list({ path: folder });
    expect(entries.map(({ name, kind, sizeBytes }) => [name, kind, kind === 'file' ? sizeBytes : 0])).toEqual([
      ['examples', 'folder', 0],
      ['script.py', 'file', 3],
    ]);
  });
});

describe('examples', () => {
  it('are listed and read', async () => {
    const { host } = await setUp();
    expect((await host.files.examples(undefined)).map(({ id }) => id)).toEqual(['hello']);
    expect(await host.files.readExample({ id: 'hello' })).toEqual({ name: 'hello.py', bytes: encode('print(1)\n') });
  });
});

describe('drafts', () => {
  const drafts = [{ id: 'a', name: 'untitled.py', text: 'typed\r\n你好', revision: 0, active: true }];
  const kept = drafts.map((each) => ({ ...each, revision: 1 }));

  it('are written as soon as a full disk has space again', async () => {
    const clock = new ManualClock();
    const { core, openPage, dataFolder } = await createTestHost({ clock });
    const { host } = openPage();
    const problems = collect<{ code: string }>((listener) => host.app.on('problem', listener));
    const file = path.join(dataFolder, 'drafts.json');
    // A folder in the file's place stands for the full disk: writing fails, and later it does not.
    await mkdir(path.join(file, 'inside'), { recursive: true });
    await host.files.keepDrafts(draftChanges(drafts));
    clock.advance(300);
    await problems.until(() => true);
    clock.advance(5000);
    await rm(file, { recursive: true });
    await expect
      .poll(() => {
        clock.advance(5000);
        return readFile(file, 'utf8').catch(() => '');
      })
      .toContain('typed');
    expect(problems.values).toHaveLength(1);
    await core.close();
  });

  it('are on disk shortly after the page sent them, so that a crash loses nothing', async () => {
    const clock = new ManualClock();
    const dataFolder = await temporaryFolder();
    const first = await createTestHost({ dataFolder, clock });
    await first.openPage().host.files.keepDrafts(draftChanges(drafts));
    clock.advance(300);
    await expect
      .poll(() => readFile(path.join(dataFolder, 'drafts.json'), 'utf8').catch(() => ''))
      .toContain('typed\\r\\n你好');
    const second = await createTestHost({ dataFolder });
    expect(await second.openPage().host.files.drafts(undefined)).toEqual(kept);
  });

  it('are on disk when the host closes', async () => {
    const dataFolder = await temporaryFolder();
    const first = await createTestHost({ dataFolder });
    await first.openPage().host.files.keepDrafts(draftChanges(drafts));
    await first.core.close();
    const second = await createTestHost({ dataFolder });
    expect(await second.openPage().host.files.drafts(undefined)).toEqual(kept);
  });

  it('survive damage as far as they can be read', async () => {
    const dataFolder = await temporaryFolder();
    await writeFile(path.join(dataFolder, 'drafts.json'), JSON.stringify([{ id: 5 }, ...drafts]));
    await writeFile(path.join(dataFolder, 'recent.json'), '{"not": "a list"');
    const { openPage } = await createTestHost({ dataFolder });
    expect(await openPage().host.files.drafts(undefined)).toEqual(drafts);
    expect(await readFile(path.join(dataFolder, 'recent.json.damaged'), 'utf8')).toContain('not');
  });

  const change = (text: string, revision: number, id = 'a') => ({ id, name: `${id}.py`, text, revision });

  it('of two pages are both kept, in either order', async () => {
    const { openPage } = await createTestHost();
    const [one, two] = [openPage().host, openPage().host];
    await one.files.keepDrafts({
      page: 'one',
      changed: [change('a', 0), change('b', 0, 'b')],
      closed: [],
      order: ['a', 'b'],
    });
    await two.files.keepDrafts({ page: 'two', changed: [change('b of two', 1, 'b')], closed: [], order: ['a', 'b'] });
    await one.files.keepDrafts({
      page: 'one',
      changed: [change('a of one', 1)],
      closed: [],
      order: ['b', 'a'],
      activeId: 'a',
    });
    expect(await two.files.drafts(undefined)).toEqual([
      { ...change('b of two', 2, 'b'), active: false },
      { ...change('a of one', 2), active: true },
    ]);
  });

  it('that two pages changed are kept twice, and each page goes on with its own', async () => {
    const { host, keep } = await setUpPages();
    await keep('three', change('common', 0));
    await keep('two', change('two', 1));
    const [forked] = await keep('one', change('one', 1));
    expect(forked).toEqual({ id: 'a', keptAs: 'a~3', revision: 3 });
    await keep('one', change('one, more', forked!.revision, forked!.keptAs));
    await keep('two', change('two, more', 2));
    expect((await host.files.drafts(undefined)).map(({ id, text }) => `${id}: ${text}`).sort()).toEqual([
      'a: two, more',
      'a~3: one, more',
    ]);
  });

  it('may be sent again by the page that wrote them if the answer did not reach it', async () => {
    const { host, keep } = await setUpPages();
    await keep('one', change('first', 0));
    await keep('one', change('second', 0));
    expect((await host.files.drafts(undefined)).map(({ text }) => text)).toEqual(['second']);
  });

  it('are closed by the page that saw their newest text, and by no other', async () => {
    const { host } = await setUpPages();
    const close = (page: string, revision: number) =>
      host.files.keepDrafts({ page, changed: [], closed: [{ id: 'a', revision }], order: [] });
    await host.files.keepDrafts({ page: 'one', changed: [change('first', 0)], closed: [], order: ['a'] });
    await host.files.keepDrafts({ page: 'two', changed: [change('second', 1)], closed: [], order: ['a'] });
    await close('three', 1);
    expect(await host.files.drafts(undefined)).toHaveLength(1);
    await close('three', 2);
    expect(await host.files.drafts(undefined)).toEqual([]);
  });
});

async function setUpPages() {
  const { openPage } = await createTestHost();
  const { host } = openPage();
  return {
    host,
    keep: (page: string, ...changed: { id: string; name: string; text: string; revision: number }[]) =>
      host.files.keepDrafts({ page, changed, closed: [], order: changed.map(({ id }) => id) }),
  };
}
