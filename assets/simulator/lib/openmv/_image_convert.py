# Copies and conversions of image.Image, and drawing one image into another.

import _image_ops as _ops
from _image_core import (
    BAYER,
    BINARY,
    BLACK_BACKGROUND,
    GRAYSCALE,
    HMIRROR,
    JPEG,
    PNG,
    RGB565,
    SCALE_ASPECT_IGNORE,
    TRANSPOSE,
    VFLIP,
    YUV422,
    Image,
    _OPTIONS,
    _address,
    _allocate,
    _bytes_of,
    _done,
    _image,
    _mask,
    _mutable,
    _options,
    _require,
    _roi,
)
from uctypes import addressof

PALETTE_RAINBOW = 0
PALETTE_IRONBOW = 1
PALETTE_DEPTH = 2
PALETTE_EVT_DARK = 3
PALETTE_EVT_LIGHT = 4


def _palette(value, pixformat):
    if value is None:
        return 0
    if isinstance(value, int):
        if not 0 <= value <= PALETTE_EVT_LIGHT or pixformat != RGB565:
            raise ValueError("Invalid color palette")
        return -1 - value
    if _mutable(_image(value))._f != pixformat:
        raise ValueError("Unexpcted color palette format")
    if value._w * value._h != 256:
        raise ValueError("Color palette must be 256 pixels")
    return value._p


def _scales(x_scale, y_scale):
    if x_scale is None:
        x_scale = 1.0 if y_scale is None else y_scale
    return x_scale, x_scale if y_scale is None else y_scale


def _drawing(image, x, y, x_scale, y_scale, roi, channel, alpha, color_palette, alpha_palette, hint, transform):
    # Writes the options of a transfer; answers the hint.
    if channel < -1 or channel > 2:
        raise ValueError("RGB channel can be 0, 1, or 2")
    if alpha < 0 or alpha > 255:
        raise ValueError("Alpha ranges between 0 and 255")
    if transform is not None:
        raise NotImplementedError("the transform argument is not simulated")
    values = _options
    values[0] = x
    values[1] = y
    values[2], values[3] = _scales(x_scale, y_scale)
    values[4], values[5], values[6], values[7] = _roi(image, roi)
    values[8] = channel
    values[9] = alpha
    values[10] = hint & 0x7FFFFFFF
    values[11] = 1 if hint & BLACK_BACKGROUND else 0
    values[12] = _palette(color_palette, RGB565)
    values[13] = _palette(alpha_palette, GRAYSCALE)


