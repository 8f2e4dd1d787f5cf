# Histograms and statistics of image.Image.

import _image_ops as _ops
from _image_core import (
    BINARY,
    GRAYSCALE,
    RGB565,
    _OPTIONS,
    _done,
    _image,
    _mutable,
    _options,
    _require,
    _roi,
    _thresholds,
)
from array import array
from collections import namedtuple
from uctypes import addressof

# Named tuples without a type name print as the camera's attribute tuples do.
_Levels = namedtuple("", ("value", "l_value", "a_value", "b_value"))
_Statistics = namedtuple(
    "",
    [
        prefix + name
        for prefix in ("", "l_", "a_", "b_")
        for name in ("mean", "median", "mode", "stdev", "min", "max", "lq", "uq")
    ],
)

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


METHODS = {
    "get_hist": get_histogram,
    "get_histogram": get_histogram,
    "histogram": get_histogram,
    "get_stats": get_statistics,
    "get_statistics": get_statistics,
    "statistics": get_statistics,
}
