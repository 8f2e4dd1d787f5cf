# Blink
#
# The lights of the board, one after the other. No frame is taken: the preview stays as it was.

import time
from machine import LED

leds = [(name, LED("LED_" + name)) for name in ("RED", "GREEN", "BLUE")]

while True:
    for name, led in leds:
        print(name.lower())
        led.on()
        time.sleep_ms(300)
        led.off()
        time.sleep_ms(200)
