// Most scripts on the web are written for firmware 4. Firmware 5 refuses them with errors that do not name the cause, so
// a hint follows the error: what changed and how to write it now.

import type { ScriptError } from '../../core/board-family.ts';

/** How a method that took separate coordinates is called now. */
const tupleCalls: Readonly<Record<string, string>> = {
  draw_line: '((x0, y0, x1, y1), …)',
  draw_rectangle: '((x, y, w, h), …)',
  draw_circle: '((x, y, r), …)',
  draw_ellipse: '((cx, cy, rx, ry, rotation), …)',
  draw_cross: '((x, y), …)',
  draw_arrow: '((x0, y0, x1, y1), …)',
  draw_string: '((x, y), text, …)',
  get_pixel: '((x, y))',
  set_pixel: '((x, y), color)',
  flood_fill: '((x, y), …)',
  mask_rectangle: '((x, y, w, h))',
  mask_circle: '((x, y, r))',
  mask_ellipse: '((cx, cy, rx, ry, rotation))',
};

/** Names that firmware 5 does not have, and what to write instead. */
const replacements: Readonly<Record<string, string>> = {
  rotation_deg: 'math.degrees(blob.rotation)',
  rotation_rad: 'blob.rotation',
  extent: 'blob.density',
  solidity: 'image.get_solidity(blob)',
  convexity: 'image.get_convexity(blob)',
  enclosing_circle: 'image.get_enclosing_circle(blob)',
  enclosed_ellipse: 'image.get_enclosed_ellipse(blob)',
  major_axis_line: 'image.get_major_axis_line(blob)',
  minor_axis_line: 'image.get_minor_axis_line(blob)',
  compressed: 'img.to_jpeg(copy=True)',
  compress_for_ide: 'img.to_jpeg()',
  compressed_for_ide: 'img.to_jpeg(copy=True)',
  mean_pool: 'img.scale(x_scale=…, y_scale=…, hint=image.AREA)',
  mean_pooled: 'img.copy(x_scale=…, y_scale=…, hint=image.AREA)',
  midpoint_pool: 'img.scale(x_scale=…, y_scale=…)',
  midpoint_pooled: 'img.copy(x_scale=…, y_scale=…)',
  cartoon: 'img.bilateral(…)',
  remove_shadows: 'img.gamma(…) or img.histeq(adaptive=True)',
  chrominvar: 'img.awb()',
  illuminvar: 'img.histeq(adaptive=True)',
};

const moduleReplacements: Readonly<Record<string, string>> = { tf: 'ml', nn: 'ml', lcd: 'display', tv: 'display' };

/** The hint for an error of a script that seems to be written for firmware 4, or undefined. */
export function firmware4Hint({ type, message, line }: ScriptError): string | undefined {
  if (type === 'TypeError') return callHint(message, line);
  if (type === 'AttributeError') return attributeHint(message);
  if (type === 'ImportError') return moduleHint(message);
  return undefined;
}

function callHint(message: string, line: string): string | undefined {
  if (/^'\w+' object isn't callable$/.test(message)) {
    const calls = [...line.matchAll(/\.(\w+)\(\)/g)].map(([, name]) => name!);
    const first = calls.find((name) => !/^(?:find|get|set|to)_/.test(name));
    if (first === undefined) return undefined;
    return `in firmware 5, results such as blobs have attributes instead of methods: write .${first} without parentheses`;
  }
  if (message.endsWith("keyword argument 'robust'")) return 'firmware 5 removed robust from get_regression()';
  const takesTuple = /isn't a tuple or list$|positional arguments|multiple values for argument/.test(message);
  const called = takesTuple ? [...line.matchAll(/\.(\w+)\(/g)].map(([, name]) => name!) : [];
  const name = called.find((method) => method in tupleCalls);
  if (name === undefined) return undefined;
  return `firmware 5 takes coordinates as one tuple: write ${name}${tupleCalls[name]}`;
}

function attributeHint(message: string): string | undefined {
  const name = /has no attribute '(\w+)'$/.exec(message)?.[1];
  const replacement = name === undefined ? undefined : replacements[name];
  return replacement && `firmware 5 removed ${name}: write ${replacement}`;
}

function moduleHint(message: string): string | undefined {
  const name = /^(\w+) is not simulated$|^no module named '(\w+)'$/.exec(message);
  const replacement = moduleReplacements[name?.[1] ?? name?.[2] ?? ''];
  return replacement && `firmware 5 has ${replacement} instead`;
}
