# The camera sensor. Pictures come from the simulation's scene; settings that a scene can show act on them, the others
# are kept and answered. What is neither raises NotImplementedError with its name.

import _cam
import uctypes
from _csi_constants import *
from _csi_constants import _SIZES
from _csi_settings import Settings, _limit, _NOMINAL_EXPOSURE_US, _NOMINAL_GAIN_DB
from _profile import profiled
from _unsimulated import missing
from image import Image

_DEFAULT_RATE = 60
_DEFAULT_QUALITY = 85
_SENSOR_WIDTH = 2592
_SENSOR_HEIGHT = 1944

_render = _cam.render
_wait_frame = _cam.wait_frame


class CSI(Settings):
    def __init__(self, cid=-1, delays=True, fb_count=None, **options):
        if cid != -1 and cid != _cam.fact("chip_id"):
            raise NotImplementedError("csi.CSI(cid=0x%X) is not simulated" % cid)
        self._last = None
        self._pixformat = None
        self._buffer = None
        self._defaults()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError("csi.CSI." + name + " is not simulated")

    def _defaults(self):
        self._pixformat = None
        self._framesize = None
        self._full = (0, 0)
        self._window = None
        self._rate = _DEFAULT_RATE
        self._quality = _DEFAULT_QUALITY
        self._hmirror = self._vflip = self._transpose = False
        self._auto_rotation = self._colorbar = False
        self._brightness = self._contrast = self._saturation = 0
        self._auto_gain = self._auto_exposure = self._auto_whitebal = True
        self._gain_db = _NOMINAL_GAIN_DB
        self._gainceiling = 16
        self._exposure_us = _NOMINAL_EXPOSURE_US
        self._rgb_gain_db = (0.0, 0.0, 0.0)
        self._framebuffers = 3
        self._awake = True
        self._vsync = self._on_frame = None
        self._buffer = None
        self._last = None
        self._configure()

    # Life -------------------------------------------------------------------------------------------------------------

    def reset(self, hard=True):
        self._defaults()

    def sleep(self, enable):
        self._awake = not enable

    def shutdown(self, enable):
        self._awake = not enable

    def flush(self):
        if self._last is not None:
            self._last.flush()

    def cid(self):
        return _cam.fact("chip_id")

    # Picture ----------------------------------------------------------------------------------------------------------

    def snapshot(self, image=None, time=0, frames=0, update=True, blocking=True):
        if self._pixformat is None or self._framesize is None:
            raise RuntimeError("The pixel format or the frame size is not set.")
        if not self._awake:
            raise RuntimeError("The sensor is asleep.")
        # The preview shows the picture before this one, with what the script has drawn into it.
        if update and self._last is not None:
            self._last.flush()
        self._last = None
        period = 1000000 // self._rate
        if time or frames:
            # What would only be thrown away is not waited for.
            _cam.skip_ms(time + frames * period // 1000)
        if not blocking and not _cam.frame_ready(period):
            return None
        # When an interrupt ends the wait, KeyboardInterrupt is raised where the loop jumps back.
        while not _wait_frame(period):
            pass
        x, y, width, height = self._roi()
        buffer = self._buffer
        if buffer is None:
            buffer = self._buffer = bytearray(self._buffer_bytes(width, height))
        full = self._full
        pixformat = self._pixformat
        size = _render(
            uctypes.addressof(buffer), len(buffer), full[0], full[1], x, y, width, height, pixformat, self._quality
        )
        if size is None or size < 0:
            raise RuntimeError(_cam.last_error() or "The frame does not fit its buffer.")
        if pixformat == JPEG:
            buffer = bytearray(memoryview(buffer)[:size])
        picture = Image(width, height, pixformat, buffer=buffer)
        self._last = picture
        if self._vsync is not None:
            self._vsync(1)
        if self._on_frame is not None:
            self._on_frame()
        if image is not None:
            image.replace(picture)
            return image
        return picture

    def _buffer_bytes(self, width, height):
        pixels = width * height
        if self._pixformat == GRAYSCALE:
            return pixels
        # A JPEG file of noise at the best quality can exceed the raw picture.
        return pixels * 3 + 4096 if self._pixformat == JPEG else pixels * 2

    def _roi(self):
        window = self._window
        if window is None:
            return 0, 0, self._full[0], self._full[1]
        return window

    def width(self):
        return self._roi()[2]

    def height(self):
        return self._roi()[3]

    def pixformat(self, pixformat=None):
        if pixformat is None:
            if self._pixformat is None:
                raise RuntimeError("The pixel format is not set.")
            return self._pixformat
        if pixformat in (BAYER, YUV422, BINARY):
            raise NotImplementedError("csi.%s is not simulated" % {BAYER: "BAYER", YUV422: "YUV422"}.get(pixformat, "BINARY"))
        if pixformat not in (GRAYSCALE, RGB565, JPEG):
            raise ValueError("Invalid pixel format.")
        self._pixformat = pixformat
        self._buffer = None

    def framesize(self, framesize=None):
        if framesize is None:
            if self._framesize is None:
                raise RuntimeError("The frame size is not set.")
            return self._framesize
        if isinstance(framesize, (tuple, list)):
            full = (int(framesize[0]), int(framesize[1]))
        elif 0 < framesize < len(_SIZES):
            full = _SIZES[framesize][1:]
        else:
            raise ValueError("Invalid frame size.")
        if not (0 < full[0] <= _SENSOR_WIDTH and 0 < full[1] <= _SENSOR_HEIGHT):
            raise ValueError("Invalid frame size.")
        self._full = full
        self._framesize = framesize
        self._window = None
        self._buffer = None

    def window(self, roi=None):
        if roi is None:
            return self._roi()
        width, height = self._full
        if len(roi) == 2:
            w, h = roi
            roi = ((width - w) // 2, (height - h) // 2, w, h)
        x, y, w, h = [int(value) for value in roi]
        if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
            raise ValueError("The window does not fit the frame.")
        self._window = (x, y, w, h)
        self._buffer = None

    windowing = window

    def framerate(self, rate=None):
        if rate is None:
            return self._rate
        if not 1 <= rate <= 100000:
            raise ValueError("Invalid frame rate.")
        self._rate = int(rate)

    def framebuffers(self, count=None):
        if count is None:
            return self._framebuffers
        self._framebuffers = count

    def quality(self, quality=None):
        if quality is None:
            return self._quality
        self._quality = _limit(quality, 1, 100)


CSI.snapshot = profiled("py_csi_snapshot", CSI.snapshot)


def devices():
    return [_cam.fact("chip_id")]


__getattr__ = missing("csi")
