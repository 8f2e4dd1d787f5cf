import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../lib/coded-error.ts';
import { Deferred } from '../lib/deferred.ts';
import type { Carrier } from './carrier.ts';
import { CarrierCalls } from './carrier-calls.ts';
import { connectClient, createClient } from './client.ts';
import { createMemoryCarriers } from './memory-carrier.ts';
import { RpcError } from './rpc-error.ts';
import { serve } from './server.ts';
import { bytes, nothing, v } from './schema.ts';
import { defineService, method, type ServiceHandlers } from './service.ts';
import { decodeMessage, encodeMessage } from './wire-codec.ts';

const contract = {
  echo: defineService({
    methods: {
      say: method(v.object({ text: v.string(), data: v.optional(bytes) }), v.unknown()),
      wait: method(nothing, nothing),
      fail: method(v.picklist(['coded', 'plain']), nothing),
    },
    events: { spoken: v.object({ text: v.string() }) },
  }),
};

function setUp(over: Partial<ServiceHandlers<typeof contract>['echo']> = {}) {
  const [pageEnd, hostEnd] = createMemoryCarriers();
  const waiting = new Deferred<AbortSignal>();
  const internal: unknown[] = [];
  const served = serve(
    contract,
    {
      echo: {
        say: (params) => params,
        wait: (_params, { signal }) => {
          waiting.resolve(signal);
          return new Promise<undefined>(() => {});
        },
        fail: (kind) => {
          if (kind === 'coded') throw new CodedError('port-busy', 'busy', { data: { port: 'COM3' } });
          throw new Error('a defect');
        },
        ...over,
      },
    },
    hostEnd,
    { onInternalError: (error) => internal.push(error) },
  );
  const problems: string[] = [];
  const client = createClient(contract, new CarrierCalls(pageEnd, { onProblem: (text) => problems.push(text) }));
  return { pageEnd, hostEnd, served, waiting, internal, problems, client };
}

/** The next message that a carrier receives. */
function nextMessage(carrier: Carrier): Promise<unknown> {
  const next = new Deferred<unknown>();
  const listening = carrier.onMessage((message) => {
    listening.dispose();
    next.resolve(message);
  });
  return next.promise;
}

describe('a connection', () => {
  it('rejects a call that its carrier refuses, and keeps working', async () => {
    const [pageEnd, hostEnd] = createMemoryCarriers();
    serve(contract, { echo: { say: (params) => params, wait: () => undefined, fail: () => undefined } }, hostEnd);
    const send = (message: unknown): void => {
      if (encodeMessage(message).length > 100) throw new RpcError('message-too-large', 'no');
      pageEnd.send(message);
    };
    const { echo } = connectClient(contract, { ...pageEnd, send });
    await expect(echo.say({ text: 'x'.repeat(200) })).rejects.toMatchObject({ code: 'message-too-large' });
    expect(await echo.say({ text: 'x' })).toEqual({ text: 'x' });
  });

  it('carries parameters and results, including bytes', async () => {
    const { client } = setUp();
    const params = { text: '你好', data: new Uint8Array([0, 255]) };
    expect(await client.echo.say(params)).toEqual(params);
  });

  it('carries what a call is for, and may have handlers that are made for it', async () => {
    const [pageEnd, hostEnd] = createMemoryCarriers();
    const targets: unknown[] = [];
    serve(
      contract,
      ({ id }) => ({
        echo: {
          say: (_params, { target }) => targets.push([id, target]),
          wait: () => undefined,
          fail: () => undefined,
        },
      }),
      hostEnd,
      { id: 'page' },
    );
    const { echo } = connectClient(contract, pageEnd);
    await echo.say({ text: '' }, { target: 'sim:H7' });
    await echo.say({ text: '' });
    expect(targets).toEqual([
      ['page', 'sim:H7'],
      ['page', undefined],
    ]);
  });

  it('delivers events to every listener until it is disposed', async () => {
    const { client, served } = setUp();
    const heard: string[] = [];
    const listening = client.echo.on('spoken', ({ text }) => heard.push(text));
    served.emit('echo', 'spoken', { text: 'one' });
    await client.echo.say({ text: '' });
    listening.dispose();
    served.emit('echo', 'spoken', { text: 'two' });
    await client.echo.say({ text: '' });
    expect(heard).toEqual(['one']);
  });

  it('keeps the code and facts of a failure on the host', async () => {
    const { client, internal } = setUp();
    await expect(client.echo.fail('coded')).rejects.toMatchObject({
      name: 'RpcError',
      code: 'port-busy',
      message: 'busy',
      data: { port: 'COM3' },
    });
    await expect(client.echo.fail('plain')).rejects.toMatchObject({ code: 'internal' });
    expect(internal).toHaveLength(1);
  });

  it('cancels the call on the host when the page aborts', async () => {
    const { client, waiting } = setUp();
    const controller = new AbortController();
    const call = client.echo.wait(undefined, { signal: controller.signal });
    const hostSignal = await waiting.promise;
    const aborted = new Promise<void>((resolve) => {
      hostSignal.addEventListener('abort', () => resolve());
    });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await aborted;
  });

  it('rejects open and later calls and cancels them on the host when the carrier closes', async () => {
    const { client, waiting, pageEnd, served } = setUp();
    const closed = new Deferred<void>();
    served.connection.onClose(() => closed.resolve());
    const call = client.echo.wait(undefined);
    const hostSignal = await waiting.promise;
    pageEnd.close();
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(client.echo.say({ text: '' })).rejects.toMatchObject({ code: 'connection-lost' });
    await closed.promise;
    expect(hostSignal.aborted).toBe(true);
  });
});

