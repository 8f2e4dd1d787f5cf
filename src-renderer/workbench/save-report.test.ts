import { describe, expect, it } from 'vitest';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { createStores } from '../state/stores.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { saveReport } from './save-report.ts';

async function setUp(nativeDialogs: boolean) {
  const host = new FakeHost();
  host.info = { ...host.info, nativeDialogs };
  const stores = createStores(host);
  await stores.start();
  const saved: string[] = [];
  return { host, stores, saved, save: (_file: Blob, name: string) => void saved.push(name) };
}

describe('saving a report', () => {
  it('downloads it in a browser', async () => {
    const { host, stores, saved, save } = await setUp(false);
    await saveReport(stores, save);
    expect([saved, host.calls.filter((each) => each.startsWith('report.'))]).toEqual([
      ['report.zip'],
      ['report.create'],
    ]);
  });

  it('writes it where the dialog of the system says', async () => {
    const { host, stores, saved, save } = await setUp(true);
    host.pickedPath = '/home/report.zip';
    await saveReport(stores, save);
    expect([saved, host.calls.filter((each) => each.startsWith('report.'))]).toEqual([
      [],
      ['report.suggestName', 'report.write'],
    ]);
  });

  it('reports a failure', async () => {
    const { host, stores, save } = await setUp(false);
    host.failures.set('report.create', new RpcError('connection-lost', 'gone'));
    await saveReport(stores, save);
    expect(stores.notices.getState().shown).toHaveLength(1);
  });
});
