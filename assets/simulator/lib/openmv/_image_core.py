# The class Image and what its methods share: pixel formats, flags, and the checks of arguments. It knows no other module
# of the image library; image.py adds the methods and names the modules that hold the rest.
# Pixels are handled by `_image_ops` (src-main/simulator/image-ops); arguments, defaults and errors are handled here.

import _cam
import _image_ops as _ops
from _image_constants import *
from _image_constants import _NAMES, _WHITE
from _memory import allocate as _allocate, track as _track
from _profile import profiled
from _unsimulated import refusal
from array import array
from uctypes import addressof, bytearray_at

# Doubles for options and results; what a call needs at the same time has its own place.
_options = array("d", [0] * 48)
_OPTIONS = addressof(_options)


# The modules that hold methods and other parts, loaded on first use; filled by image.py.
_modules = {}
_parts = {}
# Names of methods that are not simulated; filled by image.py.
_unsimulated = set()


def _part(name):
    return __import__(_parts[name])


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


def _float(value, default):
    return default if value is None else float(value)


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
    # None, or an image to keep alive while its address is in use.
    return None if value is None else _mutable(_image(value))


def _round(value):
    # Halves to the even number, as the camera's processor does.
    return int(round(value))


def _address(image):
    return 0 if image is None else image._p


def _mutable(image):
    if image._f not in _WHITE:
        raise ValueError("Expected a mutable image")
    return image


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


def _bytes_of(pixformat, width, height):
    if pixformat == BINARY:
        return (width + 31) // 32 * 4 * height
    return (pixformat & 0xFF) * width * height


# Being a memoryview makes an image readable wherever a buffer is: files, sockets, buses, bytes().
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
                self._set(arg, height, pixformat, _allocate(size), size)
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
                # The camera's frame buffer can take a larger image later.
                self._grows = True
        elif isinstance(arg, str):
            _part("files").load(self, arg)
        else:
            _part("arrays").load(self, arg, buffer)
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
        _track(self, data)

    def __getattr__(self, name):
        module = _modules.get(name)
        if module is not None:
            for method, function in __import__(module).METHODS.items():
                setattr(Image, method, profiled("py_image_" + method, function))
            return getattr(self, name)
        if name in _unsimulated:
            return refusal("Image." + name)
        raise AttributeError("'Image' object has no attribute '" + name + "'")

    def __len__(self):
        return self._size if self._f in (JPEG, PNG) else self._h

    def __repr__(self):
        return '{"w":%d, "h":%d, "type":"%s", "size":%d}' % (self._w, self._h, _NAMES.get(self._f, "raw"), self._size)

    def __getitem__(self, index):
        return _part("items").get(self, index)

    def __setitem__(self, index, value):
        _part("items").put(self, index, value)

    def __iter__(self):
        return _part("items").rows(self)

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