describe('messages of the wrong shape', () => {
  it('are answered by a bad-message error that names the place, and do not reach a handler', async () => {
    const { client } = setUp({ say: () => expect.unreachable() });
    await expect(client.echo.say({ text: 5 } as unknown as { text: string })).rejects.toMatchObject({
      code: 'bad-message',
      data: { where: 'echo.say.text' },
    });
  });

  it('are answered by unknown-method if the name is an inherited property', async () => {
    const { pageEnd } = setUp();
    for (const [service, name] of [
      ['echo', 'constructor'],
      ['__proto__', 'toString'],
      ['nowhere', 'say'],
    ]) {
      const answer = nextMessage(pageEnd);
      pageEnd.send({ type: 'call', id: 1, service, method: name });
      expect(await answer).toMatchObject({ type: 'error', id: 1, error: { code: 'unknown-method' } });
    }
  });

  it('are refused if a call reuses the id of an open one', async () => {
    const { pageEnd } = setUp();
    const answer = nextMessage(pageEnd);
    pageEnd.send({ type: 'call', id: 1, service: 'echo', method: 'wait' });
    pageEnd.send({ type: 'call', id: 1, service: 'echo', method: 'wait' });
    expect(await answer).toMatchObject({ type: 'error', error: { code: 'bad-message' } });
  });

  it('are refused beyond the limit of open calls', async () => {
    const { client } = setUp();
    const calls = Array.from({ length: 257 }, () => client.echo.wait(undefined));
    await expect(calls.at(-1)).rejects.toMatchObject({ code: 'too-many-calls', data: { limit: 256 } });
  });

  it('get one bad-message error each, and the connection keeps working', async () => {
    const { pageEnd, client } = setUp();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom('call', 'result', 'x'), id: fc.jsonValue() })),
        async (garbage) => {
          const answer = nextMessage(pageEnd);
          pageEnd.send(garbage);
          expect(await answer).toMatchObject({ type: 'error', error: { code: 'bad-message' } });
        },
      ),
      { numRuns: 200 },
    );
    expect(await client.echo.say({ text: 'still here' })).toEqual({ text: 'still here' });
  });

  it('from the host do not stop the page from working', async () => {
    const { hostEnd, client, problems } = setUp();
    hostEnd.send({ type: 'result', id: 'x' });
    expect(await client.echo.say({ text: 'still here' })).toEqual({ text: 'still here' });
    expect(problems).toHaveLength(1);
  });
});

describe('the wire codec', () => {
  it('never throws for bytes that are not a message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (garbage) => {
        decodeMessage(garbage);
      }),
    );
  });

  it('decodes every kind of value that it encodes', () => {
    const message = { a: [1, -1.5, 'x', true, undefined], b: new Uint8Array([1, 2, 3]), c: { d: undefined } };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });
});
