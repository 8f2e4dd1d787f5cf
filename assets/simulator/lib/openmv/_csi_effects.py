# What a sensor does to its image after the optics: test bars, negative, transposition.

import _image_ops as _ops
from _csi_constants import GRAYSCALE, NEGATIVE
from _image_core import TRANSPOSE

# White to black, as test patterns have them, in RGB565.
_BARS = (0xFFFF, 0xFFE0, 0x07FF, 0x07E0, 0xF81F, 0xF800, 0x001F, 0x0000)


def apply_effects(sensor, image):
    if sensor.colorbar:
        width = image.width()
        height = image.height()
        for i, color in enumerate(_BARS):
            left = width * i // 8
            level = _ops.luma(color) if sensor.pixformat == GRAYSCALE else color
            _ops.rectangle(image._p, level, left, 0, width * (i + 1) // 8 - left, height, 1, 1)
    if sensor.effect == NEGATIVE:
        _ops.invert(image._p)
    if sensor.transpose:
        return image.copy(hint=TRANSPOSE)
    return image
