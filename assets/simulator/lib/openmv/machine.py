# The board around the sensor: lights, pins and the clock. Nothing is connected to the pins.

import _cam
import _wall_clock
import time
from _arguments import integer, sequence
from _machine_pin import Pin
from _unsimulated import missing, missing_attribute, refusal

PWRON_RESET = 1
HARD_RESET = 2
WDT_RESET = 3
DEEPSLEEP_RESET = 4
SOFT_RESET = 5

_LIGHTS = ("LED_RED", "LED_GREEN", "LED_BLUE", "LED_IR")
# One state per light, whichever object a script reaches it by.
_lights = {}


class LED:
    def __init__(self, id=1):
        if isinstance(id, int):
            if not 1 <= id <= len(_LIGHTS):
                raise ValueError("LED(%d) doesn't exist" % id)
            id = _LIGHTS[id - 1]
        if id not in _LIGHTS:
            raise ValueError("LED(%s) doesn't exist" % id)
        self._name = id

    def value(self, value=None):
        if value is None:
            return _lights.get(self._name, 0)
        _lights[self._name] = 1 if value else 0

    boolean = value

    def on(self):
        _lights[self._name] = 1

    def off(self):
        _lights[self._name] = 0

    def toggle(self):
        _lights[self._name] = 1 - _lights.get(self._name, 0)

    def __repr__(self):
        return "LED(%s)" % self._name


class RTC:
    def __init__(self, id=0):
        pass

    def datetime(self, value=None):
        if value is None:
            now = _wall_clock.localtime()
            return (now[0], now[1], now[2], now[6] + 1, now[3], now[4], now[5], 0)
        year, month, day, _, hour, minute, second, _ = [integer(field) for field in sequence(value, 8)]
        _wall_clock.set_unix_seconds(_wall_clock.unix_of((year, month, day, hour, minute, second)))

    def init(self, value=None):
        if value is not None:
            self.datetime(value)

    wakeup = refusal("machine.RTC.wakeup")
    alarm = refusal("machine.RTC.alarm")
    alarm_left = refusal("machine.RTC.alarm_left")
    cancel = refusal("machine.RTC.cancel")
    calibration = refusal("machine.RTC.calibration")
    info = refusal("machine.RTC.info")
    memory = refusal("machine.RTC.memory")
    irq = refusal("machine.RTC.irq")
    now = refusal("machine.RTC.now")
    __getattr__ = missing_attribute("machine.RTC", "ALARM0")


def unique_id():
    return b"\x00\x00\x00\x00SIM0" + (_cam.seed() & 0xFFFFFFFF).to_bytes(4, "big")


def freq(*args):
    if not args:
        return _cam.fact("cpu_hz")
    for frequency in args:
        integer(frequency)


def reset():
    # Not an exception: no handler of the script runs.
    _cam.reset()


def soft_reset():
    raise SystemExit


def reset_cause():
    return SOFT_RESET


def idle():
    time.sleep_us(100)


def _sleep(time_ms):
    if time_ms is None:
        # Nothing wakes a board whose pins and alarms are not simulated, but Stop does.
        while True:
            time.sleep_ms(1000)
    time.sleep_ms(time_ms)


def lightsleep(time_ms=None):
    _sleep(time_ms)


sleep = lightsleep


def deepsleep(time_ms=None):
    _sleep(time_ms)
    reset()


def disable_irq():
    return 0


def enable_irq(state=0):
    pass


__getattr__ = missing(
    "machine",
    "ADC ADCBlock CAN Counter DAC Encoder Ethernet I2C I2CTarget I2S PWM PinBase SDCard SPI Signal SoftI2C SoftSPI Timer"
    " UART USBDevice WDT bitstream bootloader dht_readinto info mem8 mem16 mem32 rng time_pulse_us wake_reason"
    " DEEPSLEEP PIN_WAKE RTC_WAKE",
)
