import { writeElf } from '../../../src-shared/profile/elf-writer.ts';
import { firmwareFunctions } from './firmware-functions.ts';

/** An ELF whose symbols fit what the simulated camera's profiler reports; there is no code in it. */
export function simulatedFirmwareElf(): Uint8Array {
  return writeElf(firmwareFunctions.map(({ name, address, sizeBytes }) => ({ name, address, size: sizeBytes })));
}
