import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
let outside: string;
beforeAll(async () => {
  bench = await ScriptBench.create();
  outside = await mkdtemp(path.join(tmpdir(), 'outside-'));
  await writeFile(path.join(outside, 'secret.txt'), 'secret');
});
afterAll(async () => {
  await bench.dispose();
  await rm(outside, { recursive: true });
});

/** Runs an expression and prints its value or the class of its exception. */
async function attempt(expression: string, setup = ''): Promise<string> {
  const source = `${setup}\ntry:\n    print(repr(${expression}))\nexcept Exception as error:\n    print(type(error).__name__)`;
  return (await bench.run(source)).text.trimEnd();
}

describe('JavaScript', () => {
  test.each([
    ['js.process', 'import js'],
    ['js.globalThis', 'import js'],
    ['js.Function', 'import js'],
    ['js.constructor', 'import js'],
    ['_cam.ticks_ms.constructor', 'import _cam'],
    ['_cam.ticks_ms.call', 'import _cam'],
    ['_cam.__proto__', 'import _cam'],
    ['_cam.constructor', 'import _cam'],
    ['jsffi.create_proxy(print).constructor', 'import jsffi'],
  ])('%s is out of reach', async (expression, setup) => {
    expect(await attempt(expression, setup)).toBe('AttributeError');
  });

  test('cannot be changed, called or iterated', async () => {
    expect(await attempt('list(_cam)', 'import _cam')).toMatch(/TypeError|\[\]/);
    expect(await attempt('_cam.ticks_ms["constructor"]', 'import _cam')).toMatch(/None|TypeError/);
    expect(await attempt('_cam.ticks_ms.new()', 'import _cam')).toMatch(/None|AttributeError/);
    const { text } = await bench.run('import js\njs.Object = 1\nprint(hasattr(js, "Object"))');
    expect(text).toBe('False\r\n');
  });

  test('functions that get nonsense neither throw nor stop the script', async () => {
    const source =
      'import _cam\nfor _ in range(300):\n    _cam.render([], {}, None)\nprint("alive", _cam.last_error() != None)';
    expect(await bench.run(source)).toEqual({ kind: 'finished', text: 'alive True\r\n' });
  });
});

describe('host files', () => {
  test.each(['/etc/passwd', '/proc/self/environ', '/dev/tty', '/flash/../etc/passwd', '../../etc/passwd'])(
    '%s does not exist',
    async (name) => {
      expect(await attempt(`open("${name}").read()`)).toBe('OSError');
    },
  );

  test('standard input of the host is closed to scripts', async () => {
    expect(await attempt('sys.stdin.read()', 'import sys')).toBe("''");
    expect(await attempt('open("/dev/stdin").read()')).toBe('OSError');
  });

  test('a link in the flash folder leads nowhere outside', async () => {
    await symlink(outside, path.join(bench.flashFolder, 'folder'));
    await symlink(path.join(outside, 'secret.txt'), path.join(bench.flashFolder, 'file'));
    expect(await attempt('open("/flash/folder/secret.txt").read()')).toBe('OSError');
    expect(await attempt('open("/flash/file").read()')).toBe('OSError');
    expect(await attempt('open("/flash/file", "w").write("x")')).toBe('OSError');
    expect(await attempt('open("/flash/folder/new", "w").write("x")')).toBe('OSError');
    expect(await attempt('os.listdir("/flash/folder")', 'import os')).toBe('OSError');
    expect(await attempt('os.rename("/flash/folder/secret.txt", "/flash/mine")', 'import os')).toBe('OSError');
    expect(await attempt('os.listdir("/flash")', 'import os')).toBe('[]');
    expect(await readdir(outside)).toEqual(['secret.txt']);
    expect(await readFile(path.join(outside, 'secret.txt'), 'utf8')).toBe('secret');
    await rm(path.join(bench.flashFolder, 'folder'));
    await rm(path.join(bench.flashFolder, 'file'));
  });
});

