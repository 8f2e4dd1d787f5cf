# Drawing that nearly every script uses: methods of image.Image.

import _image_ops as _ops
from _image_core import _OPTIONS, _address, _color, _done, _ints, _mask, _mutable, _options, _require


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


METHODS = {
    "clear": clear,
    "draw_line": draw_line,
    "draw_rectangle": draw_rectangle,
    "draw_circle": draw_circle,
    "draw_cross": draw_cross,
    "draw_string": draw_string,
}
