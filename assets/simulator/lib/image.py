# OpenMV's image module. This file makes pictures and does what nearly every script needs; other methods live in
# image_*.py and are fetched on first use, because compiling everything would cost every script its start time.
# Pixels are handled by `_image_ops` (src-main/simulator/image-ops); arguments, defaults and errors are handled here.

import _cam
import _image_ops as _ops
from _profile import profiled
from _unsimulated import missing
from array import array
from uctypes import addressof, bytearray_at

BINARY = 0x08010000
GRAYSCALE = 0x08020001
RGB565 = 0x0C030002
BAYER = 0x05040001
YUV422 = 0x14050002
JPEG = 0x06060000
PNG = 0x06070000

PALETTE_RAINBOW = 0
PALETTE_IRONBOW = 1
PALETTE_DEPTH = 2
PALETTE_EVT_DARK = 3
PALETTE_EVT_LIGHT = 4

AREA = 1
BILINEAR = 2
BICUBIC = 4
HMIRROR = 16
VFLIP = 32
TRANSPOSE = 64
CENTER = 128
EXTRACT_RGB_CHANNEL_FIRST = 256
APPLY_COLOR_PALETTE_FIRST = 512
SCALE_ASPECT_KEEP = 1024
SCALE_ASPECT_EXPAND = 2048
SCALE_ASPECT_IGNORE = 4096
BLACK_BACKGROUND = 1 << 31
ROTATE_90 = VFLIP | TRANSPOSE
ROTATE_180 = HMIRROR | VFLIP
ROTATE_270 = HMIRROR | TRANSPOSE

JPEG_SUBSAMPLING_AUTO = 0
JPEG_SUBSAMPLING_444 = 0x11
JPEG_SUBSAMPLING_422 = 0x21
JPEG_SUBSAMPLING_420 = 0x22

SEARCH_EX = 0
SEARCH_DS = 1
EDGE_CANNY = 0
EDGE_SIMPLE = 1
CORNER_FAST = 0
CORNER_AGAST = 1

TAG16H5 = 1
TAG25H9 = 2
TAG36H10 = 4
TAG36H11 = 8
TAGCIRCLE21H7 = 16
TAGCIRCLE49H12 = 32
TAGCUSTOM48H12 = 64
TAGSTANDARD41H12 = 128
TAGSTANDARD52H13 = 256

EAN2, EAN5, EAN8, UPCE, ISBN10, UPCA, EAN13, ISBN13 = range(8)
I25, DATABAR, DATABAR_EXP, CODABAR, CODE39, PDF417, CODE93, CODE128 = range(8, 16)

_NAMES = {BINARY: "binary", GRAYSCALE: "grayscale", RGB565: "rgb565", JPEG: "jpeg", PNG: "png"}
_WHITE = {BINARY: 1, GRAYSCALE: 0xFF, RGB565: 0xFFFF}

# Doubles for options and results; what a call needs at the same time has its own place.
_options = array("d", [0] * 48)
_OPTIONS = addressof(_options)


# Arguments -----------------------------------------------------------------------------------------------------------


def _done(result):
    if result is None:
        raise RuntimeError(_cam.last_error() or "The simulation failed.")
    return result


def _require(condition, text):
    if not condition:
        raise OSError(text)


def _ints(value, count, exact=False):
    if not isinstance(value, (tuple, list)):
        raise TypeError("object '%s' isn't a tuple or list" % type(value).__name__)
    if exact and len(value) != count:
        raise ValueError("requested length %d but object has length %d" % (count, len(value)))
    if len(value) < count:
        raise TypeError("expected tuple/list of at least %d elements" % count)
    if len(value) > count:
        value = value[:count]
    for number in value:
        if not isinstance(number, int):
            raise TypeError("can't convert %s to int" % type(number).__name__)
    return value


def _byte(value):
    return 0 if value < 0 else 255 if value > 255 else value


def _pack(r, g, b):
    return ((_byte(r) & 0xF8) << 8) | ((_byte(g) & 0xFC) << 3) | (_byte(b) >> 3)


def _unpack(pixel):
    r = (pixel >> 8) & 0xF8
    g = (pixel >> 3) & 0xFC
    b = (pixel << 3) & 0xF8
    return (r | r >> 5, g | g >> 6, b | b >> 5)


def _color(image, color, default=-1):
    if color is None:
        return default & 0xFFFF
    if isinstance(color, int):
        return color & 0xFFFF
    pixel = _pack(*_ints(color, 3, True))
    if image._f == RGB565:
        return pixel
    level = _ops.luma(pixel)
    return level if image._f == GRAYSCALE else 1 if level > 127 else 0


