# The camera sensor. `CSI` objects hold no state: all of them are the one sensor of the board (_csi_sensor.py).

import _cam
from _arguments import integer, sequence
from _csi_constants import *
from _csi_constants import _OLD_SIZES
from _csi_sensor import INVALID_ARGUMENT, NO_FRAMERATE, NO_FRAMESIZE, NO_PIXFORMAT, UNSUPPORTED, sensor as _sensor
from _image_core import SCALE_ASPECT_IGNORE as _STRETCH, _image, _mutable
from _unsimulated import missing, missing_attribute

for _name in _OLD_SIZES:
    del globals()[_name]

_UNDETECTED = "Failed to detect the image sensor or image sensor is detached."
_WRONG_WINDOW = "Expected (w, h) or (x, y, w, h) tuple/list."
_CEILINGS = (2, 4, 8, 16, 32, 64, 128)
# Requests that the sensors of these boards know; the simulation does not.
_REQUESTS = {
    IOCTL_SET_READOUT_WINDOW: "IOCTL_SET_READOUT_WINDOW",
    IOCTL_GET_READOUT_WINDOW: "IOCTL_GET_READOUT_WINDOW",
    IOCTL_SET_TRIGGERED_MODE: "IOCTL_SET_TRIGGERED_MODE",
    IOCTL_GET_TRIGGERED_MODE: "IOCTL_GET_TRIGGERED_MODE",
}


