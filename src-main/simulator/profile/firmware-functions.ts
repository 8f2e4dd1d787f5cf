// The functions that a profiling build of the firmware would report, by their names in its C sources. Here they stand for
// methods of the simulated `image` module (Python) and for its primitives (JavaScript). Addresses are made up, in the
// external memory that the real firmware runs from; the ELF in firmware-elf.ts tells the same ones.

export interface FirmwareFunction {
  readonly name: string;
  /** Thumb bit set, as functions and reported addresses have it. */
  readonly address: number;
  /** bytes */
  readonly sizeBytes: number;
}

const imageMethods =
  'flush copy crop to_bitmap to_grayscale to_rgb565 to_rainbow to_ironbow to_depth to_evt_dark to_evt_light ' +
  'to_jpeg to_png clear draw_line draw_rectangle draw_circle draw_cross draw_string draw_image draw_ellipse ' +
  'draw_arrow draw_detection draw_edges draw_keypoints flood_fill mask_rectangle mask_circle mask_ellipse binary ' +
  'invert negate b_and b_nand b_or b_nor b_xor b_xnor and nand or nor xor xnor erode dilate open close top_hat ' +
  'black_hat add sub rsub min max difference histeq mean median mode midpoint morph blur gaussian gaussian_blur ' +
  'laplacian bilateral linpolar logpolar lens_corr rotation_corr awb ccm gamma gamma_corr find_edges find_blobs ' +
  'get_hist get_histogram histogram get_stats get_statistics statistics get_regression get_similarity save to_ndarray';

/** Primitives of `_image_ops`, and the function of the firmware each one does the work of. */
const primitiveNames: Readonly<Record<string, string>> = {
  line: 'imlib_draw_line',
  rectangle: 'imlib_draw_rectangle',
  circle: 'imlib_draw_circle',
  ellipse: 'imlib_draw_ellipse',
  text: 'imlib_draw_string',
  get_pixel: 'imlib_get_pixel',
  set_pixel: 'imlib_set_pixel',
  flood_fill: 'imlib_flood_fill',
  clear: 'imlib_zero',
  transfer: 'imlib_draw_image',
  similarity: 'imlib_get_similarity',
  binary: 'imlib_binary',
  invert: 'imlib_invert',
  morphology: 'imlib_erode_dilate',
  filter: 'imlib_filter',
  equalize: 'imlib_histeq',
  equalize_adaptive: 'imlib_clahe_histeq',
  gamma: 'imlib_gamma',
  white_balance: 'imlib_awb',
  color_matrix: 'imlib_ccm',
  lens: 'imlib_lens_corr',
  polar: 'imlib_logpolar',
  rotate: 'imlib_rotation_corr',
  canny: 'imlib_edge_canny',
  histogram: 'imlib_get_histogram',
  statistics: 'imlib_get_statistics',
  percentile: 'imlib_get_percentile',
  otsu: 'imlib_get_threshold',
  blobs_find: 'imlib_find_blobs',
  blobs_merge: 'imlib_merge_blobs',
  regression: 'imlib_get_regression',
  to_samples: 'imlib_image_to_ndarray',
  from_samples: 'imlib_ndarray_to_image',
  encode: 'jpeg_compress',
  decode_file: 'imlib_load_image',
};

/** What calls an image function that the script itself calls. It is not instrumented: it has a symbol, but no record. */
export const interpreterFunction = 'mp_call_function_n_kw';
const uninstrumented = [interpreterFunction, 'mp_execute_bytecode', 'mp_obj_new_tuple', 'gc_alloc', 'main'];
const snapshotNames = ['py_csi_snapshot', 'framebuffer_update_preview', 'png_compress'];

/** External flash of the N6, where its firmware runs from. */
const codeStart = 0x7002_0000;
const alignment = 16;

/** All of them by rising address. */
export const firmwareFunctions: readonly FirmwareFunction[] = placeFunctions([
  ...uninstrumented,
  ...snapshotNames,
  ...imageMethods.split(' ').map((name) => `py_image_${name}`),
  ...Object.values(primitiveNames),
]);

const numbers = new Map(firmwareFunctions.map(({ name }, number) => [name, number]));

/** Index into `firmwareFunctions`; −1 for a name that is not profiled. */
export function functionNumber(name: string): number {
  return uninstrumented.includes(name) ? -1 : (numbers.get(name) ?? -1);
}

/** The function that stands for a primitive called with these arguments; −1 for helpers without a counterpart. */
export function primitiveFunction(primitive: string): (args: readonly unknown[]) => number {
  const number = functionNumber(primitiveNames[primitive] ?? '');
  if (primitive !== 'encode') return () => number;
  const png = functionNumber('png_compress');
  return (args) => (args[1] === 'png' ? png : number);
}

/** A return address inside the caller: the same for every call of this callee there. */
export function returnAddress(caller: FirmwareFunction, callee: number): number {
  const halfWords = caller.sizeBytes / 2 - 4;
  return caller.address + 2 * (2 + ((callee * 37) % halfWords));
}

function placeFunctions(names: readonly string[]): FirmwareFunction[] {
  let at = codeStart;
  return names.map((name, index) => {
    // Sizes as various as those of real functions, and the same in every build.
    const sizeBytes = 64 + ((index * 2_654_435_761) % 61) * 32;
    const address = at | 1;
    at += Math.ceil(sizeBytes / alignment) * alignment;
    return { name, address, sizeBytes };
  });
}
