# Functions of the image module: colours from one space to another, and shapes of blobs.

import _image_ops as _ops
from array import array
from collections import namedtuple
from _image_core import _ints, _pack, _unpack
from math import atan2, degrees, pi, sqrt
from uctypes import addressof

_three = array("d", [0] * 3)
_THREE = addressof(_three)
_Line = namedtuple("", ("x1", "y1", "x2", "y2"))
_Circle = namedtuple("", ("x", "y", "r"))


# Every colour goes through RGB565, as on the camera.


def _from_binary(value):
    level = 255 if value & 1 else 0
    return _pack(level, level, level)


def _from_grayscale(value):
    level = value & 255
    return _pack(level, level, level)


def _from_rgb(value):
    r, g, b = _ints(value, 3, True)
    return _pack(r & 255, g & 255, b & 255)


def _from_lab(value):
    l, a, b = _ints(value, 3, True)
    return _ops.from_lab(l & 255, _signed(a), _signed(b))


def _from_yuv(value):
    y, u, v = _ints(value, 3, True)
    # Like the camera's, Y is taken as if it were signed.
    return _ops.from_yuv((y + 128) & 255, _signed(u), _signed(v))


def _signed(value):
    return ((value + 128) & 255) - 128


def _to_binary(pixel):
    return 1 if _ops.luma(pixel) > 127 else 0


def _to_lab(pixel):
    _ops.lab(pixel, _THREE)
    return tuple([int(value) for value in _three])


def _to_yuv(pixel):
    _ops.yuv(pixel, _THREE)
    return tuple([int(value) for value in _three])


def _chain(first, second):
    return lambda color: second(first(color))


for _source, _first in (
    ("binary", _from_binary),
    ("grayscale", _from_grayscale),
    ("rgb", _from_rgb),
    ("lab", _from_lab),
    ("yuv", _from_yuv),
):
    for _target, _second in (
        ("binary", _to_binary),
        ("grayscale", _ops.luma),
        ("rgb", _unpack),
        ("lab", _to_lab),
        ("yuv", _to_yuv),
    ):
        if _source != _target:
            globals()[_source + "_to_" + _target] = _chain(_first, _second)


def binary_to_grayscale(color):
    return (color & 1) * 255


def grayscale_to_binary(color):
    return 1 if color & 255 > 127 else 0


# Blobs


def _distance(a, b):
    return sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def get_solidity(blob):
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = blob.min_corners
    area = ((x0 * y1 + x1 * y2 + x2 * y3 + x3 * y0) - (y0 * x1 + y1 * x2 + y2 * x3 + y3 * x0)) / 2
    return min(blob.pixels / area if area else 0.0, 1.0)


def get_convexity(blob):
    corners = blob.min_corners
    around = sum([_distance(corners[i], corners[(i + 1) % 4]) for i in range(4)])
    return min(around / blob.perimeter if blob.perimeter else 0.0, 1.0)


def _middles(blob):
    corners = blob.min_corners
    pairs = [(corners[i], corners[(i + 1) % 4]) for i in range(4)]
    return [(int((a[0] + b[0]) / 2), int((a[1] + b[1]) / 2)) for a, b in pairs]


def _axes(blob):
    m0, m1, m2, m3 = _middles(blob)
    first, second = (m0, m2), (m1, m3)
    return (first, second) if _distance(*first) >= _distance(*second) else (second, first)


def get_major_axis_line(blob):
    a, b = _axes(blob)[0]
    return _Line(a[0], a[1], b[0], b[1])


def get_minor_axis_line(blob):
    a, b = _axes(blob)[1]
    return _Line(a[0], a[1], b[0], b[1])


def _center(blob):
    corners = blob.min_corners
    return int(sum([x for x, y in corners]) / 4), int(sum([y for x, y in corners]) / 4)


def get_enclosing_circle(blob):
    center = _center(blob)
    radius = max([_distance(corner, center) for corner in blob.min_corners])
    return _Circle(center[0], center[1], int(radius + 0.5))


def get_enclosed_ellipse(blob):
    center = _center(blob)
    m0, m1, m2, m3 = _middles(blob)
    a = min(_distance(m0, center), _distance(m2, center))
    b = min(_distance(m1, center), _distance(m3, center))
    if _distance(m0, m2) >= _distance(m1, m3):
        angle = atan2(m0[1] - m2[1], m0[0] - m2[0])
    else:
        angle = atan2(m1[1] - m3[1], m1[0] - m3[0]) + pi / 2
    return (center[0], center[1], int(a), int(b), int(degrees(angle)))
