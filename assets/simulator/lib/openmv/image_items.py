# Images as sequences: img[i], img[a:b] and rows in a for loop. Scripts rarely use it, and it is slow on a camera too.

import _image_ops as _ops
from _image_core import BINARY, GRAYSCALE, JPEG, PNG, RGB565, _ints, _pack, _unpack


def _length(image):
    return image._size if image._f in (JPEG, PNG) else image._w * image._h


def _get(image, i):
    if image._f in (JPEG, PNG):
        return image._data[i]
    pixel = _ops.get_pixel(image._p, i % image._w, i // image._w)
    return _unpack(pixel) if image._f == RGB565 else pixel


def _put(image, i, value):
    if image._f in (JPEG, PNG):
        image._data[i] = value
        return
    if image._f == RGB565:
        value = _pack(*_ints(value, 3, True))
    _ops.set_pixel(image._p, i % image._w, i // image._w, value)


def _index(image, index):
    length = _length(image)
    if index < 0:
        index += length
    if not 0 <= index < length:
        raise IndexError("Image index out of range")
    return index


def _range(image, index):
    start, stop, step = index.indices(_length(image))
    if step != 1:
        raise OSError("only slices with step=1 (aka None) are supported")
    return range(start, max(start, stop))


def get(image, index):
    if isinstance(index, slice):
        return tuple([_get(image, i) for i in _range(image, index)])
    return _get(image, _index(image, index))


def put(image, index, value):
    if not isinstance(index, slice):
        _put(image, _index(image, index), value)
        return
    places = _range(image, index)
    if isinstance(value, list):
        if len(value) != len(places):
            raise OSError("cannot grow or shrink image")
        for i, one in zip(places, value):
            _put(image, i, one)
    else:
        for i in places:
            _put(image, i, value)


def rows(image):
    if image._f in (JPEG, PNG):
        for i in range(image._size):
            yield image._data[i]
        return
    for y in range(image._h):
        yield [_ops.get_pixel(image._p, x, y) for x in range(image._w)]
