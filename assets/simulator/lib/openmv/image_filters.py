# Operations of image.Image on all pixels: thresholding, arithmetic of two images, filters, tone, geometry.

import _image_ops as _ops
from array import array
from _image_convert import _line_op
from _image_core import (
    BINARY,
    EDGE_CANNY,
    EDGE_SIMPLE,
    GRAYSCALE,
    RGB565,
    Image,
    _OPTIONS,
    _address,
    _bytes_of,
    _done,
    _float,
    _ints,
    _mask,
    _mutable,
    _options,
    _require,
    _thresholds,
)
from uctypes import addressof


def _ksize(value):
    if not isinstance(value, int):
        raise TypeError("can't convert %s to int" % type(value).__name__)
    _require(value >= 0, "KernelSize must be >= 0!")
    return value


# Thresholds and morphology ---------------------------------------------------------------------------------------------


def binary(self, thresholds, *, invert=False, zero=False, mask=None, to_bitmap=False, copy=False):
    _mutable(self)
    if to_bitmap and self._f != BINARY and (zero or mask is not None):
        raise ValueError("Incompatible arguments!")
    if to_bitmap and not copy:
        narrowest = {GRAYSCALE: 4, RGB565: 2}.get(self._f, 1)
        _require(self._w >= narrowest, "Can't convert to bitmap in place!")
    words, count = _thresholds(thresholds)
    mask = _mask(mask)
    pixformat = BINARY if to_bitmap else self._f
    target = self
    if copy or pixformat != self._f:
        target = Image(self._w, self._h, pixformat)
    _done(
        _ops.binary(
            target._p,
            self._p,
            addressof(words) if count else 0,
            count,
            1 if invert else 0,
            1 if zero else 0,
            _address(mask),
        )
    )
    if copy or target is self:
        return target
    memoryview(self._data)[: target._size] = target._data
    self._set(self._w, self._h, BINARY, self._data, target._size)
    return self


def invert(self):
    _done(_ops.invert(_mutable(self)._p))
    return self


def _morphology(name):
    def method(self, size, *, threshold=0, mask=None):
        _mutable(self)
        size = _ksize(size)
        mask = _mask(mask)
        _done(_ops.morphology(self._p, name, size, threshold, _address(mask)))
        return self

    return method


def _operation(name):
    def method(self, image, x=0, y=0, **options):
        return _line_op(self, name, image, x, y, **options)

    return method


# Filters ---------------------------------------------------------------------------------------------------------------


def _filter(image, name, size, a, b, kernel, threshold, offset, invert, mask):
    mask = _mask(mask)
    _options[0] = a
    _options[1] = b
    _done(
        _ops.filter(
            _mutable(image)._p,
            name,
            size,
            _OPTIONS,
            0 if kernel is None else addressof(kernel),
            1 if threshold else 0,
            offset,
            1 if invert else 0,
            _address(mask),
        )
    )
    return image


def mean(self, size, *, threshold=False, offset=0, invert=False, mask=None):
    return _filter(self, "mean", _ksize(size), 0, 0, None, threshold, offset, invert, mask)


def median(self, size, *, percentile=None, threshold=False, offset=0, invert=False, mask=None):
    share = _float(percentile, 0.5)
    _require(0 <= share <= 1, "Error: 0 <= percentile <= 1!")
    return _filter(self, "median", _ksize(size), share, 0, None, threshold, offset, invert, mask)


def mode(self, size, *, threshold=False, offset=0, invert=False, mask=None):
    return _filter(self, "mode", _ksize(size), 0, 0, None, threshold, offset, invert, mask)


def midpoint(self, size, *, bias=None, threshold=False, offset=0, invert=False, mask=None):
    share = _float(bias, 0.5)
    _require(0 <= share <= 1, "Error: 0 <= bias <= 1!")
    return _filter(self, "midpoint", _ksize(size), share, 0, None, threshold, offset, invert, mask)


