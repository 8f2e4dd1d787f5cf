# CBOR (RFC 8949) for plain values: integers, floats, text, bytes, lists, maps, booleans and None.

import struct


def _head(out, major, count):
    major <<= 5
    if count < 24:
        out.append(major | count)
    elif count < 0x100:
        out.extend(bytes((major | 24, count)))
    elif count < 0x10000:
        out.extend(struct.pack(">BH", major | 25, count))
    elif count < 0x100000000:
        out.extend(struct.pack(">BI", major | 26, count))
    else:
        out.extend(struct.pack(">BQ", major | 27, count))


def _float(out, value):
    if value != value:
        out.extend(b"\xf9\x7e\x00")
    elif value in (float("inf"), float("-inf")):
        out.extend(b"\xf9\x7c\x00" if value > 0 else b"\xf9\xfc\x00")
    else:
        out.extend(struct.pack(">Bd", 0xFB, value))


def _encode(out, value):
    if value is None:
        out.append(0xF6)
    elif value is True:
        out.append(0xF5)
    elif value is False:
        out.append(0xF4)
    elif isinstance(value, int):
        _head(out, 0 if value >= 0 else 1, value if value >= 0 else -1 - value)
    elif isinstance(value, float):
        _float(out, value)
    elif isinstance(value, str):
        data = value.encode()
        _head(out, 3, len(data))
        out.extend(data)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        data = bytes(value)
        _head(out, 2, len(data))
        out.extend(data)
    elif isinstance(value, (list, tuple)):
        _head(out, 4, len(value))
        for item in value:
            _encode(out, item)
    elif isinstance(value, dict):
        _head(out, 5, len(value))
        for key, item in value.items():
            _encode(out, key)
            _encode(out, item)
    else:
        raise TypeError("cannot encode " + type(value).__name__)


def dumps(value):
    out = bytearray()
    _encode(out, value)
    return bytes(out)


class _Reader:
    def __init__(self, data):
        self._data = bytes(data)
        self._at = 0

    def _take(self, count):
        end = self._at + count
        if end > len(self._data):
            raise ValueError("the CBOR data ends early")
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def _half(self, piece):
        bits = struct.unpack(">H", piece)[0]
        sign = -1.0 if bits & 0x8000 else 1.0
        exponent = bits >> 10 & 31
        fraction = bits & 1023
        if exponent == 31:
            return float("nan") if fraction else sign * float("inf")
        return sign * (fraction * 2.0**-24 if exponent == 0 else (1024 + fraction) * 2.0 ** (exponent - 25))

    def value(self):
        first = self._take(1)[0]
        major = first >> 5
        short = first & 31
        if major == 7:
            if short == 20 or short == 21:
                return short == 21
            if short == 22 or short == 23:
                return None
            if short == 25:
                return self._half(self._take(2))
            if short == 26:
                return struct.unpack(">f", self._take(4))[0]
            if short == 27:
                return struct.unpack(">d", self._take(8))[0]
            raise ValueError("unknown CBOR value")
        if short < 24:
            count = short
        elif short < 28:
            count = int.from_bytes(self._take(1 << (short - 24)), "big")
        else:
            raise ValueError("CBOR of unknown length is not supported")
        if major == 0:
            return count
        if major == 1:
            return -1 - count
        if major == 2:
            return self._take(count)
        if major == 3:
            return self._take(count).decode()
        if major == 4:
            return [self.value() for _ in range(count)]
        if major == 5:
            result = {}
            for _ in range(count):
                key = self.value()
                result[key] = self.value()
            return result
        raise ValueError("CBOR tags are not supported")


def loads(data):
    return _Reader(data).value()
