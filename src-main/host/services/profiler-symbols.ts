// The symbols of the firmware that is being profiled: remembered, loaded by a page, or those that the camera comes with.

import type { CameraIdentity } from '../../../src-shared/device/identity.ts';
import type { SymbolTable } from '../../../src-shared/profile/symbols.ts';
import { symbolsOfElf, type FirmwareSymbols, type SymbolStore } from '../stores/symbol-store.ts';

interface KnownSymbols extends FirmwareSymbols {
  /** Goes up with every change. */
  readonly revision: number;
  /** The camera came with them. */
  readonly builtIn: boolean;
}

export class ProfilerSymbols {
  readonly #store: SymbolStore;
  readonly #ownElf: (identity: CameraIdentity) => Uint8Array | undefined;
  readonly #onChange: () => void;
  #symbols: KnownSymbols | undefined;
  /** Firmware that they belong to. */
  #firmware: string | undefined;
  #revisions = 0;

  constructor(store: SymbolStore, ownElf: (identity: CameraIdentity) => Uint8Array | undefined, onChange: () => void) {
    this.#store = store;
    this.#ownElf = ownElf;
    this.#onChange = onChange;
  }

  get table(): SymbolTable | undefined {
    return this.#symbols?.table;
  }

  /** What pages show of them. */
  get facts(): Pick<KnownSymbols, 'name' | 'functionCount' | 'revision' | 'builtIn'> | undefined {
    if (this.#symbols === undefined) return undefined;
    const { name, functionCount, revision, builtIn } = this.#symbols;
    return { name, functionCount, revision, builtIn };
  }

  get elf(): Pick<KnownSymbols, 'revision' | 'elf'> | undefined {
    return this.#symbols && { revision: this.#symbols.revision, elf: this.#symbols.elf };
  }

  /** Takes the symbols that are known for the firmware of this camera. */
  async recall(identity: CameraIdentity): Promise<void> {
    const firmware = firmwareOf(identity);
    if (firmware === this.#firmware) return;
    this.#firmware = firmware;
    const revision = this.#revisions;
    const kept = await this.#store.find(firmware);
    // Symbols that a page loaded while the file was being read are newer than the file.
    if (this.#firmware !== firmware || this.#revisions !== revision) return;
    const own = kept === undefined ? this.#ownElf(identity) : undefined;
    this.#use(kept ?? (own && symbolsOfElf('simulated-camera.elf', own)), own !== undefined);
  }

  /** Uses these symbols and remembers them for the firmware of the camera. Rejects with a HostError. */
  async learn(symbols: FirmwareSymbols, identity: CameraIdentity | undefined): Promise<void> {
    this.#use(symbols, false);
    if (identity === undefined) return;
    this.#firmware = firmwareOf(identity);
    await this.#store.keep(this.#firmware, symbols);
  }

  /** Forgets them for this firmware. */
  async forget(): Promise<void> {
    if (this.#firmware !== undefined) await this.#store.forget(this.#firmware);
    this.#use(undefined, false);
    this.#firmware = undefined;
  }

  #use(symbols: FirmwareSymbols | undefined, builtIn: boolean): void {
    this.#revisions += 1;
    this.#symbols = symbols && { ...symbols, builtIn, revision: this.#revisions };
    this.#onChange();
  }
}

function firmwareOf({ board, firmware }: CameraIdentity): string {
  return `${board} ${firmware}`;
}
