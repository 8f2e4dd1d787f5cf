# Image files of image.Image: BMP, PGM, PPM, JPEG and PNG.

import _cam
import _image_ops as _ops
from array import array
from _image_core import GRAYSCALE, JPEG, PNG, RGB565, _NAMES, _allocate, _require, _roi
from uctypes import addressof

_KINDS = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".bmp": "bmp", ".ppm": "pnm", ".pgm": "pnm"}


def _kind(image, path):
    lower = path.lower()
    for ending, kind in _KINDS.items():
        if lower.endswith(ending):
            if kind == "bmp" and image._f == JPEG:
                raise OSError("Image is not BMP!")
            if ending == ".ppm" and image._f != RGB565:
                raise OSError("Image is not PPM!")
            if ending == ".pgm" and image._f != GRAYSCALE:
                raise OSError("Image is not PGM!")
            return kind, path
    kind = {JPEG: "jpeg", PNG: "png"}.get(image._f, "bmp")
    return kind, path + (".jpg" if kind == "jpeg" else "." + kind)


def load(image, path):
    with open(path, "rb") as file:
        data = file.read()
    facts = array("i", [0] * 3)
    size = _ops.decode_file(addressof(data), len(data), addressof(facts))
    if size is None:
        raise OSError(_cam.last_error() or "Unsupported image format")
    pixels = _allocate(size)
    _ops.take(addressof(pixels))
    image._set(facts[0], facts[1], facts[2], pixels, size)
    image._grows = False
    _kind(image, path)


def save(self, path, *, roi=None, quality=50):
    area = _roi(self, roi)
    _require(1 <= quality <= 100, "Error: 1 <= quality <= 100!")
    kind, path = _kind(self, path)
    if kind == {JPEG: "jpeg", PNG: "png"}.get(self._f):
        data = bytes(self)
    else:
        image = self
        # Like the camera, only uncompressed files take the region.
        if self._f in (JPEG, PNG):
            image = self.to_rgb565(copy=True)
        elif kind in ("bmp", "pnm") and area != (0, 0, self._w, self._h):
            image = self.copy(roi=area)
        size = _ops.encode(image._p, kind, quality)
        if size is None:
            raise OSError(_cam.last_error() or "The image could not be encoded")
        data = bytearray(size)
        _ops.take(addressof(data))
    with open(path, "wb") as file:
        file.write(data)
    return self


METHODS = {"save": save}
