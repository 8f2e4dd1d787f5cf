import type { DecodedImage } from './frame-decoder.ts';

/** Decodes the bytes of an image file. Rejects if they are damaged. */
export type DecodeImageFile = (file: Uint8Array<ArrayBuffer>, type: string) => Promise<DecodedImage>;

/** ImageDecoder is the fastest for small images; it is missing where the page is not a secure context. */
export const decodeImageFile: DecodeImageFile = async (file, type) => {
  if (typeof ImageDecoder === 'undefined') {
    const bitmap = await createImageBitmap(new Blob([file], { type }));
    const draw = (context: OffscreenCanvasRenderingContext2D): void => context.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, height: bitmap.height, draw, close: () => bitmap.close() };
  }
  const decoder = new ImageDecoder({ data: file, type });
  try {
    return videoFrameImage((await decoder.decode()).image);
  } finally {
    decoder.close();
  }
};

export function videoFrameImage(frame: VideoFrame): DecodedImage {
  return {
    width: frame.displayWidth,
    height: frame.displayHeight,
    draw: (context) => context.drawImage(frame, 0, 0),
    close: () => frame.close(),
  };
}
