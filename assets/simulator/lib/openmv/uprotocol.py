# Channels of the camera protocol that a script registers. The simulation calls `_dispatch` at safe points of the running
# script, as the firmware calls backends from its scheduler.

import _cam
import uctypes

_METHODS = ("poll", "size", "shape", "read", "readp", "write", "ioctl", "lock", "unlock")
_POLL, _SIZE, _SHAPE, _READ, _READP, _WRITE, _IOCTL, _LOCK, _UNLOCK = range(9)
_FLAG_READ = 0x01
_FLAG_WRITE = 0x02
_FLAG_LOCK = 0x08

_backends = {}


class Channel:
    def __init__(self, handle):
        self._handle = handle

    def send_event(self, event, wait_ack=False):
        if not _cam.send_channel_event(self._handle, event & 0xFFFF, 1 if wait_ack else 0):
            raise RuntimeError("the host takes no events")


def register(name=None, backend=None, flags=0):
    if name is None or backend is None:
        raise TypeError("name and backend are required")
    bits = 0
    for bit, method in enumerate(_METHODS):
        if hasattr(backend, method):
            bits |= 1 << bit
    if bits & (1 << _READ | 1 << _READP):
        flags |= _FLAG_READ
    if bits & (1 << _WRITE):
        flags |= _FLAG_WRITE
    if bits & (1 << _LOCK) and bits & (1 << _UNLOCK):
        flags |= _FLAG_LOCK
    handle = len(_backends) + 1
    # Before the host hears of the channel: it may call it at once.
    _backends[handle] = backend
    if not _cam.register_channel(handle, str(name), flags, bits):
        del _backends[handle]
        raise RuntimeError("too many channels are registered")
    return Channel(handle)


def is_active():
    return True


def _reply(value):
    if value is None:
        _cam.reply_none()
    else:
        value = int(value) & 0xFFFFFFFF
        _cam.reply_value(value - (1 << 32) if value & 0x80000000 else value)


def _payload():
    data = bytearray(_cam.payload_bytes())
    if data:
        _cam.take_payload(uctypes.addressof(data))
    return data


def _dispatch(handle, operation, first, second):
    # Exceptions end here: the host receives an error, and the script continues.
    try:
        backend = _backends[handle]
        if operation == _POLL:
            _reply(1 if backend.poll() else 0)
        elif operation == _SIZE:
            _reply(backend.size())
        elif operation == _SHAPE:
            _cam.reply_shape(*[int(length) for length in backend.shape()][:4])
        elif operation == _READ or operation == _READP:
            data = backend.read(first, second) if operation == _READ else backend.readp(first, second)
            if data is None:
                data = b""
            elif isinstance(data, str):
                data = data.encode()
            view = memoryview(data)
            size = min(second, len(data) * view.itemsize)
            _cam.reply_bytes(uctypes.addressof(data) if size else 0, size)
        elif operation == _WRITE:
            _reply(backend.write(first, _payload()))
        elif operation == _IOCTL:
            _reply(backend.ioctl(first, second, _payload() if second else None))
        elif operation == _LOCK:
            _reply(1 if backend.lock() else 0)
        elif operation == _UNLOCK:
            _reply(1 if backend.unlock() else 0)
    except Exception:
        pass


_cam.set_dispatch(_dispatch)
