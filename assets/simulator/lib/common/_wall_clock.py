# The clock of the board: the computer's time until a script sets it. Epoch: as the board's port has it.

import _cam
import time
from _arguments import number

_host_seconds = time.time
_native_localtime = time.localtime
_native_mktime = time.mktime
_offset = 0
EPOCH = 946684800 if _cam.fact("epoch_year") == 2000 else 0


def unix_seconds():
    return int(_host_seconds()) + _offset


def set_unix_seconds(seconds):
    global _offset
    _offset = seconds - int(_host_seconds())


def seconds():
    return unix_seconds() - EPOCH


def nanoseconds():
    return seconds() * 1000000000


def localtime(since_epoch=None):
    unix = unix_seconds() if since_epoch is None else int(number(since_epoch)) + EPOCH
    return _native_localtime(unix)


def mktime(fields):
    if not isinstance(fields, (tuple, list)) or not 8 <= len(fields) <= 9:
        raise TypeError("mktime needs a tuple of length 8 or 9 (%d given)" % len(fields))
    return unix_of(fields) - EPOCH


def unix_of(fields):
    return int(_native_mktime(tuple(fields[:6]) + (0, 0, 0)))