def _roi(image, roi):
    if roi is None:
        return 0, 0, image._w, image._h
    x, y, w, h = _ints(roi, 4, True)
    _require(w >= 1 and h >= 1, "Invalid ROI dimensions!")
    right = min(x + w, image._w)
    bottom = min(y + h, image._h)
    x = max(x, 0)
    y = max(y, 0)
    _require(x < right and y < bottom, "ROI does not overlap on the image!")
    return x, y, right - x, bottom - y


def _image(value):
    if isinstance(value, Image):
        return value
    if isinstance(value, str):
        return Image(value)
    raise TypeError("Can't convert %s to Image" % type(value).__name__)


def _mask(value):
    # None, or a picture to keep alive while its address is in use.
    return None if value is None else _mutable(_image(value))


def _address(image):
    return 0 if image is None else image._p


def _mutable(image):
    if image._f not in _WHITE:
        raise ValueError("Expected a mutable image")
    return image


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


def _thresholds(value):
    words = array("i", [0] * (6 * len(value)))
    count = 0
    for threshold in value:
        if not isinstance(threshold, (tuple, list)):
            raise TypeError("object '%s' isn't a tuple or list" % type(threshold).__name__)
        if not threshold:
            continue
        low = (0, 0, -128, -128, -128, -128)
        bounds = [0, 255, -128, 127, -128, 127]
        given = _ints(threshold, min(len(threshold), 6))
        for i in range(len(given)):
            least, most = (0, 255) if i < 2 else (-128, 127)
            bounds[i] = min(max(given[i], least), most)
        at = count * 6
        for i in (0, 2, 4):
            words[at + i] = min(bounds[i], bounds[i + 1])
            words[at + i + 1] = max(bounds[i], bounds[i + 1])
        count += 1
    return words, count


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


def _bytes_of(pixformat, width, height):
    if pixformat == BINARY:
        return (width + 31) // 32 * 4 * height
    return (pixformat & 0xFF) * width * height


# Image ---------------------------------------------------------------------------------------------------------------

