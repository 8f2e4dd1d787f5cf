# The image sensor behind csi and sensor: one state, whichever object a script reaches it by. Frames come from the
# simulation's scene. Settings that a scene can show act on the frames; the others are stored and returned.

import _cam
import uctypes
from _arguments import integer, number, sequence
from _csi_constants import BAYER, GRAYSCALE, JPEG, NORMAL, RGB565, YUV422, _SIZES
from _csi_effects import apply_effects
from _memory import allocate as _allocate, keep as _keep
from _profile import profiled
from image import Image

NO_PIXFORMAT = "Pixel format is not supported or is not set."
NO_FRAMESIZE = "Frame size is not supported or is not set."
NO_FRAMERATE = "Frame rate is not supported or is not set."
INVALID_ARGUMENT = "An invalid argument is used."
NOT_FOR_PIXFORMAT = "The requested operation is not supported on the current pixel format."
UNSUPPORTED = "The requested operation is not supported by the image sensor."
_FAILED = "Sensor control failed."
_TIMED_OUT = "Frame capture has timed out."

_CUSTOM = 1
# What the scene delivers while no frame rate is set.
_DEFAULT_RATE = 60
_DEFAULT_QUALITY = 85
_NOMINAL_EXPOSURE_US = 10000
_NOMINAL_GAIN_DB = 10.0
_LARGEST = (2592, 1944)

_render = _cam.render
_wait_frame = _cam.wait_frame


