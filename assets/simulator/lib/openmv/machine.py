# The board around the sensor: lights, pins and the clock. Nothing is connected to the pins.

import _cam
import time
from _unsimulated import missing

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5


class LED:
    _NAMES = ("LED_RED", "LED_GREEN", "LED_BLUE", "LED_IR")

    def __init__(self, id=1):
        if isinstance(id, int):
            if not 1 <= id <= len(self._NAMES):
                raise ValueError("LED(%d) doesn't exist" % id)
            id = self._NAMES[id - 1]
        if id not in self._NAMES:
            raise ValueError("LED(%s) doesn't exist" % id)
        self._name = id
        self._value = 0

    def value(self, value=None):
        if value is None:
            return self._value
        self._value = 1 if value else 0

    boolean = value

    def on(self):
        self._value = 1

    def off(self):
        self._value = 0

    def toggle(self):
        self._value ^= 1

    def __repr__(self):
        return "LED(%s)" % self._name


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    ALT = 3
    ANALOG = 4
    OUT_PP = 1
    OUT_OD = 17
    PULL_NONE = 0
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_RISING = 1
    IRQ_FALLING = 2

    def __init__(self, id, mode=IN, pull=None, value=None, **options):
        self._id = id
        self.init(mode, pull, value)

    def init(self, mode=IN, pull=None, value=None, **options):
        self._mode = mode
        self._pull = pull
        self._value = (1 if value else 0) if value is not None else 1 if pull == self.PULL_UP else 0

    def value(self, value=None):
        if value is None:
            return self._value
        self._value = 1 if value else 0

    __call__ = value

    def on(self):
        self._value = 1

    def off(self):
        self._value = 0

    high = on
    low = off

    def toggle(self):
        self._value ^= 1

    def mode(self, mode=None):
        if mode is None:
            return self._mode
        self._mode = mode

    def pull(self, pull=None):
        if pull is None:
            return self._pull
        self._pull = pull

    def name(self):
        return str(self._id)

    def irq(self, *args, **options):
        raise NotImplementedError("machine.Pin.irq is not simulated")

    def __repr__(self):
        return "Pin(%s)" % self._id


class RTC:
    _offset = 0

    def __init__(self, id=0):
        pass

    def datetime(self, value=None):
        if value is None:
            now = time.localtime(time.time() + RTC._offset)
            return (now[0], now[1], now[2], now[6] + 1, now[3], now[4], now[5], 0)
        wanted = time.mktime((value[0], value[1], value[2], value[4], value[5], value[6], 0, 0))
        RTC._offset = wanted - time.time()

    def init(self, value=None):
        if value is not None:
            self.datetime(value)


def unique_id():
    return b"\x00\x00\x00\x00SIM0" + (_cam.seed() & 0xFFFFFFFF).to_bytes(4, "big")


def freq(*args):
    if not args:
        return _cam.fact("cpu_hz")


def reset():
    raise SystemExit


def soft_reset():
    raise SystemExit


def reset_cause():
    return SOFT_RESET


def idle():
    time.sleep_us(100)


def lightsleep(time_ms=0):
    time.sleep_ms(time_ms)


sleep = lightsleep


def deepsleep(time_ms=0):
    time.sleep_ms(time_ms)
    raise SystemExit


def disable_irq():
    return 0


def enable_irq(state=0):
    pass


__getattr__ = missing("machine")
