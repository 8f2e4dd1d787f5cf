# Tone and geometry of image.Image.

import _image_ops as _ops
from _image_core import _OPTIONS, _address, _done, _float, _mask, _mutable, _options, _require
from math import radians


# Tone ------------------------------------------------------------------------------------------------------------------


def histeq(self, *, adaptive=False, clip_limit=None, mask=None):
    mask = _mask(mask)
    img = _mutable(self)._p
    if adaptive:
        _done(_ops.equalize_adaptive(img, _float(clip_limit, -1.0), _address(mask)))
    else:
        _done(_ops.equalize(img, _address(mask)))
    return self


def gamma(self, *, gamma=None, contrast=None, brightness=None):
    _done(_ops.gamma(_mutable(self)._p, _float(gamma, 1.0), _float(contrast, 1.0), _float(brightness, 0.0)))
    return self


def awb(self, *, max=False):
    _done(_ops.white_balance(_mutable(self)._p, 1 if max else 0))
    return self


def ccm(self, matrix):
    _mutable(self)
    if len(matrix) in (3, 4):
        rows = [list(row) for row in matrix[:3]]
    elif len(matrix) == 9:
        rows = [list(matrix[i : i + 3]) for i in (0, 3, 6)]
    elif len(matrix) in (12, 16):
        rows = [list(matrix[i : i + 4]) for i in (0, 4, 8)]
    else:
        raise ValueError("Unexpected matrix dimensions!")
    for i, row in enumerate(rows):
        if len(row) not in (3, 4):
            raise ValueError("Unexpected matrix dimensions!")
        for j, value in enumerate((row + [0.0])[:4]):
            _options[i * 4 + j] = value
    _done(_ops.color_matrix(self._p, _OPTIONS))
    return self


# Geometry --------------------------------------------------------------------------------------------------------------


def _even(image):
    _mutable(image)
    _require(image._w % 2 == 0, "Width must be even!")
    _require(image._h % 2 == 0, "Height must be even!")


def _polar(linear):
    def method(self, *, x=None, y=None, reverse=False):
        _even(self)
        cx = self._w // 2 if x is None else x
        cy = self._h // 2 if y is None else y
        _done(_ops.polar(self._p, cx, cy, linear, 1 if reverse else 0))
        return self

    return method


def lens_corr(self, strength=None, *, zoom=None, x_corr=None, y_corr=None):
    _even(self)
    strength = _float(strength, 1.8)
    _require(strength > 0, "Strength must be > 0!")
    zoom = _float(zoom, 1.0)
    _require(zoom > 0, "Zoom must be > 0!")
    _done(_ops.lens(self._p, strength, zoom, _float(x_corr, 0.0), _float(y_corr, 0.0)))
    return self


def rotation_corr(
    self,
    *,
    x_rotation=None,
    y_rotation=None,
    z_rotation=None,
    x_translation=None,
    y_translation=None,
    zoom=None,
    fov=None,
    corners=None
):
    _mutable(self)
    zoom = _float(zoom, 1.0)
    _require(zoom > 0, "Zoom must be > 0!")
    fov = _float(fov, 60.0)
    _require(0 < fov < 180, "FOV must be > 0 and < 180!")
    values = [radians(_float(angle, 0.0)) for angle in (x_rotation, y_rotation, z_rotation)]
    values += [_float(x_translation, 0.0), _float(y_translation, 0.0), zoom, radians(fov)]
    if corners is not None:
        if len(corners) != 4:
            raise ValueError("requested length 4 but object has length %d" % len(corners))
        for x, y in corners:
            values += [x, y]
    for i, value in enumerate(values):
        _options[i] = value
    _done(_ops.rotate(self._p, _OPTIONS, 0 if corners is None else 1))
    return self


METHODS = {
    "histeq": histeq,
    "gamma": gamma,
    "gamma_corr": gamma,
    "awb": awb,
    "ccm": ccm,
    "linpolar": _polar(1),
    "logpolar": _polar(0),
    "lens_corr": lens_corr,
    "rotation_corr": rotation_corr,
}
