# Print flood
#
# Prints without a pause, far more than a USB cable carries. Text that is lost is counted in the terminal, the window
# stays smooth, and Stop still works at once.

import time

started = time.ticks_ms()
line = 0

while True:
    line += 1
    print(line, "lines in", time.ticks_diff(time.ticks_ms(), started), "ms", "." * 40)