describe('/flash', () => {
  test('is the folder of the host, and outlives the interpreter', async () => {
    await writeFile(path.join(bench.flashFolder, 'given.txt'), 'from the host');
    await mkdir(path.join(bench.flashFolder, 'lib'));
    await writeFile(path.join(bench.flashFolder, 'lib', 'helper.py'), 'def triple(n):\n    return 3 * n\n');
    const { text } = await bench.run(
      `import os
from helper import triple
print(os.getcwd(), open("given.txt").read(), triple(2))
with open("log.txt", "w") as f:
    f.write("one")
with open("/flash/log.txt", "a") as f:
    f.write(" two")
with open("log.txt", "r+b") as f:
    f.seek(1)
    f.write(b"NE")
    f.seek(0)
    print(f.read())
os.mkdir("data")
os.rename("log.txt", "data/kept.txt")
print(sorted(os.listdir()), os.listdir("data"), os.stat("data/kept.txt")[6])
open("gone.txt", "w").close()
os.remove("gone.txt")
`,
    );
    expect(text).toBe("/flash from the host 6\r\nb'oNE two'\r\n['data', 'given.txt', 'lib'] ['kept.txt'] 7\r\n");
    expect(await readFile(path.join(bench.flashFolder, 'data', 'kept.txt'), 'utf8')).toBe('oNE two');
    expect(await bench.run('print(open("data/kept.txt").read())')).toEqual({ kind: 'finished', text: 'oNE two\r\n' });
  });

  test('reports errors by their usual numbers', async () => {
    const { text } = await bench.run(
      'import errno\ntry:\n    open("none")\nexcept OSError as error:\n    print(error.errno == errno.ENOENT, error)',
    );
    expect(text).toBe('True [Errno 2] ENOENT\r\n');
  });
});

describe('the file system outside of /flash', () => {
  test.each([
    'open("/x", "w")',
    'open("/tmp/x", "w")',
    'open("/rom/x", "w")',
    'open("/rom/lib/csi.py", "w")',
    'open("/rom/lib/csi.py", "r+")',
    'open("/dev/shm/x", "w")',
    'os.mkdir("/more")',
    'os.mkdir("/rom/more")',
    'os.remove("/rom/lib/csi.py")',
    'os.rename("/rom/lib/csi.py", "/rom/lib/other.py")',
    'os.rename("/rom/lib/csi.py", "/flash/csi.py")',
    'os.rmdir("/rom/lib")',
    'os.rmdir("/flash")',
  ])('%s is refused', async (expression) => {
    expect(await attempt(expression, 'import os')).toBe('OSError');
  });

  test('holds the folders of a camera and no others', async () => {
    expect(await attempt('sorted(os.listdir("/"))', 'import os')).toBe("['flash', 'rom']");
  });

  test('has folders that cannot be opened as files', async () => {
    const { text } = await bench.run(
      'import errno\nfor name in ("/flash", "/rom/lib"):\n    try:\n        open(name)\n    except OSError as error:\n' +
        '        print(error.errno == errno.EISDIR)',
    );
    expect(text).toBe('True\r\nTrue\r\n');
  });
});

describe('the size of /flash', () => {
  const fill = `
import os
def fill(write):
    try:
        while True: write()
    except OSError as error:
        return error.errno == 28
`;

  test('is limited for one growing file, and removing the file frees it', async () => {
    const { text } = await bench.run(`${fill}
before = os.statvfs("/flash")
block = bytes(1024 * 1024)
f = open("big", "wb")
print(fill(lambda: f.write(block)))
size = os.stat("big")[6]
free = os.statvfs("/flash")
f.close()
os.remove("big")
after = os.statvfs("/flash")
print(before[0] * before[2] // 1024 // 1024, 60 < size // 1024 // 1024 <= 64, free[3] < 256, after[3] == before[3])`);
    expect(text).toBe('True\r\n64 True True True\r\n');
  });

  test('is limited for a file that grows by seeking', async () => {
    const { text } = await bench.run(`${fill}
f = open("gap", "wb")
def far():
    f.seek(100 * 1024 * 1024)
    f.write(b"x")
    f.flush()
print(fill(far), os.stat("gap")[6])
os.remove("gap")`);
    expect(text).toBe('True 0\r\n');
  });
});
