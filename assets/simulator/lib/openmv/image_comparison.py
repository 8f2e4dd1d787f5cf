# Image.get_regression and Image.get_similarity.

import _image_ops as _ops
from _image_convert import _drawing
from _image_core import (
    AREA,
    BLACK_BACKGROUND,
    _OPTIONS,
    _done,
    _image,
    _ints,
    _mutable,
    _options,
    _require,
    _roi,
    _round,
    _thresholds,
)
from collections import namedtuple
from math import cos, radians, sin, sqrt
from uctypes import addressof

# Named tuples without a type name print as the camera's attribute tuples do.
_Line = namedtuple("", ("x1", "y1", "x2", "y2", "length", "magnitude", "theta", "rho"))
_Similarity = namedtuple("", ("mean", "stdev", "min", "max"))


def get_regression(
    self,
    thresholds,
    *,
    invert=False,
    roi=None,
    x_stride=2,
    y_stride=1,
    area_threshold=10,
    pixels_threshold=10,
    target_size=None
):
    _mutable(self)
    words, count = _thresholds(thresholds)
    if not count:
        return None
    x, y, w, h = _roi(self, roi)
    _require(x_stride > 0, "x_stride must not be zero.")
    _require(y_stride > 0, "y_stride must not be zero.")
    target_w, target_h = (80, 60) if target_size is None else _ints(target_size, 2, True)
    _require(target_w > 0 and target_h > 0, "target_size dimensions must be positive.")
    # The work grows with the square of the points: large images are scaled down first.
    scale = min(target_w / w, target_h / h, 1.0)
    image = self
    left, top = x, y
    if scale < 1.0:
        image = self.copy(x_scale=scale, y_scale=scale, roi=(x, y, w, h), hint=AREA)
        x, y, w, h = 0, 0, image._w, image._h
    for i, value in enumerate((x, y, w, h, x_stride, y_stride, area_threshold, pixels_threshold)):
        _options[i] = value
    found = _done(
        _ops.regression(image._p, _OPTIONS, addressof(words), count, 1 if invert else 0, _OPTIONS + 128)
    )
    if not found:
        return None
    x1, y1, x2, y2, magnitude, theta, rho = [int(value) for value in _options[16:23]]
    if scale < 1.0:
        x1 = _round(x1 / scale) + left
        y1 = _round(y1 / scale) + top
        x2 = _round(x2 / scale) + left
        y2 = _round(y2 / scale) + top
        rho = _round(rho / scale) + _round(left * cos(radians(theta)) + top * sin(radians(theta)))
        magnitude = _round(magnitude / scale)
    length = _round(sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2))
    return _Line(x1, y1, x2, y2, length, magnitude, theta, rho)


def get_similarity(
    self,
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
    dssim=False
):
    _mutable(self)
    image = _image(image)
    hint |= BLACK_BACKGROUND
    _drawing(image, x, y, x_scale, y_scale, roi, rgb_channel, alpha, color_palette, alpha_palette, hint, None)
    _done(_ops.similarity(self._p, image._p, _OPTIONS, 1 if dssim else 0, _OPTIONS + 128))
    return _Similarity(*_options[16:20])


METHODS = {"get_regression": get_regression, "get_similarity": get_similarity}
