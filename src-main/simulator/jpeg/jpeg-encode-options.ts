export interface JpegEncodeOptions {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** `rgb565`: little-endian u16 a pixel; `grayscale`: one byte a pixel. */
  readonly format: 'rgb565' | 'grayscale';
  /** 1 to 100; values outside are clamped. */
  readonly quality: number;
}
