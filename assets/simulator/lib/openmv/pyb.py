# The older board module, as far as lights, pins and time go.

import machine
import time
from _arguments import integer
from machine import freq, reset_cause, unique_id
from _unsimulated import missing


class LED(machine.LED):
    def intensity(self, value=None):
        if value is None:
            return 255 if self.value() else 0
        self.value(integer(value))


class Pin(machine.Pin):
    AF_PP = 2
    AF_OD = 18


class RTC(machine.RTC):
    pass


def millis():
    return time.ticks_ms()


def micros():
    return time.ticks_us()


def elapsed_millis(start):
    return time.ticks_diff(time.ticks_ms(), start)


def elapsed_micros(start):
    return time.ticks_diff(time.ticks_us(), start)


def delay(ms):
    time.sleep_ms(ms)


def udelay(us):
    time.sleep_us(us)


def rng():
    import random

    return random.getrandbits(30)


def hard_reset():
    machine.reset()


def disable_irq():
    return True


def enable_irq(state=True):
    pass


__getattr__ = missing(
    "pyb",
    "ADC ADCAll CAN DAC ExtInt Flash I2C LCD SDCard SPI Servo Switch Timer UART USB_HID USB_VCP Accel bootloader country"
    " dht_readinto fault_debug have_cdc hid_keyboard hid_mouse info main mount pwm repl_info repl_uart servo sync"
    " usb_mode stop standby wfi",
)