class Sensor:
    def __init__(self):
        self.awake = True
        self.last = None
        self.reset()

    def reset(self):
        self.pixformat = None
        self.framesize = 0
        self.full = (0, 0)
        self.window = (0, 0, 0, 0)
        self.rate = 0
        self.quality = _DEFAULT_QUALITY
        self.hmirror = self.vflip = self.transpose = self.auto_rotation = self.colorbar = False
        self.effect = NORMAL
        self.brightness = self.contrast = self.saturation = 0
        self.auto_gain = self.auto_exposure = True
        self.gain_db = _NOMINAL_GAIN_DB
        self.exposure_us = _NOMINAL_EXPOSURE_US
        self.rgb_gain_db = (0.0, 0.0, 0.0)
        self.framebuffers = 3
        self.palette = 0
        self.vsync_callback = self.frame_callback = None
        self.awake = True
        self.last = None
        self._buffer = None
        self.configure()

    def configure(self):
        _cam.configure(
            1 if self.hmirror else 0,
            1 if self.vflip else 0,
            _NOMINAL_EXPOSURE_US if self.auto_exposure else self.exposure_us,
            0.0 if self.auto_gain else self.gain_db - _NOMINAL_GAIN_DB,
            self.brightness,
            self.contrast,
            self.saturation,
        )

    # Frames -----------------------------------------------------------------------------------------------------------

    def capture(self, blocking=True):
        # None if there is no frame and the caller does not want to wait.
        if self.pixformat is None:
            raise RuntimeError(NO_PIXFORMAT)
        if not self.framesize:
            raise RuntimeError(NO_FRAMESIZE)
        if not self.awake:
            raise RuntimeError(_TIMED_OUT)
        # The preview shows the image before this one, with what the script has drawn into it.
        if self.last is not None:
            self.last.flush()
        self.last = None
        period = self._period()
        if not blocking and not _cam.frame_ready(period):
            return None
        # When an interrupt ends the wait, KeyboardInterrupt is raised where the loop jumps back.
        while not _wait_frame(period):
            pass
        image = self.last = self._read()
        if self.vsync_callback is not None:
            self.vsync_callback(1)
        if self.frame_callback is not None:
            self.frame_callback()
        return image

    def skip(self, time_ms, frames):
        # Frames that would only be thrown away are not waited for: their time passes in the scene.
        self.capture()
        _cam.skip_ms(time_ms + frames * self._period() // 1000)

    def _period(self):
        return 1000000 // (self.rate or _DEFAULT_RATE)

    def _read(self):
        x, y, width, height = self.window
        pixformat = self.pixformat
        buffer = self._buffer
        if buffer is None:
            buffer = self._buffer = _allocate(_buffer_bytes(pixformat, width, height))
            _keep(len(buffer))
        full = self.full
        size = _render(
            uctypes.addressof(buffer), len(buffer), full[0], full[1], x, y, width, height, pixformat, self.quality
        )
        if size is None or size < 0:
            raise RuntimeError(_cam.last_error() or "Frame buffer overflow, try reducing the frame size.")
        if pixformat == JPEG:
            return Image(width, height, JPEG, buffer=bytearray(memoryview(buffer)[:size]))
        image = Image(width, height, pixformat, buffer=buffer)
        if self.effect or self.colorbar or self.transpose:
            return apply_effects(self, image)
        return image

    # Settings ---------------------------------------------------------------------------------------------------------

    def set_pixformat(self, pixformat):
        pixformat = integer(pixformat)
        if pixformat in (BAYER, YUV422):
            raise NotImplementedError("csi.%s is not simulated" % ("BAYER" if pixformat == BAYER else "YUV422"))
        if pixformat == JPEG and (self.window != (0, 0) + self.full or self.transpose):
            raise RuntimeError(NOT_FOR_PIXFORMAT)
        if pixformat not in (GRAYSCALE, RGB565, JPEG):
            raise RuntimeError(_FAILED)
        self.pixformat = pixformat
        self._buffer = None

    def set_framesize(self, framesize):
        if isinstance(framesize, int):
            if not 2 <= framesize < len(_SIZES):
                raise RuntimeError(_FAILED)
            full = _SIZES[framesize][1:]
        elif isinstance(framesize, tuple):
            full = tuple([integer(length) for length in sequence(framesize, 2)])
            framesize = _CUSTOM
        else:
            raise RuntimeError(INVALID_ARGUMENT)
        if not (0 < full[0] <= _LARGEST[0] and 0 < full[1] <= _LARGEST[1]):
            raise RuntimeError(_FAILED)
        self.full = full
        self.framesize = framesize
        self._set_window((0, 0) + full)

    def set_window(self, roi, wrong_length):
        if not self.framesize:
            raise RuntimeError(NO_FRAMESIZE)
        values = [integer(value) for value in sequence(roi)]
        width, height = self.full
        if len(values) == 2:
            w, h = values
            x, y = width // 2 - w // 2, height // 2 - h // 2
        elif len(values) == 4:
            x, y, w, h = values
        else:
            raise ValueError(wrong_length)
        if w < 1 or h < 1:
            raise ValueError("Invalid ROI dimensions!")
        if x >= width or y >= height or x + w <= 0 or y + h <= 0:
            raise ValueError("ROI does not overlap on the image!")
        left, top = max(x, 0), max(y, 0)
        window = (left, top, min(x + w, width) - left, min(y + h, height) - top)
        if window != self.window and self.pixformat == JPEG:
            raise RuntimeError(NOT_FOR_PIXFORMAT)
        self._set_window(window)

    def _set_window(self, window):
        self.window = window
        self._buffer = None

    def set_framerate(self, rate):
        rate = integer(rate)
        if rate < 0:
            raise RuntimeError(INVALID_ARGUMENT)
        self.rate = rate

    def set_level(self, name, level, low, high):
        # False for a level that the sensor does not have.
        level = integer(level)
        if not low <= level <= high:
            return False
        setattr(self, name, level)
        self.configure()
        return True

    def set_switch(self, name, enable):
        setattr(self, name, bool(enable))
        self._buffer = None
        self.configure()

    def set_auto_gain(self, enable, gain_db):
        self.auto_gain = bool(enable)
        if gain_db is not None:
            self.gain_db = float(number(gain_db))
        self.configure()

    def set_auto_exposure(self, enable, exposure_us):
        self.auto_exposure = bool(enable)
        if integer(exposure_us) >= 0:
            self.exposure_us = max(1, exposure_us)
        self.configure()


Sensor.capture = profiled("py_csi_snapshot", Sensor.capture)


def _buffer_bytes(pixformat, width, height):
    pixels = width * height
    if pixformat == GRAYSCALE:
        return pixels
    # A JPEG file of noise at the best quality can exceed the raw image.
    return pixels * 3 + 4096 if pixformat == JPEG else pixels * 2


sensor = Sensor()