# Being a memoryview makes a picture readable wherever a buffer is: files, sockets, buses, bytes().
class Image(memoryview):
    def __init__(self, arg, height=-1, pixformat=-1, *, buffer=None, copy_to_fb=False):
        if isinstance(arg, int):
            _require(arg > 0, "Image width must be > 0")
            _require(height > 0, "Image height must be > 0")
            _require(pixformat in _NAMES or pixformat in (BAYER, YUV422), "Pixel format is not set or unsupported")
            if buffer is None:
                if pixformat in (JPEG, PNG):
                    raise ValueError("Expected an image buffer")
                size = _bytes_of(pixformat, arg, height)
                self._set(arg, height, pixformat, bytearray(size), size)
                self._grows = False
            else:
                size = len(buffer) if pixformat in (JPEG, PNG) else _bytes_of(pixformat, arg, height)
                if size > len(buffer):
                    raise ValueError("Buffer is too small")
                if copy_to_fb:
                    buffer = bytearray(buffer)
                if pixformat in (RGB565, YUV422) and addressof(buffer) & 1:
                    raise ValueError("The buffer of an RGB565 image must start at an even address")
                self._set(arg, height, pixformat, buffer, size)
                # The camera's frame buffer can take a larger picture later.
                self._grows = True
        elif isinstance(arg, str):
            import image_files

            image_files.load(self, arg)
        else:
            import image_arrays

            image_arrays.load(self, arg, buffer)
        if copy_to_fb:
            self._grows = True
            self.flush()

    def _set(self, width, height, pixformat, data, size):
        self._w = width
        self._h = height
        self._f = pixformat
        self._size = size
        self._data = data
        self._d = array("i", [addressof(data), width, height, pixformat, size])
        self._p = addressof(self._d)
        super().__init__(data if len(data) == size else memoryview(data)[:size])

    def __getattr__(self, name):
        module = _LATER.get(name)
        if module is not None:
            for method, function in __import__(module).METHODS.items():
                setattr(Image, method, profiled("py_image_" + method, function))
            return getattr(self, name)
        if name in _UNSIMULATED:
            raise NotImplementedError("Image." + name + " is not simulated")
        raise AttributeError("'Image' object has no attribute '" + name + "'")

    def __len__(self):
        return self._size if self._f in (JPEG, PNG) else self._h

    def __repr__(self):
        return '{"w":%d, "h":%d, "type":"%s", "size":%d}' % (self._w, self._h, _NAMES.get(self._f, "raw"), self._size)

    def __getitem__(self, index):
        import image_items

        return image_items.get(self, index)

    def __setitem__(self, index, value):
        import image_items

        image_items.put(self, index, value)

    def __iter__(self):
        import image_items

        return image_items.rows(self)

    def width(self):
        return self._w

    def height(self):
        return self._h

    def format(self):
        return self._f

    def size(self):
        return self._size

    def bytearray(self):
        return bytearray_at(self._d[0], self._size)

    def flush(self):
        _cam.publish(self._d[0], self._size, self._w, self._h, self._f)

    # Pixels

    def get_pixel(self, position, *, rgbtuple=None):
        x, y = _ints(position, 2, True)
        if self._f in (JPEG, PNG):
            raise ValueError("Expected an uncompressed image")
        if not (0 <= x < self._w and 0 <= y < self._h):
            return None
        pixel = _ops.get_pixel(self._p, x, y)
        pixformat = self._f
        if not (pixformat == RGB565 if rgbtuple is None else rgbtuple):
            return pixel
        if pixformat == BINARY:
            pixel *= 255
        return _unpack(pixel if pixformat == RGB565 else _pack(pixel, pixel, pixel))

    def set_pixel(self, position, color=None):
        x, y = _ints(position, 2, True)
        if self._f in (JPEG, PNG):
            raise ValueError("Expected an uncompressed image")
        if 0 <= x < self._w and 0 <= y < self._h:
            _ops.set_pixel(self._p, x, y, _color(self, color))
        return self

    # Copies and conversions

    def copy(self, **options):
        return _convert(self, None, None, True, **options)

    def crop(self, **options):
        return _convert(self, None, None, False, **options)

    def to_bitmap(self, **options):
        return _convert(self, BINARY, None, False, **options)

    def to_grayscale(self, **options):
        return _convert(self, GRAYSCALE, None, False, **options)

    def to_rgb565(self, **options):
        return _convert(self, RGB565, None, False, **options)

    def to_rainbow(self, **options):
        return _convert(self, RGB565, PALETTE_RAINBOW, False, **options)

    def to_ironbow(self, **options):
        return _convert(self, RGB565, PALETTE_IRONBOW, False, **options)

    def to_depth(self, **options):
        return _convert(self, RGB565, PALETTE_DEPTH, False, **options)

    def to_evt_dark(self, **options):
        return _convert(self, RGB565, PALETTE_EVT_DARK, False, **options)

    def to_evt_light(self, **options):
        return _convert(self, RGB565, PALETTE_EVT_LIGHT, False, **options)

    def to_jpeg(self, **options):
        return _convert(self, JPEG, None, False, **options)

    def to_png(self, **options):
        return _convert(self, PNG, None, False, **options)

    # Drawing

    def clear(self, *, mask=None):
        mask = _mask(mask)
        _done(_ops.clear(_mutable(self)._p, _address(mask)))
        return self

    def draw_line(self, line, color=None, thickness=1):
        x0, y0, x1, y1 = _ints(line, 4)
        _done(_ops.line(_mutable(self)._p, _color(self, color), x0, y0, x1, y1, thickness))
        return self

    def draw_rectangle(self, rect, color=None, thickness=1, fill=False):
        x, y, w, h = _ints(rect, 4)
        _done(_ops.rectangle(_mutable(self)._p, _color(self, color), x, y, w, h, thickness, 1 if fill else 0))
        return self

    def draw_circle(self, circle, color=None, thickness=1, fill=False):
        x, y, r = _ints(circle, 3)
        _done(_ops.circle(_mutable(self)._p, _color(self, color), x, y, r, thickness, 1 if fill else 0))
        return self

    def draw_cross(self, position, color=None, size=5, thickness=1):
        x, y = _ints(position, 2, True)
        pixel = _color(_mutable(self), color)
        _done(_ops.line(self._p, pixel, x - size, y, x + size, y, thickness))
        _done(_ops.line(self._p, pixel, x, y - size, x, y + size, thickness))
        return self

    def draw_string(
        self,
        position,
        text,
        color=None,
        scale=None,
        x_spacing=0,
        y_spacing=0,
        mono_space=True,
        char_rotation=0,
        char_hmirror=False,
        char_vflip=False,
        string_rotation=0,
        string_hmirror=False,
        string_vflip=False,
    ):
        x, y = _ints(position, 2, True)
        if not isinstance(text, str):
            raise TypeError("can't convert '%s' object to str implicitly" % type(text).__name__)
        scale = 1.0 if scale is None else scale
        _require(scale > 0, "Error: 0 < scale!")
        style = _options
        style[0] = scale
        style[1] = x_spacing
        style[2] = y_spacing
        style[3] = 1 if mono_space else 0
        style[4] = char_rotation
        style[5] = 1 if char_hmirror else 0
        style[6] = 1 if char_vflip else 0
        style[7] = string_rotation
        style[8] = 1 if string_hmirror else 0
        style[9] = 1 if string_vflip else 0
        _done(_ops.text(_mutable(self)._p, _color(self, color), x, y, text, _OPTIONS))
        return self

    def draw_image(self, image, x=0, y=0, **options):
        return _line_op(self, "copy", image, x, y, **options)



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
            picture = image
            if not plain or source in (JPEG, PNG):
                picture = Image(width, height, GRAYSCALE if source in (BINARY, GRAYSCALE) and palette is None else RGB565)
                _done(_ops.transfer(picture._p, image._p, _OPTIONS, "copy", 0))
            data = bytearray(_done(_ops.encode(picture._p, "jpeg" if target == JPEG else "png", quality)))
            _ops.take(addressof(data))
        size = len(data)
    else:
        size = _bytes_of(target, width, height)
        data = None
    if copies or copy_to_fb:
        result = Image(width, height, target, buffer=data if data is not None else bytearray(size))
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
        data = bytearray(size)
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


