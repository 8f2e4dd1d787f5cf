import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './build-if-stale.mjs';
import { loadOfBuilder, packageInto } from './package-for-tests.mjs';

const configFile = path.join(root, 'electron-builder.yml');
const yaml = loadOfBuilder('js-yaml');
const config = yaml.load(readFileSync(configFile, 'utf8'));

describe('electron-builder.yml', () => {
  it('keeps to the schema of electron-builder', () => {
    const Ajv = loadOfBuilder('ajv').default ?? loadOfBuilder('ajv');
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addKeyword('typeof');
    const validate = ajv.compile(
      JSON.parse(readFileSync(loadOfBuilder.resolve('app-builder-lib/scheme.json'), 'utf8')),
    );
    expect([validate(config), validate.errors]).toEqual([true, null]);
    expect(validate({ ...config, asarUnpacked: [] })).toBe(false);
  });

  it('makes every promised installer for both kinds of processor', () => {
    const targets = ({ target }) => Object.fromEntries(target.map((each) => [each.target, each.arch]));
    const both = ['x64', 'arm64'];
    expect(targets(config.win)).toEqual({ nsis: both, portable: both });
    expect(targets(config.mac)).toEqual({ dmg: both, zip: both });
    expect(targets(config.linux)).toEqual({ AppImage: both, deb: both, rpm: both, 'tar.gz': both });
    expect(config.nsis).toMatchObject({ oneClick: true, perMachine: false });
    expect(config.mac).toMatchObject({ hardenedRuntime: true });
    expect([config.deb.fpm, config.rpm.fpm].flat().every((each) => each.includes('60-viewfinder.rules='))).toBe(true);
  });

  it('names only files that are there', () => {
    const { win, mac, nsis, linux, deb, rpm } = config;
    const named = [win.icon, mac.icon, mac.entitlements, nsis.include, deb.afterInstall, rpm.afterRemove];
    const rules = deb.fpm.map((each) => each.split('=')[0]);
    for (const file of [...named, ...rules, path.join(linux.icon, '512x512.png')]) {
      expect(statSync(path.join(root, file)).size, file).toBeGreaterThan(0);
    }
  });
});

describe('the packaged program', () => {
  let folder;
  let packaged;
  let archived;
  let unpacked;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'viewfinder-package-'));
    packaged = await packageInto(folder);
    const { listPackage, statFile } = loadOfBuilder('@electron/asar');
    const archive = path.join(packaged, 'resources/app.asar');
    const entries = listPackage(archive).map((each) => each.replaceAll('\\', '/').replace(/^\//, ''));
    const files = entries
      .map((name) => ({ name, ...statFile(archive, path.normalize(name)) }))
      .filter((entry) => entry.size !== undefined);
    archived = files.filter((file) => file.unpacked !== true);
    unpacked = files.filter((file) => file.unpacked === true);
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const names = (files) => files.map(({ name }) => name);
  const totalBytes = (files) => files.reduce((total, { size }) => total + size, 0);

  it('holds the program, its page, its data and its dependencies, and no sources, tests or tools', () => {
    for (const name of [
      'package.json',
      'dist/main/electron-main.js',
      'dist/main/preload.cjs',
      'dist/main/simulator.worker.js',
      'dist/main/script.worker.js',
      'dist/renderer/index.html',
      'assets/examples/examples.json',
      'assets/boards/boards.json',
      'node_modules/cborg/package.json',
      'node_modules/valibot/package.json',
    ]) {
      expect(names(archived)).toContain(name);
    }
    const strange = names([...archived, ...unpacked]).filter(
      (name) =>
        /\.(map|test\.\w+|spec\.ts|tsx|d\.ts)$/.test(name) ||
        /^(e2e|bench|docs|scripts|assets\/icons|src-|\.github|\.ci|dist\/stand-in)/.test(name) ||
        /^node_modules\/(react|monaco-editor|@xterm|vite|typescript|electron|electron-builder|playwright)\//.test(name),
    );
    expect(strange).toEqual([]);
  });

  it('has native modules and WebAssembly outside the archive, and none of our code', () => {
    const outside = names(unpacked);
    const prebuilt = outside.filter((name) => name.endsWith('.node')).map((name) => name.split('/').at(-2));
    const systems = ['darwin-x64+arm64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];
    expect(new Set(prebuilt)).toEqual(new Set(systems));
    expect(outside).toContain('node_modules/@micropython/micropython-webassembly-pyscript/micropython-ulab.wasm');
    expect(outside.some((name) => name.endsWith('libjpegturbowasm.wasm'))).toBe(true);
    expect(outside).toContain('assets/linux/60-viewfinder.rules');
    expect(outside.filter((name) => name.startsWith('dist/'))).toEqual([]);
    expect(names(archived).filter((name) => /\.(node|wasm)$/.test(name))).toEqual([]);
    for (const name of outside) {
      expect(statSync(path.join(packaged, 'resources/app.asar.unpacked', name)).isFile(), name).toBe(true);
    }
  });

  it('is not large', () => {
    const megabytes = (bytes) => Math.round(bytes / 1e5) / 10;
    const sizes = { archiveMb: megabytes(totalBytes(archived)), outsideMb: megabytes(totalBytes(unpacked)) };
    console.log(`packaged: ${JSON.stringify(sizes)}`);
    expect(sizes.archiveMb).toBeLessThan(25);
    expect(sizes.outsideMb).toBeLessThan(12);
  });

  it('has its fuses set in the program itself', async () => {
    const { getCurrentFuseWire, FuseV1Options } = loadOfBuilder('@electron/fuses');
    const wire = await getCurrentFuseWire(path.join(packaged, 'viewfinder'));
    const state = (fuse) => wire[FuseV1Options[fuse]] === '1'.charCodeAt();
    expect({
      RunAsNode: state('RunAsNode'),
      EnableCookieEncryption: state('EnableCookieEncryption'),
      EnableNodeOptionsEnvironmentVariable: state('EnableNodeOptionsEnvironmentVariable'),
      EnableNodeCliInspectArguments: state('EnableNodeCliInspectArguments'),
      EnableEmbeddedAsarIntegrityValidation: state('EnableEmbeddedAsarIntegrityValidation'),
      OnlyLoadAppFromAsar: state('OnlyLoadAppFromAsar'),
      GrantFileProtocolExtraPrivileges: state('GrantFileProtocolExtraPrivileges'),
    }).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      GrantFileProtocolExtraPrivileges: false,
    });
  });
});
