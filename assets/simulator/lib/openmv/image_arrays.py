# Images from and to arrays of ulab.numpy. These have two dimensions at most here, so only grey images are possible.

import _image_ops as _ops
from _image_core import GRAYSCALE, RGB565, _done
from uctypes import addressof
from ulab import numpy

_TYPES = {"b": numpy.int8, "B": numpy.uint8, "f": numpy.float}


def load(image, values, buffer):
    if not isinstance(values, numpy.ndarray):
        raise TypeError("can't convert %s to int" % type(values).__name__)
    if values.dtype != numpy.float:
        raise ValueError("Expected a ndarray with dtype float")
    shape = values.shape
    if len(shape) != 2:
        raise ValueError("Expected a ndarray with shape (height, width) or (height, width, 3")
    size = shape[0] * shape[1]
    if buffer is not None and len(buffer) < size:
        raise ValueError("Buffer is too small")
    image._set(shape[1], shape[0], GRAYSCALE, bytearray(size) if buffer is None else buffer, size)
    image._grows = False
    # A fresh array lies in one piece, whatever view it was made from.
    values = values.copy()
    _done(_ops.from_samples(image._p, addressof(values)))


def to_ndarray(self, dtype, *, buffer=None):
    if isinstance(dtype, int):
        dtype = chr(dtype)
    kind = "f" if dtype in ("f", "d") else dtype[:1]
    if kind not in _TYPES:
        raise ValueError("Unsupported dtype")
    if self._f == RGB565:
        raise NotImplementedError("Image.to_ndarray of an RGB565 image is not simulated")
    if self._f != GRAYSCALE:
        raise ValueError("Unsupported pixformat")
    count = self._w * self._h
    size = count * (8 if kind == "f" else 1)
    if buffer is None:
        buffer = bytearray(size)
    elif len(buffer) < size:
        raise ValueError("Buffer is too small")
    _done(_ops.to_samples(self._p, addressof(buffer), kind))
    return numpy.frombuffer(buffer, dtype=_TYPES[kind], count=count).reshape((self._h, self._w))


METHODS = {"to_ndarray": to_ndarray}
