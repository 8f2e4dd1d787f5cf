# Makes the module time that of a board: waits that Stop interrupts, ticks of the simulation, the board's clock.

import _cam
import _wall_clock
import sys
import time
from _arguments import integer, number

_sleep_us = _cam.sleep_us
# The primitive takes 32 bits.
_LONGEST_US = 1000000000


def _wait_us(us):
    # An interrupt ends the wait early; KeyboardInterrupt is then raised where the loop jumps back.
    while us > 0:
        step = us if us < _LONGEST_US else _LONGEST_US
        if _sleep_us(step):
            us -= step


def sleep_us(us):
    _wait_us(integer(us))


def sleep_ms(ms):
    _wait_us(integer(ms) * 1000)


def sleep(seconds):
    _wait_us(int(number(seconds) * 1000000))


class clock:
    def __init__(self):
        self.reset()

    def reset(self):
        self._start = time.ticks_us()
        self._total = 0
        self._frames = 0

    def tick(self):
        self._start = time.ticks_us()

    def _count(self):
        self._frames += 1
        self._total += max(1, time.ticks_diff(time.ticks_us(), self._start))
        return self._total / self._frames

    def fps(self):
        return 1000000 / self._count()

    def avg(self):
        return self._count() / 1000


time.sleep = sleep
time.sleep_ms = sleep_ms
time.sleep_us = sleep_us
time.ticks_ms = _cam.ticks_ms
time.ticks_us = _cam.ticks_us
time.ticks_cpu = _cam.ticks_us
time.time = _wall_clock.seconds
time.time_ns = _wall_clock.nanoseconds
time.localtime = time.gmtime = _wall_clock.localtime
time.mktime = _wall_clock.mktime
time.clock = clock
# The native one cannot be interrupted while it sleeps.
sys.modules["utime"] = time