class CSI:
    def __init__(self, *, cid=-1, delays=True, fflush=True, stream=None):
        if integer(cid) != -1 and cid != _cam.fact("chip_id"):
            raise RuntimeError(_UNDETECTED)

    # Life -------------------------------------------------------------------------------------------------------------

    def reset(self, *, hard=True):
        _sensor.reset()

    def sleep(self, enable):
        _sensor.awake = not enable

    def shutdown(self, enable):
        _sensor.awake = not enable

    def flush(self):
        if _sensor.last is not None:
            _sensor.last.flush()

    def cid(self):
        return _cam.fact("chip_id")

    def readable(self):
        return bool(_cam.frame_ready(1000000 // (_sensor.rate or 60)))

    # Image ------------------------------------------------------------------------------------------------------------

    def snapshot(self, *, time=-1, frames=-1, blocking=True, image=None):
        if integer(time) != -1 or integer(frames) != -1:
            _sensor.skip(max(time, 0), max(frames, 0))
            return None
        frame = _sensor.capture(blocking)
        if frame is None or image is None:
            return frame
        _mutable(_image(image)).draw_image(frame, 0, 0, hint=_STRETCH)
        return None

    def width(self):
        return _sensor.full[0]

    def height(self):
        return _sensor.full[1]

    def pixformat(self, *pixformat):
        if pixformat:
            _sensor.set_pixformat(*pixformat)
            return None
        if _sensor.pixformat is None:
            raise RuntimeError(NO_PIXFORMAT)
        return _sensor.pixformat

    def framesize(self, *framesize):
        if framesize:
            _sensor.set_framesize(*framesize)
            return None
        if not _sensor.framesize:
            raise RuntimeError(NO_FRAMESIZE)
        return _sensor.framesize

    def window(self, *roi):
        if roi:
            _sensor.set_window(*roi, _WRONG_WINDOW)
            return None
        if not _sensor.framesize:
            raise RuntimeError(NO_FRAMESIZE)
        return _sensor.window

    def framerate(self, *rate):
        if rate:
            _sensor.set_framerate(*rate)
            return None
        if not _sensor.rate:
            raise RuntimeError(NO_FRAMERATE)
        return _sensor.rate

    def framebuffers(self, *count):
        if not count:
            return _sensor.framebuffers
        if integer(*count) < 1:
            raise RuntimeError(INVALID_ARGUMENT)
        _sensor.framebuffers = count[0]

    # Settings that act on the image -----------------------------------------------------------------------------------

    def quality(self, quality):
        quality = integer(quality)
        if not 0 <= quality <= 100:
            raise OSError("(q >= 0 && q <= 100)")
        _sensor.quality = max(1, quality)
        return True

    def brightness(self, brightness):
        return _sensor.set_level("brightness", brightness, -3, 3)

    def contrast(self, contrast):
        return _sensor.set_level("contrast", contrast, -3, 3)

    def saturation(self, saturation):
        return _sensor.set_level("saturation", saturation, -3, 3)

    def special_effect(self, effect):
        return _sensor.set_level("effect", effect, NORMAL, NEGATIVE)

    def colorbar(self, enable):
        _sensor.set_switch("colorbar", enable)
        return True

    def auto_gain(self, enable, *, gain_db=None, gain_db_ceiling=None):
        _sensor.set_auto_gain(enable, gain_db)

    def gain_db(self):
        return 10.0 if _sensor.auto_gain else _sensor.gain_db

    def auto_exposure(self, enable, *, exposure_us=-1):
        _sensor.set_auto_exposure(enable, exposure_us)

    def exposure_us(self):
        return 10000 if _sensor.auto_exposure else _sensor.exposure_us

    def hmirror(self, *enable):
        return _switch("hmirror", *enable)

    def vflip(self, *enable):
        return _switch("vflip", *enable)

    def transpose(self, *enable):
        return _switch("transpose", *enable)

    # Settings that are stored only ------------------------------------------------------------------------------------

    def auto_rotation(self, *enable):
        return _switch("auto_rotation", *enable)

    def auto_whitebal(self, enable, *, rgb_gain_db=None):
        if rgb_gain_db is not None:
            _sensor.rgb_gain_db = tuple([float(gain) for gain in sequence(rgb_gain_db, 3)])

    def rgb_gain_db(self):
        return _sensor.rgb_gain_db

    def gainceiling(self, gainceiling):
        if integer(gainceiling) not in _CEILINGS:
            raise RuntimeError(INVALID_ARGUMENT)
        return True

    def auto_blc(self, enable, regs=None):
        pass

    def lens_correction(self, enable, radi, coef):
        return True

    def color_palette(self, *palette):
        if not palette:
            return _sensor.palette
        if not 0 <= integer(*palette) <= 4:
            raise RuntimeError(INVALID_ARGUMENT)
        _sensor.palette = palette[0]

    def vsync_callback(self, *callback):
        return _callback("vsync_callback", *callback)

    def frame_callback(self, *callback):
        return _callback("frame_callback", *callback)

    def ioctl(self, request, *args):
        name = _REQUESTS.get(integer(request))
        if name is None:
            raise RuntimeError(UNSUPPORTED)
        raise NotImplementedError("csi.CSI.ioctl(csi.%s) is not simulated" % name)

    __getattr__ = missing_attribute("csi.CSI", "blc_regs __write_reg __read_reg")


def _switch(name, *enable):
    if not enable:
        return getattr(_sensor, name)
    _sensor.set_switch(name, *enable)


def _callback(name, *callback):
    if not callback:
        return getattr(_sensor, name)
    setattr(_sensor, name, callback[0] if callable(callback[0]) else None)


def devices():
    return [_cam.fact("chip_id")]


__getattr__ = missing(
    "csi",
    "GENX320_BIASES_DEFAULT GENX320_BIASES_LOW_LIGHT GENX320_BIASES_ACTIVE_MARKER GENX320_BIASES_LOW_NOISE"
    " GENX320_BIASES_HIGH_SPEED GENX320_BIAS_DIFF_OFF GENX320_BIAS_DIFF_ON GENX320_BIAS_FO GENX320_BIAS_HPF"
    " GENX320_BIAS_REFR GENX320_STC_DISABLE GENX320_STC_ONLY GENX320_STC_TRAIL_ONLY GENX320_STC_TRAIL"
    " GENX320_MODE_HISTO GENX320_MODE_EVENT PIX_OFF_EVENT PIX_ON_EVENT RST_TRIGGER_RISING RST_TRIGGER_FALLING"
    " EXT_TRIGGER_RISING EXT_TRIGGER_FALLING",
)
