import { Opcode } from '../../../../src-shared/openmv/constants.ts';

const opcodeNames = new Map<number, string>(
  Object.entries(Opcode).map(([name, opcode]) => [opcode, upperSnake(name)] as const),
);
/** The firmware's name of an opcode: CHANNEL_READ. */
export function requestName(opcode: number): string {
  return opcodeNames.get(opcode) ?? `opcode 0x${opcode.toString(16).padStart(2, '0')}`;
}

function upperSnake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
