# The older board module, as far as lights, pins and time go.

import machine
import time
from machine import freq, reset_cause, unique_id
from _unsimulated import missing


class LED(machine.LED):
    def intensity(self, value=None):
        if value is None:
            return 255 if self._value else 0
        self._value = 1 if value else 0


class Pin(machine.Pin):
    AF_PP = 2
    AF_OD = 18


class RTC(machine.RTC):
    pass


def millis():
    return time.ticks_ms()


def micros():
    return time.ticks_us()


def elapsed_millis(start):
    return time.ticks_diff(time.ticks_ms(), start)


def elapsed_micros(start):
    return time.ticks_diff(time.ticks_us(), start)


def delay(ms):
    time.sleep_ms(ms)


def udelay(us):
    time.sleep_us(us)


def rng():
    import random

    return random.getrandbits(30)


def hard_reset():
    raise SystemExit


def disable_irq():
    return True


def enable_irq(state=True):
    pass


__getattr__ = missing("pyb")
