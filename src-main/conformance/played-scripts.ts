// The test scripts played by hand, for a camera without an interpreter. What helper.py does on a device, this does here.

import { PixelFormat, rawPictureBytes } from '../../src-shared/picture/pixel-format.ts';
import type { ChannelCall, ChannelReply } from '../simulator/core/script-engine.ts';
import type { ScriptedChannel, ScriptedEngine } from '../simulator/testing/scripted-engine.ts';
import { pattern } from './pattern.ts';
import { endingScript, endlessScript, helperScript, raisingScript } from './test-scripts.ts';

const formats: Readonly<Record<string, number>> = {
  gray: PixelFormat.grayscale,
  rgb565: PixelFormat.rgb565,
  binary: PixelFormat.binary,
  jpeg: PixelFormat.jpeg,
};
const everyMethod = ['poll', 'size', 'shape', 'read', 'write', 'ioctl', 'lock', 'unlock'] as const;

/** From now on the engine plays what it is given to run. A script that it does not know leaves a word on stdout. */
export function playTestScripts(engine: ScriptedEngine): void {
  engine.onRun = (source) => {
    if (source === helperScript.source) {
      playHelper(engine);
      return;
    }
    const script = [endingScript, raisingScript, endlessScript].find((each) => each.source === source);
    engine.print(script?.prints ?? 'a script that nobody knows\r\n');
    if (script?.ends !== 'when stopped') engine.end(script?.ends === 'exception' ? 'exception' : 'finished');
  };
}

function playHelper(engine: ScriptedEngine): void {
  const answer = (call: ChannelCall): ChannelReply => {
    if (call.op !== 'write') return { kind: 'raised' };
    const [number, ...words] = new TextDecoder().decode(call.data).split(' ');
    // Behind the answer to the WRITE, as in the loop of the script.
    setImmediate(() => {
      perform(engine, handle, words);
      engine.sendEvent(handle, Number(number));
    });
    return value(call.data.length);
  };
  const handle = engine.register({ name: 'helper', flags: 0x02, methods: ['write'], answer });
  engine.register(echo());
  engine.register({
    name: 'small pieces that go on',
    flags: 0x01,
    methods: ['size', 'read'],
    answer: (call) => {
      if (call.op === 'size') return value(1000);
      if (call.op !== 'read') return { kind: 'raised' };
      return bytes(pattern(call.offset, Math.max(0, Math.min(call.length, 30, 1000 - call.offset))));
    },
  });
  engine.register({
    name: 'whole',
    flags: 0x01,
    methods: ['size', 'readp'],
    answer: (call) => (call.op === 'readp' ? bytes(pattern(call.offset, call.length)) : value(10_000)),
  });
  engine.register({ name: 'raising', flags: 0x0b, methods: everyMethod, answer: () => ({ kind: 'raised' }) });
  engine.register({ name: 'bare', methods: ['poll'], answer: () => value(1) });
  engine.sendEvent(handle, 0);
}

function echo(): ScriptedChannel {
  let data = pattern(0, 700);
  let noted = 0;
  let [locks, unlocks] = [0, 0];
  const write = (offset: number, written: Uint8Array): ChannelReply => {
    noted = offset;
    const text = new TextDecoder().decode(written);
    if (text === 'answer 0') return value(0);
    if (text === 'answer None') return value(undefined);
    if (text === 'answer -1') return value(-1);
    data = text === 'clear' ? new Uint8Array(0) : written.slice();
    return value(written.length);
  };
  const ioctl = (request: number, args: Uint8Array): ChannelReply => {
    if (request === 1) return value(undefined);
    if (request === 2) return value(0);
    if (request === 3) return value(5);
    noted = args.length + (args.length === 0 ? 1000 : 0);
    return value(undefined);
  };
  const answer = (call: ChannelCall): ChannelReply => {
    switch (call.op) {
      case 'poll':
        return value(data.length > 0 ? 1 : 0);
      case 'size':
        return value(data.length);
      case 'shape':
        return { kind: 'shape', shape: [noted, locks, unlocks] };
      case 'read':
        return bytes(data.slice(call.offset, call.offset + call.length));
      case 'write':
        return write(call.offset, call.data);
      case 'ioctl':
        return ioctl(call.request, call.args);
      case 'lock':
        locks++;
        return value(1);
      case 'unlock':
        unlocks++;
        return value(1);
      default:
        return { kind: 'raised' };
    }
  };
  return { name: 'echo', flags: 0x0b, methods: everyMethod, answer };
}

function perform(engine: ScriptedEngine, handle: number, words: readonly string[]): void {
  const [command, first = '', second = '', third = '', fourth = ''] = words;
  switch (command) {
    case 'print':
      engine.print('x'.repeat(Number(first)));
      break;
    case 'overflow':
      engine.print(`${'x'.repeat(Number(first))}end`);
      break;
    case 'frame': {
      const [width, height, start] = [Number(second), Number(third), Number(fourth)];
      const format = formats[first]!;
      const size = rawPictureBytes(format, width, height);
      const data = size === undefined ? compressed(start) : pattern(start, size);
      engine.snapshot({ width, height, format, data });
      break;
    }
    case 'compressed':
      engine.snapshot({ width: 100, height: 100, format: PixelFormat.jpeg, data: new Uint8Array(Number(first)) });
      break;
    case 'event':
      engine.sendEvent(handle, Number(first));
      break;
    case 'acknowledged':
      engine.sendEvent(handle, Number(first), true);
      break;
    case 'refused':
      engine.print(engine.eventsTaken ? 'sent\r\n' : 'RuntimeError\r\n');
      break;
  }
}

function compressed(start: number): Uint8Array {
  return Uint8Array.of(0xff, 0xd8, ...pattern(start, 96), 0xff, 0xd9);
}

function value(number: number | undefined): ChannelReply {
  return { kind: 'value', value: number };
}

function bytes(data: Uint8Array): ChannelReply {
  return { kind: 'bytes', bytes: data };
}
