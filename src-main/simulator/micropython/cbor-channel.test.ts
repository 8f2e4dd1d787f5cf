import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

/** The encoded examples of docs/protocol-v2.md §17. */
test.each([
  [
    'ch.add("temp", type="label", value=25.5, unit="Cel")',
    '81a4006474656d70381d656c6162656c02fb4039800000000000016343656c',
  ],
  ['ch.add("mirror", type="toggle")', '81a300666d6972726f72381d66746f67676c6502f4'],
  [
    'ch.add("gain", type="slider", min=0, max=10, value=3, unit="dB")',
    '81a700646761696e381d66736c696465720203381e00381f0a38200101626442',
  ],
  ['ch.add("mode", type="select", options=["A", "B"])', '81a400646d6f6465381d6673656c65637402614138218261416142'],
  [
    'import struct\nch.add("depth", type="depth", value=struct.pack("<ff", 100, 200), width=2, height=1)',
    '81a700656465707468381d65646570746808480000c84200004843330234013600371903e8',
  ],
])('%s is encoded as the firmware does it', async (add, hex) => {
  const { text } = await bench.run(
    `from protocol import CBORChannel\nch = CBORChannel()\n${add}\nprint(ch.read(0, ch.size()).hex())`,
  );
  expect(text.trimEnd()).toBe(hex);
});

test('a control that the host writes reaches the script', async () => {
  await bench.start(
    'import protocol\ndef on_write(ch, name, value):\n    print(name, value, ch["mirror"])\n' +
      'ch = protocol.CBORChannel(on_write=on_write)\nch.add("mirror", type="toggle")\n' +
      'protocol.register(name="controls", backend=ch)\nwhile True:\n    pass',
  );
  await bench.until('the channel is there', () => bench.channels.length === 1);
  const data = Uint8Array.from(Buffer.from('81a200666d6972726f7202f5', 'hex'));
  expect(await bench.engine.call(1, { op: 'write', offset: 0, data })).toEqual({ kind: 'value', value: data.length });
  await bench.until('the script heard of it', () => bench.text === 'mirror True True\r\n');
  await bench.engine.restart();
});

test('cbor2 gives back what it was given', async () => {
  const { text } = await bench.run(
    'import cbor2\nvalue = [0, 23, 24, 255, 256, 70000, 1 << 33, -1, -500, 1.5, "中", b"\\x00\\xff", True, False, None, {"a": [1, {}]}]\n' +
      'print(cbor2.loads(cbor2.dumps(value)) == value, cbor2.dumps(float("nan")), cbor2.loads(b"\\xf9\\x3c\\x00"))',
  );
  expect(text).toBe("True b'\\xf9~\\x00' 1.0\r\n");
});
