# Less common drawing of image.Image.

import _image_ops as _ops
from _image_core import _OPTIONS, _address, _color, _done, _ints, _mask, _mutable, _options, _require, _round
from math import cos, radians, sin, sqrt


def _line(image, color, x0, y0, x1, y1, thickness):
    _done(_ops.line(image._p, color, x0, y0, x1, y1, thickness))


def _circle(image, color, x, y, r, thickness, fill):
    _done(_ops.circle(image._p, color, x, y, r, thickness, 1 if fill else 0))


def draw_ellipse(self, ellipse, color=None, thickness=1, fill=False):
    cx, cy, rx, ry, rotation = _ints(ellipse, 5)
    pixel = _color(_mutable(self), color)
    _done(_ops.ellipse(self._p, pixel, cx, cy, rx, ry, rotation, thickness, 1 if fill else 0))
    return self


def draw_arrow(self, line, color=None, size=10, thickness=1):
    x0, y0, x1, y1 = _ints(line, 4)
    pixel = _color(_mutable(self), color)
    length = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    ux = (x1 - x0) / length if length else 0.0
    uy = (y1 - y0) / length if length else 0.0
    _line(self, pixel, x0, y0, x1, y1, thickness)
    for side in (0.5, -0.5):
        x = _round(x1 - size * ux - size * uy * side)
        y = _round(y1 - size * uy + size * ux * side)
        _line(self, pixel, x1, y1, x, y, thickness)
    return self


def draw_detection(self, detection, color1=None, color2=None, size=5, thickness=1, fill=False, label=None, label_offset=None):
    x, y, w, h, cx, cy = _ints(detection, 6)
    first = _color(_mutable(self), color1)
    second = _color(self, color2, first)
    _done(_ops.rectangle(self._p, first, x, y, w, h, thickness, 1 if fill else 0))
    _line(self, second, cx - size, cy, cx + size, cy, thickness)
    _line(self, second, cx, cy - size, cx, cy + size, thickness)
    if label is not None:
        dx, dy = (0, -10) if label_offset is None else _ints(label_offset, 2, True)
        self.draw_string((x + dx, y + dy), label, first, mono_space=False)
    return self


def draw_edges(self, corners, color=None, size=0, thickness=1, fill=False):
    if len(corners) != 4:
        raise ValueError("requested length 4 but object has length %d" % len(corners))
    points = [_ints(corner, 2, True) for corner in corners]
    pixel = _color(_mutable(self), color)
    for i in range(4):
        x0, y0 = points[i]
        x1, y1 = points[(i + 1) % 4]
        _line(self, pixel, x0, y0, x1, y1, thickness)
    if size >= 1:
        for x, y in points:
            _circle(self, pixel, x, y, size, thickness, fill)
    return self


def draw_keypoints(self, keypoints, color=None, size=10, thickness=1, fill=False):
    pixel = _color(_mutable(self), color)
    if not isinstance(keypoints, (tuple, list)):
        raise OSError("Expected a list of tuples!")
    for keypoint in keypoints:
        x, y, angle = _ints(keypoint, 3, True)
        angle = radians(angle % 360)
        # A hair more: 10 * sin(90°) must not become 9.
        dx = int(cos(angle) * size + (1e-9 if cos(angle) > 0 else -1e-9))
        dy = int(sin(angle) * size + (1e-9 if sin(angle) > 0 else -1e-9))
        _line(self, pixel, x, y, x + dx, y + dy, thickness)
        _circle(self, pixel, x, y, int((size - 2) / 2), thickness, fill)
    return self


def flood_fill(
    self,
    position,
    seed_threshold=None,
    floating_threshold=None,
    color=None,
    invert=False,
    clear_background=False,
    mask=None,
):
    x, y = _ints(position, 2, True)
    seed = 0.05 if seed_threshold is None else seed_threshold
    _require(0 <= seed <= 1, "Error: 0.0 <= seed_threshold <= 1.0!")
    floating = 0.05 if floating_threshold is None else floating_threshold
    _require(0 <= floating <= 1, "Error: 0.0 <= floating_threshold <= 1.0!")
    pixel = _color(_mutable(self), color)
    mask = _mask(mask)
    _options[0] = x
    _options[1] = y
    _options[2] = seed
    _options[3] = floating
    _options[4] = pixel
    _options[5] = 1 if invert else 0
    _options[6] = 1 if clear_background else 0
    _done(_ops.flood_fill(self._p, _OPTIONS, _address(mask)))
    return self


def mask_rectangle(self, rect=None):
    if rect is None:
        rect = (self._w // 4, self._h // 4, self._w // 2, self._h // 2)
    _done(_ops.keep_shape(_mutable(self)._p, "rectangle", *_ints(rect, 4)))
    return self


def mask_circle(self, circle=None):
    if circle is None:
        circle = (self._w // 2, self._h // 2, min(self._w, self._h) // 2)
    _done(_ops.keep_shape(_mutable(self)._p, "circle", *_ints(circle, 3)))
    return self


def mask_ellipse(self, ellipse=None):
    if ellipse is None:
        ellipse = (self._w // 2, self._h // 2, self._w // 2, self._h // 2, 0)
    _done(_ops.keep_shape(_mutable(self)._p, "ellipse", *_ints(ellipse, 5)))
    return self


METHODS = {
    "draw_ellipse": draw_ellipse,
    "draw_arrow": draw_arrow,
    "draw_detection": draw_detection,
    "draw_edges": draw_edges,
    "draw_keypoints": draw_keypoints,
    "flood_fill": flood_fill,
    "mask_rectangle": mask_rectangle,
    "mask_circle": mask_circle,
    "mask_ellipse": mask_ellipse,
}
