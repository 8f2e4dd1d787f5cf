export interface JpegEncodeOptions {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** `rgb565`: one little-endian u16 per pixel; `grayscale`: one byte per pixel. */
  readonly format: 'rgb565' | 'grayscale';
  /** 1 to 100; values outside are clamped. */
  readonly quality: number;
}