for _name in (
    "flush copy crop to_bitmap to_grayscale to_rgb565 to_rainbow to_ironbow to_depth to_evt_dark to_evt_light to_jpeg to_png"
    " clear draw_line draw_rectangle draw_circle draw_cross draw_string draw_image"
).split(" "):
    setattr(Image, _name, profiled("py_image_" + _name, getattr(Image, _name)))
Image.scale = Image.crop
Image.compress = Image.to_jpeg
Image.assign = Image.replace = Image.set = Image.blend = Image.draw_image


# What is in other files ------------------------------------------------------------------------------------------------

_LATER = {}
for _module, _names in (
    (
        "image_shapes",
        "draw_ellipse draw_arrow draw_detection draw_edges draw_keypoints flood_fill"
        " mask_rectangle mask_circle mask_ellipse",
    ),
    (
        "image_filters",
        "binary invert negate b_and b_nand b_or b_nor b_xor b_xnor erode dilate open close top_hat black_hat"
        " add sub rsub min max difference histeq mean median mode midpoint morph blur gaussian gaussian_blur"
        " laplacian bilateral linpolar logpolar lens_corr rotation_corr awb ccm gamma gamma_corr find_edges",
    ),
    (
        "image_analysis",
        "find_blobs get_hist get_histogram histogram get_stats get_statistics statistics get_regression get_similarity",
    ),
    ("image_files", "save"),
    ("image_arrays", "to_ndarray"),
):
    for _name in _names.split(" "):
        _LATER[_name] = _module
# The operations are also offered as and, or, xor…; these words can only be reached by getattr.
for _name in ("and", "nand", "or", "nor", "xor", "xnor"):
    _LATER[_name] = "image_filters"

_UNSIMULATED = (
    "find_lines find_line_segments find_circles find_rects find_qrcodes find_apriltags find_datamatrices find_barcodes"
    " find_displacement find_template find_features find_eye find_lbp find_keypoints find_hog selective_search"
    " stereo_disparity draw_event_histogram"
).split(" ")

_FUNCTIONS = (
    "binary_to_grayscale binary_to_rgb binary_to_lab binary_to_yuv grayscale_to_binary grayscale_to_rgb grayscale_to_lab"
    " grayscale_to_yuv rgb_to_binary rgb_to_grayscale rgb_to_lab rgb_to_yuv lab_to_binary lab_to_grayscale lab_to_rgb"
    " lab_to_yuv yuv_to_binary yuv_to_grayscale yuv_to_rgb yuv_to_lab get_solidity get_convexity get_major_axis_line"
    " get_minor_axis_line get_enclosing_circle get_enclosed_ellipse"
).split(" ")
_missing = missing("image")


def __getattr__(name):
    if name in _FUNCTIONS:
        import image_functions

        for function in _FUNCTIONS:
            globals()[function] = getattr(image_functions, function)
        return globals()[name]
    if name in ("ImageIO", "HaarCascade", "load_descriptor", "save_descriptor", "match_descriptor"):
        return _missing(name)
    raise AttributeError("module 'image' has no attribute '" + name + "'")
