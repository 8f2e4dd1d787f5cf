# The camera sensor. Pictures come from the simulation's scene; settings that a scene can show act on them, the others
# are kept and answered. What is neither raises NotImplementedError with its name.

import _cam
import uctypes
from _profile import profiled
from _unsimulated import missing

BINARY = 0x08010000
GRAYSCALE = 0x08020001
RGB565 = 0x0C030002
BAYER = 0x05040001
YUV422 = 0x14050002
JPEG = 0x06060000

_SIZES = (
    ("INVALID", 0, 0),
    ("QQCIF", 88, 72),
    ("QCIF", 176, 144),
    ("CIF", 352, 288),
    ("QQSIF", 88, 60),
    ("QSIF", 176, 120),
    ("SIF", 352, 240),
    ("QQQQVGA", 40, 30),
    ("QQQVGA", 80, 60),
    ("QQVGA", 160, 120),
    ("QVGA", 320, 240),
    ("VGA", 640, 480),
    ("HQQQQVGA", 30, 20),
    ("HQQQVGA", 60, 40),
    ("HQQVGA", 120, 80),
    ("HQVGA", 240, 160),
    ("HVGA", 480, 320),
    ("B64X32", 64, 32),
    ("B64X64", 64, 64),
    ("B128X64", 128, 64),
    ("B128X128", 128, 128),
    ("B160X160", 160, 160),
    ("B320X320", 320, 320),
    ("LCD", 128, 160),
    ("QQVGA2", 128, 160),
    ("WVGA", 720, 480),
    ("WVGA2", 752, 480),
    ("SVGA", 800, 600),
    ("XGA", 1024, 768),
    ("WXGA", 1280, 768),
    ("SXGA", 1280, 1024),
    ("SXGAM", 1280, 960),
    ("UXGA", 1600, 1200),
    ("HD", 1280, 720),
    ("FHD", 1920, 1080),
    ("QHD", 2560, 1440),
    ("QXGA", 2048, 1536),
    ("WQXGA", 2560, 1600),
    ("WQXGA2", 2592, 1944),
)
for _number, _size in enumerate(_SIZES):
    globals()[_size[0]] = _number

OV2640 = 0x26
OV5640 = 0x5640
OV7690 = 0x76
OV7725 = 0x77
OV9650 = 0x96
MT9V022 = 0x1311
MT9V034 = 0x1324
MT9M114 = 0x2481
LEPTON = 0x54
HM01B0 = 0xB0
HM0360 = 0x60
GC2145 = 0x21
PAJ6100 = 0x6100
FROGEYE2020 = 0x2020
PAG7920 = 0x7920
PAG7936 = 0x7936
PS5520 = 0x5520
GENX320 = 0x30501C01

NORMAL = 0
NEGATIVE = 1
SINGLE_BUFFER = 1
DOUBLE_BUFFER = 2
TRIPLE_BUFFER = 3
VIDEO_FIFO = 4

_DEFAULT_RATE = 60
_DEFAULT_QUALITY = 85
_NOMINAL_EXPOSURE_US = 10000
_NOMINAL_GAIN_DB = 10.0
_SENSOR_WIDTH = 2592
_SENSOR_HEIGHT = 1944

_render = _cam.render
_wait_frame = _cam.wait_frame


def _limit(value, low, high):
    return low if value < low else high if value > high else value


class CSI:
    def __init__(self, cid=-1, delays=True, fb_count=None, **options):
        if cid != -1 and cid != _cam.chip_id():
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

    def _configure(self):
        _cam.configure(
            1 if self._hmirror else 0,
            1 if self._vflip else 0,
            _NOMINAL_EXPOSURE_US if self._auto_exposure else self._exposure_us,
            0.0 if self._auto_gain else self._gain_db - _NOMINAL_GAIN_DB,
            self._brightness,
            self._contrast,
            self._saturation,
        )

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
        return _cam.chip_id()

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

    # Settings that act on the picture -----------------------------------------------------------------------------------

    def hmirror(self, enable=None):
        if enable is None:
            return self._hmirror
        self._hmirror = bool(enable)
        self._configure()

    def vflip(self, enable=None):
        if enable is None:
            return self._vflip
        self._vflip = bool(enable)
        self._configure()

    def brightness(self, level=None):
        if level is None:
            return self._brightness
        self._brightness = _limit(level, -3, 3)
        self._configure()

    def contrast(self, level=None):
        if level is None:
            return self._contrast
        self._contrast = _limit(level, -3, 3)
        self._configure()

    def saturation(self, level=None):
        if level is None:
            return self._saturation
        self._saturation = _limit(level, -4, 3)
        self._configure()

    def auto_gain(self, enable=None, gain_db=None, gain_db_ceiling=None):
        if enable is None:
            return self._auto_gain
        self._auto_gain = bool(enable)
        if gain_db is not None:
            self._gain_db = float(gain_db)
        self._configure()

    def gain_db(self, gain_db=None):
        if gain_db is None:
            return _NOMINAL_GAIN_DB if self._auto_gain else self._gain_db
        self.auto_gain(False, gain_db=gain_db)

    def auto_exposure(self, enable=None, exposure_us=None):
        if enable is None:
            return self._auto_exposure
        self._auto_exposure = bool(enable)
        if exposure_us is not None:
            self._exposure_us = max(1, int(exposure_us))
        self._configure()

    def exposure_us(self, exposure_us=None):
        if exposure_us is None:
            return _NOMINAL_EXPOSURE_US if self._auto_exposure else self._exposure_us
        self.auto_exposure(False, exposure_us=exposure_us)

    # Settings that are kept only ----------------------------------------------------------------------------------------

    def auto_whitebal(self, enable=None, rgb_gain_db=None):
        if enable is None:
            return self._auto_whitebal
        self._auto_whitebal = bool(enable)
        if rgb_gain_db is not None:
            self._rgb_gain_db = tuple(rgb_gain_db)

    def rgb_gain_db(self, rgb_gain_db=None):
        if rgb_gain_db is None:
            return self._rgb_gain_db
        self.auto_whitebal(False, rgb_gain_db=rgb_gain_db)

    def gainceiling(self, ceiling=None):
        if ceiling is None:
            return self._gainceiling
        self._gainceiling = ceiling

    def colorbar(self, enable=None):
        if enable is None:
            return self._colorbar
        if enable:
            raise NotImplementedError("csi.CSI.colorbar is not simulated")

    def transpose(self, enable=None):
        if enable is None:
            return self._transpose
        if enable:
            raise NotImplementedError("csi.CSI.transpose is not simulated")

    def auto_rotation(self, enable=None):
        if enable is None:
            return self._auto_rotation
        if enable:
            raise NotImplementedError("csi.CSI.auto_rotation is not simulated")

    def auto_blc(self, enable=None, regs=None):
        return True

    def special_effect(self, effect=None):
        if effect:
            raise NotImplementedError("csi.CSI.special_effect is not simulated")
        return NORMAL

    def lens_correction(self, enable, radi=0, coef=0):
        pass

    def vsync_callback(self, callback=None):
        self._vsync = callback

    def frame_callback(self, callback=None):
        self._on_frame = callback

    def ioctl(self, request, *args):
        raise NotImplementedError("csi.CSI.ioctl(%d) is not simulated" % request)


CSI.snapshot = profiled("py_csi_snapshot", CSI.snapshot)


def devices():
    return [_cam.chip_id()]


# At the end: image and csi name each other.
from image import Image

__getattr__ = missing("csi")
