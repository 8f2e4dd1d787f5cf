import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hostContract } from '../../src-shared/contract/contract.ts';
import { decodeLaneHeader, laneHeaderSize } from '../../src-shared/contract/frame-lane.ts';
import { connectClient } from '../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import { collect, createTestHost } from '../host/testing/test-host.ts';
import { createMessagePortCarrier, type MainPort } from './message-port-carrier.ts';
import { isOwnPage, PortBroker } from './port-broker.ts';

/** Node's port with the events of Electron's. */
function mainPort(port: MessagePort): MainPort {
  onTestFinished(() => port.close());
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      // Electron delivers nothing before start(); Node starts with the first listener.
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }));
      else port.on('close', () => listener({ data: undefined }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}

async function setUp() {
  const testHost = await createTestHost();
  const desk = new PortBroker({
    core: testHost.core,
    createPorts: () => {
      const { port1, port2 } = new MessageChannel();
      onTestFinished(() => port2.close());
      return { ours: mainPort(port1), theirs: port2 };
    },
  });
  return { ...testHost, desk };
}

const ownFrame = { url: 'app://viewfinder/', parent: null };
const callsRequest = { type: 'viewfinder-port-request', kind: 'calls' };

describe('the port broker', () => {
  it('gives our page a port for calls, and each lane a separate port', async () => {
    const { desk, source } = await setUp();
    const calls = desk.answer(ownFrame, callsRequest)!;
    const host = connectClient(hostContract, createMessagePortCarrier(mainPort(calls.port!)));
    await host.camera.connect({ id: 'sim' });
    const { lane } = await host.frames.openLane(undefined);
    const frames = desk.answer(ownFrame, { type: 'viewfinder-port-request', kind: 'frames', lane })!;
    expect(frames.request).toEqual({ type: 'viewfinder-port-request', kind: 'frames', lane });
    const received = collect<Uint8Array>((listener) => frames.port!.on('message', listener));
    await host.frames.credit({ lane, count: 1 });
    source.camera.sendFrame();
    const frame = await received.until(() => true);
    expect(decodeLaneHeader(frame)).toMatchObject({ sequence: 1, width: 2, height: 1, dataBytes: 4 });
    expect([...frame.subarray(laneHeaderSize)]).toEqual([1, 0, 0, 0]);
  });

  it('ends calls and lane when the page closes', async () => {
    const { desk } = await setUp();
    const calls = desk.answer(ownFrame, callsRequest)!;
    const host = connectClient(hostContract, createMessagePortCarrier(mainPort(calls.port!)));
    const { lane } = await host.frames.openLane(undefined);
    const frames = desk.answer(ownFrame, { type: 'viewfinder-port-request', kind: 'frames', lane })!;
    const closed = new Promise((resolve) => frames.port!.on('close', resolve));
    calls.port!.close();
    await closed;
    await expect(host.app.info(undefined)).rejects.toMatchObject({ code: 'connection-lost' });
  });

  it('reports that the last page is closed, after everything it sent', async () => {
    const { desk, core } = await setUp();
    await desk.untilIdle();
    const calls = desk.answer(ownFrame, callsRequest)!;
    const carrier = createMessagePortCarrier(mainPort(calls.port!));
    const host = connectClient(hostContract, carrier);
    await host.app.info(undefined);
    const idle = desk.untilIdle();
    const draft = { id: 'new:1', name: 'a.py', text: 'last words' };
    const changes = { page: 'page', changed: [{ ...draft, revision: 0 }], closed: [], order: [draft.id] };
    host.files.keepDrafts(changes).catch(() => undefined);
    carrier.close();
    await idle;
    const [ours, theirs] = createMemoryCarriers();
    core.connect(theirs);
    expect(await connectClient(hostContract, ours).files.drafts(undefined)).toMatchObject([draft]);
  });

  it('refuses other pages, frames inside a page and malformed requests', async () => {
    const { desk } = await setUp();
    for (const [frame, request] of [
      [null, callsRequest],
      [{ url: 'https://evil.example/', parent: null }, callsRequest],
      [{ url: 'app://viewfinder.evil/', parent: null }, callsRequest],
      [{ url: 'app://viewfinder/', parent: ownFrame }, callsRequest],
      [ownFrame, { type: 'viewfinder-port-request', kind: 'everything' }],
      [ownFrame, undefined],
    ] as const) {
      expect(desk.answer(frame, request)).toBeUndefined();
    }
    const unknownLane = { type: 'viewfinder-port-request', kind: 'frames', lane: 'nobody' };
    expect(desk.answer(ownFrame, unknownLane)).toEqual({ request: unknownLane, port: undefined });
    expect(isOwnPage({ url: 'app://viewfinder/index.html#x', parent: null })).toBe(true);
  });
});
