// The device prints ESC [ 4 0 O LF into stdout when an image that a script compressed itself does not fit the preview
// buffer (docs/protocol-v2.md §12.4). The filter removes the marker, even if it is split across two reads.

const marker = Uint8Array.of(0x1b, 0x5b, 0x34, 0x30, 0x4f, 0x0a);
const noBytes = new Uint8Array(0);

export class OverflowMarkerFilter {
  readonly #onMarker: () => void;
  /** How many bytes of the marker the end of the last piece matched. */
  #matched = 0;

  constructor(onMarker: () => void) {
    this.#onMarker = onMarker;
  }

  /** The text without markers. Bytes that may begin one wait for the next call, or for `flush`. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#matched === 0 && bytes.indexOf(marker[0]!) === -1) return bytes;
    const kept = new Uint8Array(this.#matched + bytes.length);
    let size = 0;
    for (const byte of bytes) {
      if (byte === marker[this.#matched]) {
        if (++this.#matched === marker.length) {
          this.#matched = 0;
          this.#onMarker();
        }
        continue;
      }
      for (let index = 0; index < this.#matched; index++) kept[size++] = marker[index]!;
      // ESC occurs only at the beginning of the marker, so a new match can only begin here.
      this.#matched = byte === marker[0] ? 1 : 0;
      if (this.#matched === 0) kept[size++] = byte;
    }
    return kept.subarray(0, size);
  }

  /** The bytes held back, which are not a marker after all. */
  flush(): Uint8Array {
    const held = this.#matched === 0 ? noBytes : marker.slice(0, this.#matched);
    this.#matched = 0;
    return held;
  }
}
