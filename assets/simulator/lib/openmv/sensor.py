# The older names of csi, over one CSI object.

import csi
from csi import *
from _unsimulated import missing

_csi = csi.CSI()

reset = _csi.reset
sleep = _csi.sleep
shutdown = _csi.shutdown
flush = _csi.flush
snapshot = _csi.snapshot
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
set_windowing = _csi.window
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


def skip_frames(n=None, time=None):
    # Nothing has to settle: the time passes in the scene only.
    _csi.snapshot(frames=n or 0, time=300 if n is None and time is None else time or 0)


__getattr__ = missing("sensor")
