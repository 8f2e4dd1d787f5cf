// Names that people gave their cameras, under the identity key of src-shared/device/camera-entry.ts. Kept in the settings.

import { identityKey, type CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { SettingsStore } from './settings-store.ts';

export class CameraNames {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  /** The entry with the name that it was given. `present`: all cameras, to tell serial numbers that are not unique. */
  apply(entry: CameraEntry, present: readonly CameraEntry[]): CameraEntry {
    const { cameraNames } = this.#settings.value;
    const key = identityKey(entry, present);
    // A serial number is what the device says: it may be the name of a property that every object has.
    const givenName = Object.hasOwn(cameraNames, key) ? cameraNames[key] : undefined;
    return givenName === undefined ? entry : { ...entry, givenName };
  }

  /** An empty name removes the given one. */
  give(entry: CameraEntry, present: readonly CameraEntry[], name: string): void {
    const key = identityKey(entry, present);
    const others = { ...this.#settings.value.cameraNames };
    delete others[key];
    const given = name.trim();
    this.#settings.change({ cameraNames: given === '' ? others : { ...others, [key]: given } });
  }
}
