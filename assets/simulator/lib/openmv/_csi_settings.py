# Settings of the sensor: those that the scene can show act on its frames, the others are stored and returned.

import _cam
from _csi_constants import NORMAL

_NOMINAL_EXPOSURE_US = 10000
_NOMINAL_GAIN_DB = 10.0


def _limit(value, low, high):
    return low if value < low else high if value > high else value


class Settings:
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
