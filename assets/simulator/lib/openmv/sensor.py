# The older names of csi, for the same sensor.

import csi
from _arguments import integer
from _csi_constants import *
from _csi_sensor import sensor as _sensor
from _unsimulated import missing, refusal

_csi = csi.CSI()
_WRONG_WINDOW = "The tuple/list must either be (x, y, w, h) or (w, h)"


def reset():
    _sensor.reset()


def snapshot(**options):
    if options:
        return _csi.snapshot(**options)
    return _sensor.capture()


def skip_frames(frames=None, *, time=None):
    if frames is None:
        _sensor.skip(300 if time is None else integer(time), 0)
    else:
        _sensor.skip(0, integer(frames))


def set_windowing(*roi):
    _sensor.set_window(roi[0] if len(roi) == 1 else roi, _WRONG_WINDOW)


def get_frame_available():
    return _csi.readable()


def get_fb():
    return _sensor.last


def disable_delays(*disable):
    return False


def disable_full_flush(*disable):
    return False


def alloc_extra_fb(width, height, pixformat):
    raise OSError("alloc_extra_fb is deprecated")


def dealloc_extra_fb():
    raise OSError("dealloc_extra_fb is deprecated")


sleep = _csi.sleep
shutdown = _csi.shutdown
flush = _csi.flush
width = _csi.width
height = _csi.height
get_id = _csi.cid
ioctl = _csi.ioctl
set_pixformat = _csi.pixformat
get_pixformat = _csi.pixformat
set_framesize = _csi.framesize
get_framesize = _csi.framesize
set_framerate = _csi.framerate
get_framerate = _csi.framerate
get_windowing = _csi.window
set_gainceiling = _csi.gainceiling
set_brightness = _csi.brightness
set_contrast = _csi.contrast
set_saturation = _csi.saturation
set_quality = _csi.quality
set_colorbar = _csi.colorbar
set_auto_gain = _csi.auto_gain
get_gain_db = _csi.gain_db
set_auto_exposure = _csi.auto_exposure
get_exposure_us = _csi.exposure_us
set_auto_whitebal = _csi.auto_whitebal
get_rgb_gain_db = _csi.rgb_gain_db
set_auto_blc = _csi.auto_blc
get_blc_regs = refusal("sensor.get_blc_regs")
set_hmirror = _csi.hmirror
get_hmirror = _csi.hmirror
set_vflip = _csi.vflip
get_vflip = _csi.vflip
set_transpose = _csi.transpose
get_transpose = _csi.transpose
set_auto_rotation = _csi.auto_rotation
get_auto_rotation = _csi.auto_rotation
set_framebuffers = _csi.framebuffers
get_framebuffers = _csi.framebuffers
set_special_effect = _csi.special_effect
set_lens_correction = _csi.lens_correction
set_vsync_callback = _csi.vsync_callback
set_frame_callback = _csi.frame_callback
set_color_palette = _csi.color_palette
get_color_palette = _csi.color_palette

__getattr__ = missing("sensor", "__write_reg __read_reg")
