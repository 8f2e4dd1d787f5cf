# Image.find_blobs. Results are attribute tuples, as on the camera.

import _image_ops as _ops
from _image_core import _OPTIONS, _done, _mutable, _options, _require, _roi, _round, _thresholds
from array import array
from collections import namedtuple
from math import pi
from uctypes import addressof

# Named tuples without a type name print as the camera's attribute tuples do.
_Blob = namedtuple(
    "",
    "x y w h cx cy pixels rotation code count perimeter roundness x_hist_bins y_hist_bins corners min_corners cxf cyf"
    " elongation area density compactness rect".split(" "),
)

_facts = array("d", [0] * 28)
_FACTS = addressof(_facts)


def _bins(handle, index, axis):
    count = _ops.blob_bin_count(handle, index, axis)
    if not count:
        return []
    values = array("d", [0] * count)
    _done(_ops.blob_bins(handle, index, axis, addressof(values)))
    return [int(value) for value in values]


def _corners(at):
    return tuple([(int(_facts[i]), int(_facts[i + 1])) for i in range(at, at + 8, 2)])


def _blob(handle, index, with_x, with_y):
    _done(_ops.blob_read(handle, index, _FACTS))
    x, y, w, h = int(_facts[0]), int(_facts[1]), int(_facts[2]), int(_facts[3])
    cxf = _facts[4]
    cyf = _facts[5]
    pixels = int(_facts[6])
    perimeter = int(_facts[10])
    roundness = _facts[11]
    return _Blob(
        x,
        y,
        w,
        h,
        _round(cxf),
        _round(cyf),
        pixels,
        _facts[7],
        int(_facts[8]),
        int(_facts[9]),
        perimeter,
        roundness,
        _bins(handle, index, 0) if with_x else [],
        _bins(handle, index, 1) if with_y else [],
        _corners(12),
        _corners(20),
        cxf,
        cyf,
        1.0 - roundness,
        w * h,
        pixels / (w * h),
        pixels * 4.0 * pi / (perimeter * perimeter) if perimeter else 0.0,
        (x, y, w, h),
    )


def find_blobs(
    self,
    thresholds,
    *,
    invert=False,
    roi=None,
    x_stride=2,
    y_stride=1,
    area_threshold=10,
    pixels_threshold=10,
    merge=False,
    margin=0,
    threshold_cb=None,
    merge_cb=None,
    x_hist_bins_max=0,
    y_hist_bins_max=0
):
    _mutable(self)
    words, count = _thresholds(thresholds)
    if not count:
        return []
    values = _options
    values[0], values[1], values[2], values[3] = _roi(self, roi)
    _require(x_stride > 0, "x_stride must not be zero.")
    _require(y_stride > 0, "y_stride must not be zero.")
    values[4] = x_stride
    values[5] = y_stride
    values[6] = area_threshold
    values[7] = pixels_threshold
    values[8] = x_hist_bins_max
    values[9] = y_hist_bins_max
    handle = _done(_ops.blobs_find(self._p, _OPTIONS, addressof(words), count, 1 if invert else 0))
    try:
        indices = list(range(_ops.blobs_count(handle)))
        if threshold_cb is not None:
            indices = [i for i in indices if threshold_cb(_blob(handle, i, x_hist_bins_max, y_hist_bins_max))]
        if merge:
            if threshold_cb is None and merge_cb is None:
                found = _done(_ops.blobs_merge(handle, margin, x_hist_bins_max, y_hist_bins_max))
                indices = range(found)
            else:
                indices = _merge(handle, indices, margin, merge_cb, x_hist_bins_max, y_hist_bins_max)
        return [_blob(handle, i, x_hist_bins_max, y_hist_bins_max) for i in indices]
    finally:
        _ops.blobs_free(handle)


def _merge(handle, indices, margin, merge_cb, max_x, max_y):
    merged = True
    while merged:
        merged = False
        done = []
        while indices:
            blob = indices[0]
            apart = []
            for other in indices[1:]:
                if _done(_ops.blobs_overlap(handle, blob, other, margin)) and (
                    merge_cb is None or merge_cb(_blob(handle, blob, max_x, max_y), _blob(handle, other, max_x, max_y))
                ):
                    _done(_ops.blobs_join(handle, blob, other, max_x, max_y))
                    merged = True
                else:
                    apart.append(other)
            done.append(blob)
            indices = apart
        indices = done
    return indices


METHODS = {"find_blobs": find_blobs}