def bilateral(
    self, size, *, color_sigma=None, space_sigma=None, threshold=False, offset=0, invert=False, mask=None
):
    colors = _float(color_sigma, 0.1)
    space = _float(space_sigma, 1.0)
    return _filter(self, "bilateral", _ksize(size), colors, space, None, threshold, offset, invert, mask)


def _side(size):
    size = _ksize(size)
    if size > 15:
        raise ValueError("Kernel size too large!")
    return size * 2 + 1


def morph(self, size, kernel, *, mul=None, add=None, threshold=False, offset=0, invert=False, mask=None):
    side = _side(size)
    if len(kernel) == side and side > 1:
        rows = kernel
        kernel = []
        for row in rows:
            if len(row) != side:
                raise ValueError("Unexpected kernel dimensions!")
            kernel += list(row)
    if len(kernel) != side * side:
        raise ValueError("Unexpected kernel dimensions!")
    words = array("i", _ints(list(kernel), side * side))
    scale = _float(mul, 1.0) / (sum(words) or 1)
    return _filter(self, "kernel", size, scale, _float(add, 0.0), words, threshold, offset, invert, mask)


def _bell(side):
    row = [1]
    for i in range(side - 1):
        row.append(row[i] * (side - 1 - i) // (i + 1))
    return [a * b for a in row for b in row]


def gaussian(
    self, size, *, unsharp=False, mul=None, add=None, threshold=False, offset=0, invert=False, mask=None
):
    kernel = _bell(_side(size))
    total = sum(kernel)
    if unsharp:
        kernel[len(kernel) // 2] -= total * 2
        total = -total
    words = array("i", kernel)
    scale = _float(mul, 1.0) / total
    return _filter(self, "kernel", size, scale, _float(add, 0.0), words, threshold, offset, invert, mask)


def laplacian(
    self, size, *, sharpen=False, mul=None, add=None, threshold=False, offset=0, invert=False, mask=None
):
    kernel = [-value for value in _bell(_side(size))]
    total = -sum(kernel)
    kernel[len(kernel) // 2] += total * 2 if sharpen else total
    words = array("i", kernel)
    scale = _float(mul, 1.0) / total
    return _filter(self, "kernel", size, scale, _float(add, 0.0), words, threshold, offset, invert, mask)


def find_edges(self, edge_type, *, roi=None, threshold=None):
    if self._f != GRAYSCALE:
        raise ValueError("Expected a grayscale image")
    if roi is not None:
        raise NotImplementedError("the roi argument of Image.find_edges is not simulated")
    low, high = (100, 200) if threshold is None else _ints(threshold, 2, True)
    if edge_type == EDGE_CANNY:
        _done(_ops.canny(self._p, low, high))
    elif edge_type == EDGE_SIMPLE:
        words = array("i", [-1, -1, -1, -1, 8, -1, -1, -1, -1])
        _filter(self, "kernel", 1, 1, 0, words, False, 0, False, None)
        binary(self, [(low, high)])
        METHODS["erode"](self, 1, threshold=2)
    return self


METHODS = {
    "binary": binary,
    "invert": invert,
    "negate": invert,
    "mean": mean,
    "median": median,
    "mode": mode,
    "midpoint": midpoint,
    "bilateral": bilateral,
    "morph": morph,
    "gaussian": gaussian,
    "gaussian_blur": gaussian,
    "blur": gaussian,
    "laplacian": laplacian,
    "find_edges": find_edges,
}
for _name in ("erode", "dilate", "open", "close", "top_hat", "black_hat"):
    METHODS[_name] = _morphology(_name)
for _name in ("add", "sub", "rsub", "min", "max", "difference"):
    METHODS[_name] = _operation(_name)
for _name in ("and", "nand", "or", "nor", "xor", "xnor"):
    METHODS[_name] = METHODS["b_" + _name] = _operation(_name)
