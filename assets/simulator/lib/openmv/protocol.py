# The camera protocol as scripts see it: their own channels, and a kind of channel that shows controls.

import cbor2
from uprotocol import Channel, is_active, register
from _unsimulated import missing

CHANNEL_FLAG_READ = 0x01
CHANNEL_FLAG_WRITE = 0x02
CHANNEL_FLAG_EXEC = 0x04
CHANNEL_FLAG_LOCK = 0x08
CHANNEL_FLAG_STREAM = 0x10
CHANNEL_FLAG_DYNAMIC = 0x20
CHANNEL_FLAG_PHYSICAL = 0x40

# Keys of a field's record.
_NAME = 0
_UNIT = 1
_VALUE = 2
_DATA = 8
_WIDTH = -20
_HEIGHT = -21
_DATA_MIN = -23
_DATA_MAX = -24
_TYPE = -30
_MIN = -31
_MAX = -32
_STEP = -33
_OPTIONS = -34

_EMPTY = {"label": 0, "toggle": False, "slider": 0, "select": None, "depth": b""}


def init(**options):
    # The simulated camera has started its protocol before any script runs.
    pass


class _Field:
    def __init__(self, type, value, unit, low, high, step, options, width, height):
        self.type = type
        self.value = value
        self.unit = unit
        self.low = low
        self.high = high
        self.step = step
        self.options = options
        self.width = width
        self.height = height

    def set(self, value):
        if isinstance(value, tuple) and self.type in ("slider", "depth"):
            self.low, self.high, value = value
        self.value = value

    def pairs(self, name):
        pairs = [(_NAME, name), (_TYPE, self.type)]
        if self.type == "depth":
            pairs += [(_DATA, self.value), (_WIDTH, self.width), (_HEIGHT, self.height)]
            pairs += [(_DATA_MIN, self.low), (_DATA_MAX, self.high)]
            return pairs
        pairs.append((_VALUE, self.value))
        if self.type == "slider":
            pairs += [(_MIN, self.low), (_MAX, self.high), (_STEP, self.step)]
        if self.type == "select":
            pairs.append((_OPTIONS, self.options))
        if self.unit is not None:
            pairs.append((_UNIT, self.unit))
        return pairs


class CBORChannel:
    def __init__(self, on_read=None, on_write=None):
        self._names = []
        self._fields = {}
        self._on_read = on_read
        self._on_write = on_write
        self._changed = False
        self._bytes = b""

    def add(
        self,
        name,
        type,
        value=None,
        unit=None,
        min=None,
        max=None,
        step=None,
        options=None,
        width=None,
        height=None,
    ):
        if type not in _EMPTY:
            raise NotImplementedError("protocol.CBORChannel type " + str(type) + " is not simulated")
        if name in self._fields:
            raise ValueError("the channel has a field " + name + " already")
        if value is None:
            value = options[0] if type == "select" and options else _EMPTY[type]
        if max is None:
            max = 1000 if type == "depth" else 100
        self._names.append(name)
        self._fields[name] = _Field(
            type,
            value,
            unit,
            0 if min is None else min,
            max,
            1 if step is None else step,
            list(options or ()),
            width or 0,
            height or 0,
        )
        self._changed = True

    def __setitem__(self, name, value):
        self._fields[name].set(value)
        self._changed = True

    def __getitem__(self, name):
        return self._fields[name].value

    def poll(self):
        return self._on_read is not None or self._changed

    def size(self):
        if self._on_read is not None:
            self._on_read(self)
        out = bytearray()
        cbor2._head(out, 4, len(self._names))
        for name in self._names:
            pairs = self._fields[name].pairs(name)
            cbor2._head(out, 5, len(pairs))
            for key, value in pairs:
                cbor2._encode(out, key)
                cbor2._encode(out, value)
        self._bytes = bytes(out)
        self._changed = False
        return len(self._bytes)

    def read(self, offset, size):
        return self._bytes[offset : offset + size]

    def write(self, offset, data):
        for record in cbor2.loads(data):
            name = record.get(_NAME)
            value = record.get(_VALUE)
            if name in self._fields and value is not None:
                self[name] = value
                if self._on_write is not None:
                    self._on_write(self, name, value)
        return len(data)


__getattr__ = missing("protocol", "init")
