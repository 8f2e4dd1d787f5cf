# What image.Image finds and measures. Results are attribute tuples, as on the camera.

import _image_ops as _ops
from array import array
from collections import namedtuple
from image import (
    BINARY,
    GRAYSCALE,
    RGB565,
    Image,
    AREA,
    BLACK_BACKGROUND,
    _OPTIONS,
    _done,
    _drawing,
    _image,
    _ints,
    _mutable,
    _options,
    _require,
    _roi,
    _thresholds,
)
from math import cos, pi, radians, sin, sqrt
from uctypes import addressof

# Named tuples without a type name print as the camera's attribute tuples do.
_Blob = namedtuple(
    "",
    "x y w h cx cy pixels rotation code count perimeter roundness x_hist_bins y_hist_bins corners min_corners cxf cyf"
    " elongation area density compactness rect".split(" "),
)
_Line = namedtuple("", ("x1", "y1", "x2", "y2", "length", "magnitude", "theta", "rho"))
_Similarity = namedtuple("", ("mean", "stdev", "min", "max"))
_Levels = namedtuple("", ("value", "l_value", "a_value", "b_value"))
_Statistics = namedtuple(
    "",
    [
        prefix + name
        for prefix in ("", "l_", "a_", "b_")
        for name in ("mean", "median", "mode", "stdev", "min", "max", "lq", "uq")
    ],
)


def _round(value):
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


# Blobs -----------------------------------------------------------------------------------------------------------------

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


# Histograms ------------------------------------------------------------------------------------------------------------

_DEFAULT_BINS = {BINARY: (2,), GRAYSCALE: (256,), RGB565: (101, 256, 256)}


def _statistics(pixformat, counts, bins):
    _done(_ops.statistics(pixformat, addressof(counts), addressof(bins), _OPTIONS))
    channels = [int(_options[i]) for i in range(8 * len(_DEFAULT_BINS[pixformat]))]
    return _Statistics(*(channels[:8] + channels + [0] * (24 - len(channels))))


class _Histogram:
    def __init__(self, pixformat, counts, bins):
        self._f = pixformat
        self._counts = counts
        self._bins = bins
        lists = []
        at = 0
        for count in counts:
            lists.append(list(bins[at : at + count]))
            at += count
        self._lists = tuple(lists + [[]] * (3 - len(lists)))

    def __getitem__(self, index):
        return self._lists[index]

    def __repr__(self):
        if self._f == RGB565:
            return '{"l_bins":%s, "a_bins":%s, "b_bins":%s}' % self._lists
        return '{"bins":%s}' % self._lists[0]

    def bins(self):
        return self._lists[0]

    l_bins = bins

    def a_bins(self):
        return self._lists[1]

    def b_bins(self):
        return self._lists[2]

    def _current(self):
        # A script may have changed the lists.
        at = 0
        for values in self._lists:
            for value in values:
                self._bins[at] = value
                at += 1
        return addressof(self._counts), addressof(self._bins)

    def _levels(self):
        values = [int(_options[i]) for i in range(len(_DEFAULT_BINS[self._f]))]
        return _Levels(*(values[:1] + values + [0] * (3 - len(values))))

    def get_percentile(self, percentile):
        counts, bins = self._current()
        _done(_ops.percentile(self._f, counts, bins, float(percentile), _OPTIONS))
        return self._levels()

    def get_threshold(self):
        counts, bins = self._current()
        _done(_ops.otsu(self._f, counts, bins, _OPTIONS))
        return self._levels()

    def get_statistics(self):
        self._current()
        return _statistics(self._f, self._counts, self._bins)

    get_stats = statistics = get_statistics


def _count(image, thresholds, invert, roi, bins, l_bins, a_bins, b_bins, difference):
    _mutable(image)
    words, count = _thresholds(() if thresholds is None else thresholds)
    _options[0], _options[1], _options[2], _options[3] = _roi(image, roi)
    other = None
    if difference is not None:
        other = _mutable(_image(difference))
        if (other._w, other._h, other._f) != (image._w, image._h, image._f):
            raise ValueError("The images are not alike!")
    counts = array("i")
    for i, usual in enumerate(_DEFAULT_BINS[image._f]):
        number = bins if bins >= 0 else usual
        _require(number >= 2, "bins must be >= 2")
        own = (l_bins, a_bins, b_bins)[i]
        number = own if own >= 0 else number
        _require(number >= 2, "%s_bins must be >= 2" % "lab"[i])
        counts.append(number)
    result = array("d", [0] * sum(counts))
    _done(
        _ops.histogram(
            image._p,
            _OPTIONS,
            addressof(words) if count else 0,
            count,
            1 if invert else 0,
            addressof(counts),
            0 if other is None else other._p,
            addressof(result),
        )
    )
    return counts, result


def get_histogram(
    self, *, thresholds=None, invert=False, roi=None, bins=-1, l_bins=-1, a_bins=-1, b_bins=-1, difference=None
):
    counts, result = _count(self, thresholds, invert, roi, bins, l_bins, a_bins, b_bins, difference)
    return _Histogram(self._f, counts, result)


def get_statistics(
    self, *, thresholds=None, invert=False, roi=None, bins=-1, l_bins=-1, a_bins=-1, b_bins=-1, difference=None
):
    counts, result = _count(self, thresholds, invert, roi, bins, l_bins, a_bins, b_bins, difference)
    return _statistics(self._f, counts, result)


# Lines and similarity --------------------------------------------------------------------------------------------------


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
    # The work grows with the square of the points: large pictures are scaled down first.
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


METHODS = {
    "find_blobs": find_blobs,
    "get_hist": get_histogram,
    "get_histogram": get_histogram,
    "histogram": get_histogram,
    "get_stats": get_statistics,
    "get_statistics": get_statistics,
    "statistics": get_statistics,
    "get_regression": get_regression,
    "get_similarity": get_similarity,
}
