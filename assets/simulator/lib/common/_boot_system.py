# Makes gc, os, sys, micropython, random and the built-in functions those of a board.

import _cam
import _memory
import builtins
import gc
import micropython
import os
import random
import sys
from _unsimulated import refusal
from collections import namedtuple

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
        return min(_memory.used(), self._heap_bytes)

    def mem_free(self):
        return self._heap_bytes - self.mem_alloc()


sys.modules["gc"] = _Collector(gc, _cam.fact("heap_bytes"))

# Wrappers of native modules that cannot be changed --------------------------------------------------------------------

_platform = _cam.fact("platform")
_machine = _cam.fact("machine")
_Implementation = namedtuple("implementation", ("name", "version", "_machine", "_mpy"))


class _System:
    platform = _platform
    version = "3.4.0; MicroPython v1.29.0 (simulated)"
    implementation = _Implementation("micropython", (1, 29, 0, ""), _machine, sys.implementation._mpy)
    atexit = staticmethod(refusal("sys.atexit"))

    def __getattr__(self, name):
        return _getattr(sys, name)


class _MicroPython:
    def alloc_emergency_exception_buf(self, size):
        # Interrupt handlers are not simulated: there is nothing to reserve memory for.
        pass

    def __getattr__(self, name):
        return _getattr(micropython, name)


# os ------------------------------------------------------------------------------------------------------------------

_uname_value = namedtuple("uname", ("sysname", "nodename", "release", "version", "machine"))(
    _platform, _platform, "1.29.0", "v1.29.0 (simulated)", _machine
)


def _uname():
    return _uname_value


def _sync():
    # Files are written through.
    pass


def _urandom(count):
    return bytes([random.getrandbits(8) for _ in range(count)])


os.uname = _uname
os.sync = _sync
os.urandom = _urandom
os.dupterm = refusal("os.dupterm")

# Built-in functions --------------------------------------------------------------------------------------------------

_getattr = getattr
_dir = dir


def _has_attribute(owner, name):
    try:
        _getattr(owner, name)
    except (AttributeError, ImportError):
        return False
    return True


def _get_attribute(owner, name, *default):
    if not default:
        return _getattr(owner, name)
    try:
        return _getattr(owner, name)
    except (AttributeError, ImportError):
        return default[0]


def _names(*owner):
    # The native one asks the module for every name that exists anywhere, and stops at the first ImportError.
    if owner and isinstance(owner[0], type(sys)) and "__getattr__" in owner[0].__dict__:
        return sorted([name for name in owner[0].__dict__ if name != "__getattr__"])
    return _dir(*owner)


def _input(prompt=""):
    print(prompt, end="")
    raise NotImplementedError("input() is not simulated")


builtins.hasattr = _has_attribute
builtins.getattr = _get_attribute
builtins.dir = _names
builtins.input = _input
sys.modules["micropython"] = _MicroPython()
sys.modules["sys"] = _System()
random.seed(_cam.seed())
