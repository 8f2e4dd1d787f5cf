// NAL units into access units: everything that belongs to one frame. A frame ends at the marker, at a new time stamp,
// or where the next frame visibly begins. Some senders set the marker on every slice: once that is seen, the marker is
// ignored, which costs one frame of delay.

import { joinAnnexB, type NalCodec } from './nal.ts';

export interface AccessUnit {
  /** Annex B. Key frames carry their parameter sets. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly keyFrame: boolean;
  /** In ticks of the format's clock; 32 bits. */
  readonly timestamp: number;
}

export interface AccessUnitOptions {
  /** Of the session description; used for key frames until the stream brings its own. */
  readonly parameterSets?: readonly Uint8Array[];
  /** Hand out frames that lost packets, and those that depend on them; default false. */
  readonly keepDamaged?: boolean;
  readonly onUnit: (unit: AccessUnit) => void;
  /** A frame was left out: it was damaged, or it depends on one that was. */
  readonly onDropped?: () => void;
}

/** One frame has at most this many units; more is damage. */
const maxUnits = 1024;

export class AccessUnitAssembler {
  readonly #codec: NalCodec;
  readonly #options: AccessUnitOptions;
  readonly #parameterSets = new Map<number, Uint8Array>();
  #units: Uint8Array[] = [];
  #timestamp: number | undefined;
  #hasSlice = false;
  #keyFrame = false;
  #damaged = false;
  /** Nothing can be decoded until the next key frame. */
  #needsKeyFrame = true;
  /** Time stamp of the frame that the last marker ended. */
  #markedTimestamp: number | undefined;
  #markerIsReliable = true;

  constructor(codec: NalCodec, options: AccessUnitOptions) {
    this.#codec = codec;
    this.#options = options;
    for (const set of options.parameterSets ?? []) this.#parameterSets.set(codec.type(set), set);
  }

  /** Adds a unit of the frame at `timestamp`. */
  push(nal: Uint8Array, timestamp: number): void {
    const type = this.#codec.type(nal);
    if (this.#timestamp !== undefined && timestamp !== this.#timestamp) this.#finish();
    else if (this.#hasSlice && this.#beginsNextFrame(nal, type)) this.#finish();
    if (timestamp === this.#markedTimestamp && this.#codec.isSlice(type) && !this.#codec.isFirstSlice(nal)) {
      // The frame that was ended by its marker goes on: the marker does not mark ends here.
      this.#markerIsReliable = false;
      this.#damaged = true;
    }
    this.#markedTimestamp = undefined;
    this.#timestamp = timestamp;
    if (this.#codec.isParameterSet(type)) this.#parameterSets.set(type, nal);
    if (this.#codec.isSlice(type)) this.#hasSlice = true;
    if (this.#codec.isKeySlice(type)) this.#keyFrame = true;
    if (this.#units.length < maxUnits) this.#units.push(nal);
    else this.#damaged = true;
  }

  /** The packet of the last unit carried the marker. */
  mark(): void {
    if (!this.#markerIsReliable || !this.#hasSlice) return;
    this.#markedTimestamp = this.#timestamp;
    this.#finish();
  }

  /** Packets or units are missing at this place. */
  gap(): void {
    this.#damaged = true;
  }

  #beginsNextFrame(nal: Uint8Array, type: number): boolean {
    return this.#codec.isPrefix(type) || (this.#codec.isSlice(type) && this.#codec.isFirstSlice(nal));
  }

  #finish(): void {
    const { onUnit, onDropped, keepDamaged = false } = this.#options;
    const [units, timestamp, keyFrame] = [this.#units, this.#timestamp!, this.#keyFrame];
    const [damaged, hasSlice] = [this.#damaged, this.#hasSlice];
    this.#units = [];
    this.#timestamp = undefined;
    this.#keyFrame = false;
    this.#hasSlice = false;
    this.#damaged = false;
    if (!hasSlice) {
      // Parameter sets alone are kept in #parameterSets. A gap before the first slice damages the next frame.
      this.#damaged = damaged;
      return;
    }
    if (damaged && !keepDamaged) this.#needsKeyFrame = true;
    if (this.#needsKeyFrame && (!keyFrame || (damaged && !keepDamaged))) {
      onDropped?.();
      return;
    }
    this.#needsKeyFrame = false;
    onUnit({ data: joinAnnexB(keyFrame ? this.#withParameterSets(units) : units), keyFrame, timestamp });
  }

  #withParameterSets(units: readonly Uint8Array[]): readonly Uint8Array[] {
    const present = new Set(units.map((unit) => this.#codec.type(unit)));
    const missing = [...this.#parameterSets].filter(([type]) => !present.has(type)).sort(([a], [b]) => a - b);
    return [...missing.map(([, set]) => set), ...units];
  }
}
