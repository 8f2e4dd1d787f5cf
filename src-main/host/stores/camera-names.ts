// Names that people gave their cameras. A camera is known by the serial number of its USB device, on whatever port it is;
// one that has none (network, simulated) by its address. Kept in the settings.

import type { FoundCamera } from '../camera-source.ts';
import type { SettingsStore } from './settings-store.ts';

/** Either kind of list: what the ports say, and what the host found. */
type Nameable = Pick<FoundCamera, 'id' | 'name' | 'detail' | 'serialNumber'>;

export class CameraNames {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  /** The entry under its given name; what it is goes in front of its detail. */
  apply<T extends Nameable>(entry: T): T {
    const { cameraNames } = this.#settings.value;
    const key = keyOf(entry);
    // A serial number is what the device says: it may be the name of something that every object has.
    const given = Object.hasOwn(cameraNames, key) ? cameraNames[key] : undefined;
    if (given === undefined) return entry;
    const detail = entry.detail === '' ? entry.name : `${entry.name} · ${entry.detail}`;
    return { ...entry, name: given, detail, givenName: given };
  }

  /** An empty name takes the given one away. */
  give(entry: Nameable, name: string): void {
    const others = { ...this.#settings.value.cameraNames };
    delete others[keyOf(entry)];
    const given = name.trim();
    this.#settings.change({ cameraNames: given === '' ? others : { ...others, [keyOf(entry)]: given } });
  }
}

function keyOf({ serialNumber, id }: Nameable): string {
  return serialNumber ?? id;
}
