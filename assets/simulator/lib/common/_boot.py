# Runs once in a new interpreter and makes it a board: search path, interruptible time, a collector that works while a
# script runs, and facts of the board. `_cam` holds the functions of the simulation. `_boot_family` does what one family
# of boards needs.

import _cam
import builtins
import gc
import os
import random
import sys
import time
import uctypes
from collections import namedtuple

# The collector scans this copy of the C stack; see collector.ts.
_stack_copy = bytearray(_cam.stack_bytes())


def _do_nothing():
    pass


_cam.set_collector(uctypes.addressof(_stack_copy), len(_stack_copy), _do_nothing)

sys.path[:] = ["/rom/lib", "", ".frozen", "/flash", "/flash/lib"]

# time ----------------------------------------------------------------------------------------------------------------

_sleep_us = _cam.sleep_us
# The primitive takes 32 bits.
_LONGEST_US = 1000000000


def sleep_us(us):
    us = int(us)
    # An interrupt ends the wait early; KeyboardInterrupt is then raised where the loop jumps back.
    while us > 0:
        step = us if us < _LONGEST_US else _LONGEST_US
        if _sleep_us(step):
            us -= step


def sleep_ms(ms):
    sleep_us(int(ms) * 1000)


def sleep(seconds):
    sleep_us(int(seconds * 1000000))


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
time.clock = clock
# The native one sleeps deaf.
sys.modules["utime"] = time

# gc ------------------------------------------------------------------------------------------------------------------


class _Collector:
    def __init__(self, native, heap_bytes):
        self._native = native
        self._heap_bytes = heap_bytes
        self._threshold = -1

    def collect(self):
        if not _cam.collect():
            # Not at a safe point: it happens at the next one.
            self._native.collect()
        return 0

    def enable(self):
        self._native.enable()

    def disable(self):
        self._native.disable()

    def isenabled(self):
        return self._native.isenabled()

    def threshold(self, amount=None):
        if amount is None:
            return self._threshold
        self._threshold = amount

    def mem_alloc(self):
        return max(0, self._native.mem_alloc())

    def mem_free(self):
        return max(65536, self._heap_bytes - self.mem_alloc())


sys.modules["gc"] = _Collector(gc, _cam.fact("heap_bytes"))

# os, sys, random, builtins ---------------------------------------------------------------------------------------------

_platform = _cam.fact("platform")
_uname = namedtuple("uname", ("sysname", "nodename", "release", "version", "machine"))
_uname_value = _uname(_platform, _platform, "1.29.0", "v1.29.0 (simulated)", _cam.fact("machine"))


def uname():
    return _uname_value


os.uname = uname


class _System:
    # The native module cannot be changed.
    platform = _platform

    def __getattr__(self, name):
        return getattr(sys, name)


sys.modules["sys"] = _System()


def _input(prompt=""):
    print(prompt, end="")
    raise NotImplementedError("input() is not simulated")


builtins.input = _input
random.seed(_cam.seed())

import _boot_family