def _convert(
    image,
    pixformat,
    palette,
    copies,
    *,
    x_scale=None,
    y_scale=None,
    roi=None,
    rgb_channel=-1,
    alpha=255,
    color_palette=-1,
    alpha_palette=None,
    hint=0,
    transform=None,
    copy=None,
    copy_to_fb=False,
    quality=90,
    subsampling=0
):
    if color_palette != -1:
        palette = color_palette
    copies = copies if copy is None else copy
    if not 1 <= quality <= 100:
        raise ValueError("Quality ranges between 0 and 100")
    # Placement makes no sense here; alpha mixes with black.
    hint = (hint & 0x37F) | BLACK_BACKGROUND
    _drawing(
        image, 0, 0, x_scale, y_scale, roi, rgb_channel, alpha, palette, alpha_palette, hint, transform
    )
    source = image._f
    target = source if pixformat is None else pixformat
    if source in (BAYER, YUV422) or target in (BAYER, YUV422):
        raise NotImplementedError("Bayer and YUV422 images are not simulated")
    width = int(_options[6] * abs(_options[2]) + 1e-6)
    height = int(_options[7] * abs(_options[3]) + 1e-6)
    if hint & TRANSPOSE:
        width, height = height, width
    _require(width > 0 and height > 0, "The image would have no pixels!")
    if target in (JPEG, PNG):
        plain = (
            (width, height) == (image._w, image._h)
            and _options[2] == _options[3] == 1
            and (rgb_channel, alpha, palette, alpha_palette) == (-1, 255, None, None)
            and not hint & (HMIRROR | VFLIP | TRANSPOSE)
        )
        if plain and target == source:
            data = bytearray(image)
        else:
            img = image
            if not plain or source in (JPEG, PNG):
                img = Image(width, height, GRAYSCALE if source in (BINARY, GRAYSCALE) and palette is None else RGB565)
                _done(_ops.transfer(img._p, image._p, _OPTIONS, "copy", 0))
            data = _allocate(_done(_ops.encode(img._p, "jpeg" if target == JPEG else "png", quality)))
            _ops.take(addressof(data))
        size = len(data)
    else:
        size = _bytes_of(target, width, height)
        data = None
    if copies or copy_to_fb:
        result = Image(width, height, target, buffer=data if data is not None else _allocate(size))
        result._grows = copy_to_fb
        if data is None:
            _done(_ops.transfer(result._p, image._p, _OPTIONS, "copy", 0))
        if copy_to_fb:
            result.flush()
        return result
    _require(size <= len(image._data) or image._grows, "The image doesn't fit in the frame buffer!")
    if data is not None:
        if size <= len(image._data):
            memoryview(image._data)[:size] = data
            data = image._data
        image._set(width, height, target, data, size)
        return image
    if size <= len(image._data) and source not in (JPEG, PNG):
        # Over itself: the primitive reads from a copy.
        before = image._d
        data = image._data
    else:
        before = image._d
        data = _allocate(size)
    kept = image._data
    image._set(width, height, target, data, size)
    _done(_ops.transfer(image._p, addressof(before), _OPTIONS, "copy", 0))
    return image


def _line_op(
    target,
    operation,
    image,
    x=0,
    y=0,
    *,
    x_scale=None,
    y_scale=None,
    roi=None,
    rgb_channel=-1,
    alpha=255,
    color_palette=None,
    alpha_palette=None,
    hint=0,
    transform=None,
    mask=None
):
    _mutable(target)
    if isinstance(image, (int, tuple, list)):
        pixel = Image(1, 1, target._f)
        pixel.set_pixel((0, 0), image)
        image = pixel
        hint |= SCALE_ASPECT_IGNORE
    else:
        image = _image(image)
    mask = _mask(mask)
    if operation != "copy":
        hint |= BLACK_BACKGROUND
    _drawing(
        image, x, y, x_scale, y_scale, roi, rgb_channel, alpha, color_palette, alpha_palette, hint, transform
    )
    _done(_ops.transfer(target._p, image._p, _OPTIONS, operation, _address(mask)))
    return target


def draw_image(self, image, x=0, y=0, **options):
    return _line_op(self, "copy", image, x, y, **options)


# Defaults instead of closures: inside a call of a closure garbage cannot be collected (collector.ts).
def _conversion(pixformat, palette, copies):
    def method(self, *, _format=pixformat, _palette=palette, _copies=copies, **options):
        return _convert(self, _format, _palette, _copies, **options)

    return method


METHODS = {
    "copy": _conversion(None, None, True),
    "crop": _conversion(None, None, False),
    "to_bitmap": _conversion(BINARY, None, False),
    "to_grayscale": _conversion(GRAYSCALE, None, False),
    "to_rgb565": _conversion(RGB565, None, False),
    "to_rainbow": _conversion(RGB565, PALETTE_RAINBOW, False),
    "to_ironbow": _conversion(RGB565, PALETTE_IRONBOW, False),
    "to_depth": _conversion(RGB565, PALETTE_DEPTH, False),
    "to_evt_dark": _conversion(RGB565, PALETTE_EVT_DARK, False),
    "to_evt_light": _conversion(RGB565, PALETTE_EVT_LIGHT, False),
    "to_jpeg": _conversion(JPEG, None, False),
    "to_png": _conversion(PNG, None, False),
    "draw_image": draw_image,
}
