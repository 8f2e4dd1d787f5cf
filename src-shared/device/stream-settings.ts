/** What the preview of a camera is set to. A camera ignores what its features do not offer. */
export interface StreamSettings {
  readonly enabled: boolean;
  /** Uncompressed pixels instead of JPEG. */
  readonly raw: boolean;
  /** Largest raw frame in pixels; the camera scales larger ones down. */
  readonly rawSize?: { readonly width: number; readonly height: number };
  /** Sensor that feeds the preview; absent: the script's choice. */
  readonly sensorChipId?: number;
  /** Fetch frames with the slowest request sequence, which every firmware understands. */
  readonly compatible?: boolean;
}
