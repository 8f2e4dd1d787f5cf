# How much of the board's heap a script uses. Images do not count: a board keeps its frames outside of the heap.

import _cam
import gc
import weakref

_native_alloc = gc.mem_alloc
_report = _cam.report_memory
_LEAST_IMAGE = 1024
_HEAP_BYTES = _cam.fact("heap_bytes")
# Weak references to images with the sizes of their buffers.
_images = []
_own = 0
_error = None
# The newest buffer, until an image has taken it.
_fresh = None
_frame_bytes = 0


def start():
    # Called when start-up is over and its garbage is collected: what is in use now belongs to the simulation.
    global _own
    _own = _native_alloc()
    _cam.set_memory_check(_check)


def allocate(size):
    # Memory for an image. The heap grows only after a refusal, sometimes by too little.
    global _fresh
    for _ in range(3):
        try:
            _fresh = bytearray(size)
            return _fresh
        except MemoryError:
            pass
    return bytearray(size)


def track(image, data):
    # A buffer that was allocated for an image counts as long as the image lives.
    global _fresh
    if data is not _fresh:
        return
    _fresh = None
    if len(data) >= _LEAST_IMAGE:
        if len(_images) > 64:
            _image_bytes()
        _images.append((weakref.ref(image), len(data)))


def keep(size):
    # The buffer of the sensor counts until the next one.
    global _fresh, _frame_bytes
    _fresh = None
    _frame_bytes = size


def _image_bytes():
    _images[:] = [entry for entry in _images if entry[0]() is not None]
    return sum([size for _, size in _images]) + _frame_bytes


def used():
    return max(0, _native_alloc() - _own - _image_bytes())


def _check():
    # The exception is kept here until it is raised.
    global _error
    _error = MemoryError("memory allocation failed, the heap of the board is full") if used() > _HEAP_BYTES else None
    _report(0 if _error is None else id(_error))
